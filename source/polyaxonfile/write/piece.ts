import {isScalar, type Node} from 'yaml';
import {Numeral} from '../numeral.ts';
import {isList, isMapping} from '../print-value.ts';
import type {Value} from '../specification.ts';
import {blockSource, numberSource, textSource, textSourceLike} from './scalar-text.ts';

/** A value that is to be written, with the style for where it is new. */
export type Piece =
	| {readonly type: 'value'; readonly value: Value}
	/** One line of YAML as a person wrote it, and what it means. */
	| {readonly type: 'source'; readonly source: string; readonly value: Value}
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

/** A piece on one line. */
export function inlineSource(piece: Piece, place: 'block' | 'flow'): string {
	switch (piece.type) {
		case 'source':
			return place === 'flow' ? inlineValue(piece.value, place) : piece.source;
		case 'value':
			return inlineValue(piece.value, place);
		case 'list':
			return `[${piece.items.map(item => inlineSource(item, 'flow')).join(', ')}]`;
		case 'map':
			return `{${piece.entries.map(([key, inner]) => `${textSource(key, 'flow')}: ${inlineSource(inner, 'flow')}`).join(', ')}}`;
	}
}

/** A piece on one line, in place of a node: text gets the quotes that the node has. */
export function inlineSourceLike(piece: Piece, node: Node | null | undefined, place: 'block' | 'flow'): string {
	const isText = piece.type === 'value' && typeof piece.value === 'string';
	return isText && isScalar(node) && typeof node.value === 'string' ? textSourceLike(String(piece.value), node.type, place) : inlineSource(piece, place);
}

function inlineValue(of: Value, place: 'block' | 'flow'): string {
	if (of === null || typeof of === 'boolean') return String(of);
	if (typeof of === 'string') return textSource(of, place);
	if (typeof of === 'number' || of instanceof Numeral) return numberSource(of);
	if (isList(of)) return `[${of.map(item => inlineValue(item, 'flow')).join(', ')}]`;
	return `{${Object.entries(of)
		.map(([key, inner]) => `${textSource(key, 'flow')}: ${inlineValue(inner, 'flow')}`)
		.join(', ')}}`;
}

/** What stands after `key:` for a piece: a blank and one line, or lines of their own. Lists and maps inside are indented by `step` more than `indent`. */
export function afterKey(piece: Piece, indent: number, step: number): string {
	const inner = indent + step;
	if (piece.type === 'map' && piece.entries.length > 0) return `\n${piece.entries.map(([key, each]) => pairSource(key, each, inner, step)).join('\n')}`;
	if (piece.type === 'list' && !piece.isFlow && piece.items.length > 0) return `\n${piece.items.map(item => itemSource(item, inner)).join('\n')}`;
	const block = piece.type === 'value' && typeof piece.value === 'string' && piece.value.includes('\n') ? blockSource(piece.value, inner) : undefined;
	return ` ${block ?? inlineSource(piece, 'block')}`;
}

/** The line or lines of a key and its piece. */
export function pairSource(key: string, piece: Piece, indent: number, step: number): string {
	return `${' '.repeat(indent)}${textSource(key, 'block')}:${afterKey(piece, indent, step)}`;
}

/** The line or lines of an entry of a list. */
export function itemSource(piece: Piece, indent: number): string {
	const block = piece.type === 'value' && typeof piece.value === 'string' && piece.value.includes('\n') ? blockSource(piece.value, indent + 2) : undefined;
	return `${' '.repeat(indent)}- ${block ?? inlineSource(piece, 'block')}`;
}
