import {isScalar, isSeq, type Node} from 'yaml';
import {Numeral} from '../numeral.ts';
import {isList, isMapping} from '../print-value.ts';
import type {Value} from '../specification.ts';
import {blockSource, numberSource, textSource, textSourceLike} from './scalar-text.ts';

/** A value that is to be written, with the style for where it is new. */
export type Piece =
	| {readonly type: 'value'; readonly value: Value}
	/** One line of YAML as a person wrote it, and what it means. `isFlow`: it can stand in brackets too. */
	| {readonly type: 'source'; readonly source: string; readonly value: Value; readonly isFlow?: boolean}
	| {readonly type: 'list'; readonly items: readonly Piece[]; readonly isFlow: boolean}
	| {readonly type: 'map'; readonly entries: ReadonlyArray<readonly [string, Piece]>};

/** A value in the style that suits it. */
export const value = (of: Value): Piece => ({type: 'value', value: of});
/** A list in brackets. */
export const flowList = (items: readonly Value[]): Piece => ({type: 'list', items: items.map(value), isFlow: true});
/** A list with an entry a line. */
export const blockList = (items: readonly Piece[]): Piece => ({type: 'list', items, isFlow: false});
/** Keys with values, a line each. */
export const map = (entries: ReadonlyArray<readonly [string, Piece]>): Piece => ({type: 'map', entries});

/** What a piece means once it is read again. */
export function meaningOf(piece: Piece): Value {
	switch (piece.type) {
		case 'value':
		case 'source':
			return piece.value;
		case 'list':
			return piece.items.map(meaningOf);
		case 'map':
			return Object.fromEntries(piece.entries.map(([key, inner]) => [key, meaningOf(inner)]));
	}
}

/** The same text for values that mean the same; the order of keys counts. */
export function fingerprint(of: Value): string {
	if (of instanceof Numeral) return `n${of.text}`;
	if (isList(of)) return `[${of.map(fingerprint).join(',')}]`;
	if (isMapping(of))
		return `{${Object.entries(of)
			.map(([key, inner]) => `${JSON.stringify(key)}:${fingerprint(inner)}`)
			.join(',')}}`;
	return typeof of === 'number' ? `n${Object.is(of, -0) ? '-0' : of}` : JSON.stringify(of);
}

/** Where a value is written: on the line of its key, in brackets, or in JSON. */
export type Where = 'block' | 'flow' | 'json';

/** A piece on one line. */
export function inlineSource(piece: Piece, where: Where): string {
	const inner = where === 'json' ? 'json' : 'flow';
	switch (piece.type) {
		case 'source':
			return where === 'block' || piece.isFlow ? piece.source : inlineValue(piece.value, where);
		case 'value':
			return inlineValue(piece.value, where);
		case 'list':
			return `[${piece.items.map(item => inlineSource(item, inner)).join(', ')}]`;
		case 'map':
			return `{${piece.entries.map(([key, each]) => `${textSource(key, inner)}: ${inlineSource(each, inner)}`).join(', ')}}`;
	}
}

/** A piece on one line, in place of a node: texts get the quotes that the node has, in lists entry by entry. */
export function inlineSourceLike(piece: Piece, node: Node | null | undefined, where: Where): string {
	const inner = where === 'json' ? 'json' : 'flow';
	if (piece.type === 'list' && isSeq(node)) return `[${piece.items.map((item, index) => inlineSourceLike(item, node.items[index] as Node, inner)).join(', ')}]`;
	const isText = piece.type === 'value' && typeof piece.value === 'string';
	return isText && isScalar(node) && typeof node.value === 'string' ? textSourceLike(String(piece.value), node.type, where) : inlineSource(piece, where);
}

function inlineValue(of: Value, where: Where): string {
	const inner = where === 'json' ? 'json' : 'flow';
	if (of === null || typeof of === 'boolean') return String(of);
	if (typeof of === 'string') return textSource(of, where);
	if (typeof of === 'number' || of instanceof Numeral) return numberSource(of);
	if (isList(of)) return `[${of.map(item => inlineValue(item, inner)).join(', ')}]`;
	return `{${Object.entries(of)
		.map(([key, each]) => `${textSource(key, inner)}: ${inlineValue(each, inner)}`)
		.join(', ')}}`;
}

/** What stands after a key's colon when a piece needs lines of its own, and those lines; undefined when it is written on the line of the key. */
export function linesOf(piece: Piece, indent: number, step: number): {readonly head: string; readonly lines: string} | undefined {
	const inner = indent + step;
	if (piece.type === 'map' && piece.entries.length > 0)
		return {head: '', lines: piece.entries.map(([key, each]) => pairSource(key, each, inner, step)).join('\n')};
	if (piece.type === 'list' && !piece.isFlow && piece.items.length > 0) return {head: '', lines: piece.items.map(item => itemSource(item, inner)).join('\n')};
	return textLines(piece, inner);
}

/** A text of several lines with its indicator; undefined for every other piece. */
export function textLines(piece: Piece, indent: number): {readonly head: string; readonly lines: string} | undefined {
	if (piece.type !== 'value' || typeof piece.value !== 'string' || !piece.value.includes('\n')) return undefined;
	const [indicator, ...lines] = blockSource(piece.value, indent)?.split('\n') ?? [];
	return indicator === undefined ? undefined : {head: ` ${indicator}`, lines: lines.join('\n')};
}

/** What stands after `key:` for a piece: a blank and one line, or lines of their own. Lists and maps inside are indented by `step` more than `indent`. */
export function afterKey(piece: Piece, indent: number, step: number): string {
	const own = linesOf(piece, indent, step);
	return own ? `${own.head}\n${own.lines}` : ` ${inlineSource(piece, 'block')}`;
}

/** The line or lines of a key and its piece. */
export function pairSource(key: string, piece: Piece, indent: number, step: number): string {
	return `${' '.repeat(indent)}${textSource(key, 'block')}:${afterKey(piece, indent, step)}`;
}

/** The line or lines of an entry of a list. */
export function itemSource(piece: Piece, indent: number): string {
	const own = textLines(piece, indent + 2);
	return `${' '.repeat(indent)}-${own ? `${own.head}\n${own.lines}` : ` ${inlineSource(piece, 'block')}`}`;
}
