import {isMap, isSeq, type Node, type Pair, type YAMLMap, type YAMLSeq} from 'yaml';
import {UserError} from '../../user-error.ts';
import type {PolyaxonDocument} from '../document.ts';
import {isMapping} from '../print-value.ts';
import type {Problem} from '../problem.ts';
import type {Value} from '../specification.ts';
import {parseText} from './parse-text.ts';
import {type Token, tokensOf} from './tokens.ts';

/** A text that can be edited: with the pieces that it is made of. */
export type Source = PolyaxonDocument & {
	readonly tokens: readonly Token[];
	/** How a value in brackets is written here: JSON knows no plain texts. */
	readonly flow: 'flow' | 'json';
};

/** A pair of a mapping, as the `yaml` package has it. */
export type YamlPair = Pair<Node, Node | null>;

/** Each edit asks for the text that the one before made, and most find nothing to do. */
let last: {readonly text: string; readonly source: Source} | undefined;

/** Reads the text again after each edit. Throws a UserError when it is no YAML, for then nothing in it can be changed safely. */
export function parseSource(text: string): Source {
	if (last?.text === text) return last.source;
	const document = parseText(text);
	if (!document.values && !document.problems.every(({code}) => code === 'empty-file')) {
		const [problem] = document.problems;
		throw new UserError(
			`The polyaxonfile cannot be changed, because it is not valid YAML: ${problem?.message ?? ''} (line ${problem?.line ?? 1}). Correct it first.`,
		);
	}
	const isJson = document.file !== undefined;
	// To the scanner of YAML a tab is no blank
	const tokens = tokensOf(isJson ? document.text.replaceAll('\t', ' ') : document.text);
	const source: Source = {...document, tokens, flow: isJson ? 'json' : 'flow'};
	last = {text, source};
	return source;
}

/** What a text means at a path, with its aliases and merges. */
export function valueAt({values}: PolyaxonDocument, path: readonly string[]): Value | undefined {
	return path.reduce<Value | undefined>((value, step) => (isMapping(value) && Object.hasOwn(value, step) ? value[step] : undefined), values);
}

/** The pair at a path, in the map that has it as its own: not by an alias or a merge. */
export function ownPair(document: PolyaxonDocument, path: Problem['path']): {map: YAMLMap; pair: YamlPair; isFlow: boolean} | undefined {
	let node = document.yaml.contents as Node | null;
	let isFlow = false;
	for (const [index, step] of path.entries()) {
		if (!isMap(node)) return undefined;
		isFlow ||= node.flow === true;
		const map = node;
		const key = document.find(path.slice(0, index + 1))?.key;
		const pair = map.items.find(each => each.key === key) as YamlPair | undefined;
		if (!pair || typeof step !== 'string') return undefined;
		if (index === path.length - 1) return {map, pair, isFlow};
		node = pair.value;
	}
	return undefined;
}

/** The mapping at a path that the file has there as its own; the whole file for no path. */
export function ownMap(document: PolyaxonDocument, path: Problem['path']): YAMLMap | undefined {
	const node = path.length === 0 ? (document.yaml.contents as Node | null) : ownPair(document, path)?.pair.value;
	return isMap(node) ? node : undefined;
}

/** The place in the tokens of the first one that starts at an offset or after it. */
function indexAt({tokens}: Source, offset: number): number {
	let low = 0;
	let high = tokens.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((tokens[middle]?.start ?? 0) < offset) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** The tokens that start between two offsets. */
export function tokensBetween(source: Source, from: number, to: number): readonly Token[] {
	return source.tokens.slice(indexAt(source, from), indexAt(source, to));
}

/** The offset after the colon of a key; undefined when it has none, as in `{key}`. */
export function colonAfter(source: Source, key: Node): number | undefined {
	let index = indexAt(source, key.range?.[1] ?? 0);
	while (source.tokens[index]?.kind === 'comment') index++;
	const token = source.tokens[index];
	return token?.kind === 'value' ? token.end : undefined;
}

/** The offset of the dash of a list's entry; undefined when it stands in brackets. */
export function dashBefore(source: Source, item: Node): number | undefined {
	let index = indexAt(source, item.range?.[0] ?? 0) - 1;
	while (['comment', 'anchor', 'tag'].includes(source.tokens[index]?.kind ?? '')) index--;
	const token = source.tokens[index];
	return token?.kind === '-' ? token.start : undefined;
}

/** Whether nothing is written for a value. */
export function isUnwritten(node: Node | null): boolean {
	return !node?.range || node.range[1] <= node.range[0];
}

/** The offset after the last character of a pair, without the comment and the line end after it. */
export function endOfPair(source: Source, {key, value}: YamlPair): number {
	const end = value ? (isUnwritten(value) ? (value.range?.[1] ?? 0) : endOf(source, value)) : 0;
	return Math.max(end, colonAfter(source, key) ?? key.range?.[1] ?? 0);
}

/** The offset after the last character of a node's content, without the line end after it. */
export function endOf(source: Source, node: Node): number {
	const [from = 0, to = 0] = node.range ?? [];
	if (isBlockScalar(node)) {
		if (keepsBlankLines(source, node)) return source.text[to - 1] === '\n' ? to - 1 : to;
		return from + source.text.slice(from, to).trimEnd().length;
	}
	if (!isBlockCollection(node)) return to;
	const end = isMap(node) ? node.items.at(-1) : (node.items.at(-1) as Node | undefined);
	if (end === undefined) return to;
	return isMap(node) ? endOfPair(source, end as YamlPair) : endOf(source, end as Node);
}

/** Whether a text stands under `|` or `>`. */
export function isBlockScalar(node: Node | null): boolean {
	return node !== null && 'type' in node && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED');
}

/** Whether blank lines after a text belong to it, as under `|+`. */
export function keepsBlankLines({text}: Source, node: Node): boolean {
	const [from = 0] = node.range ?? [];
	return isBlockScalar(node) && /^[|>]\d?\+/.test(text.slice(from, from + 3));
}

/** Whether a value starts on a line of its own, under its key. */
export function isBlockCollection(node: Node | null): node is YAMLMap | YAMLSeq {
	return (isMap(node) || isSeq(node)) && node.flow !== true;
}

/** The offset where the line of an offset starts. */
export function lineStart(text: string, offset: number): number {
	return offset <= 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** The offset of the line end after an offset, or the end of the text. */
export function lineEnd(text: string, offset: number): number {
	const end = text.indexOf('\n', offset);
	return end < 0 ? text.length : end;
}

/** How far the line of an offset is indented. */
export function indentAt(text: string, offset: number): number {
	const start = lineStart(text, offset);
	return text.slice(start, lineEnd(text, start)).search(/[^ ]|$/);
}

/** How far the keys under the first section are indented; 2 where the file does not show it. */
export function stepOf(source: Source): number {
	const root = source.yaml.contents;
	if (!isMap(root)) return 2;
	for (const {value} of root.items as YamlPair[]) {
		const first = isBlockCollection(value) && isMap(value) ? (value.items[0]?.key as Node | undefined)?.range?.[0] : undefined;
		if (first !== undefined) return Math.max(1, indentAt(source.text, first));
	}
	return 2;
}
