import {isMap, isSeq, type Node, type Pair, type YAMLMap, type YAMLSeq} from 'yaml';
import {UserError} from '../../user-error.ts';
import {type PolyaxonDocument, parsePolyaxonfile} from '../document.ts';
import type {Problem} from '../problem.ts';

/** Reads the text again after each edit. Throws a UserError when it is no YAML, for then nothing in it can be changed safely. */
export function parseSource(text: string): PolyaxonDocument {
	const document = parsePolyaxonfile(text);
	if (document.values || document.problems.every(({code}) => code === 'empty-file')) return document;
	const [problem] = document.problems;
	throw new UserError(
		`The polyaxonfile cannot be changed, because it is not valid YAML: ${problem?.message ?? ''} (line ${problem?.line ?? 1}). Correct it first.`,
	);
}

/** The pair at a path, in the map that has it as its own: not by an alias or a merge. */
export function ownPair(document: PolyaxonDocument, path: Problem['path']): {map: YAMLMap; pair: Pair<Node, Node | null>; isFlow: boolean} | undefined {
	let node = document.yaml.contents as Node | null;
	let isFlow = false;
	for (const [index, step] of path.entries()) {
		if (!isMap(node)) return undefined;
		isFlow ||= node.flow === true;
		const map = node;
		const key = document.find(path.slice(0, index + 1))?.key;
		const pair = map.items.find(each => each.key === key) as Pair<Node, Node | null> | undefined;
		if (!pair || typeof step !== 'string') return undefined;
		if (index === path.length - 1) return {map, pair, isFlow};
		node = pair.value;
	}
	return undefined;
}

/** The offset after the last character of a node's content, without the line end after it. */
export function endOf(node: Node | Pair<Node, Node | null> | null, text: string): number {
	if (node === null) return 0;
	if ('key' in node && 'value' in node && !('range' in node)) {
		const pair = node as Pair<Node, Node | null>;
		const value = pair.value?.range ? endOf(pair.value, text) : 0;
		return Math.max(value, colonAfter(pair.key, text));
	}
	const inner = node as Node;
	if ((isMap(inner) || isSeq(inner)) && !inner.flow) return endOf((inner.items.at(-1) as Node | Pair<Node, Node | null> | undefined) ?? null, text);
	const end = inner.range?.[1] ?? 0;
	const trimmed = text.slice(0, end).replace(/[ \t\n]+$/, '').length;
	return isBlockScalar(inner) ? Math.max(trimmed, inner.range?.[0] ?? 0) : end;
}

/** The offset after the colon of a key. */
export function colonAfter(key: Node, text: string): number {
	const end = key.range?.[1] ?? 0;
	const colon = text.indexOf(':', end);
	return colon < 0 ? end : colon + 1;
}

/** Whether a text stands under `|` or `>`. */
export function isBlockScalar(node: Node | null): boolean {
	return node !== null && 'type' in node && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED');
}

/** Whether a value starts on a line of its own, under its key. */
export function isBlockCollection(node: Node | null): node is YAMLMap | YAMLSeq {
	return (isMap(node) || isSeq(node)) && node.flow !== true;
}

/** The offset where the line of an offset starts. */
export function lineStart(text: string, offset: number): number {
	return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The offset of the line end after an offset, or the end of the text. */
export function lineEnd(text: string, offset: number): number {
	const end = text.indexOf('\n', offset);
	return end < 0 ? text.length : end;
}

/** How far the keys under the first section are indented; 2 where the file does not show it. */
export function stepOf(document: PolyaxonDocument): number {
	const root = document.yaml.contents;
	if (!isMap(root)) return 2;
	for (const pair of root.items as Pair<Node, Node | null>[]) {
		const first = isBlockCollection(pair.value) && isMap(pair.value) ? (pair.value.items[0]?.key as Node | undefined)?.range?.[0] : undefined;
		if (first !== undefined) return Math.max(1, first - lineStart(document.text, first));
	}
	return 2;
}
