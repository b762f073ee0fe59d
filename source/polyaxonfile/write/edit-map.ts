import type {Node, YAMLMap} from 'yaml';
import {crossing, nameOf, writeOut} from './aliases.ts';
import {insertCell, removeCell} from './cells.ts';
import {commentsAfter, commentsWithin, cutChunks, joinChunks, pullOut} from './chunks.ts';
import {applyEdits} from './edits.ts';
import {endOfPair, indentAt, isBlockCollection, isBlockScalar, keepsBlankLines, ownMap, parseSource, type Source, type YamlPair} from './source.ts';

/** A pair as it is to be written: `lines` at the left edge, and the same in brackets. */
export type PairText = {
	readonly lines: string;
	readonly cell: string;
	/** Whether blank lines under it would belong to it. */
	readonly isOpen?: boolean;
};

const keyStart = (pair: YamlPair) => pair.key.range?.[0] ?? 0;

/** The pairs of a block map as whole lines. */
export function chunksOf(source: Source, map: YAMLMap) {
	const pairs = map.items as YamlPair[];
	return cutChunks(
		source,
		pairs.map(keyStart),
		pairs.map(pair => endOfPair(source, pair)),
	);
}

/** The column of the keys of a block map. */
export function columnOf(source: Source, map: YAMLMap): number {
	const first = (map.items as YamlPair[])[0];
	return first ? indentAt(source.text, keyStart(first)) : 0;
}

/** The text with a new key in a map, before the pair at `index`, or at the end. `write` makes it for the column of the keys. */
export function insertPair(source: Source, map: YAMLMap, index: number, write: (column: number) => PairText, isSpaced: boolean): string {
	if (map.flow) return applyEdits(source.text, insertCell(source, map, index, write(0).cell));
	const {before, chunks, after} = chunksOf(source, map);
	const column = columnOf(source, map);
	const isLast = index >= chunks.length;
	// Under a text in lines of its own, these comments would belong to it
	const within = isLast ? commentsWithin(after, column) : '';
	const head = joinChunks(chunks.slice(0, index)) + within;
	// Blank lines before the next section are the end of the chunk above, unless they belong to its text
	const isApart = head === '' || head.endsWith('\n\n') || endsInBlankLines(source, (map.items as YamlPair[])[index - 1]?.value);
	const {lines, isOpen = false} = write(column);
	const chunk = `${isSpaced && !isApart ? '\n' : ''}${lines}\n${isSpaced && !isLast && !isOpen ? '\n' : ''}`;
	const rest = after.slice(within.length);
	return before + head + chunk + joinChunks(chunks.slice(index), true) + (isLast && isOpen ? rest.replace(/^\n+/, '') : rest);
}

/** The text without a key of a map; the comments after it stay, if they are not moved with it. */
export function removePair(source: Source, map: YAMLMap, pair: YamlPair, isMoved = false): string {
	const pairs = map.items as YamlPair[];
	const index = pairs.indexOf(pair);
	if (map.flow) return applyEdits(source.text, removeCell(source, map, index));
	const {before, chunks, after} = chunksOf(source, map);
	const chunk = chunks[index]!;
	const above = pairs[index - 1]?.value;
	// A comment at the very top is about the file
	const top = index === 0 && /^(?:[%-].*\n|\s)*$/.test(before) ? (/^(?:#.*\n)+/.exec(chunk.lines)?.[0] ?? '') : '';
	const head = before + top + joinChunks(chunks.slice(0, index));
	const comments = isMoved ? '' : commentsAfter(chunk);
	const left = endsInLines(above) ? pullOut(comments, columnOf(source, map)) : comments;
	if (index < chunks.length - 1) {
		const isApart = chunk.tail.startsWith('\n') && index > 0 && !head.endsWith('\n\n') && !endsInBlankLines(source, above);
		return head + (isApart ? '\n' : '') + left + joinChunks(chunks.slice(index + 1), true) + after;
	}
	// Blank lines beside the last section go with it, unless they belong to the text before
	if (endsInBlankLines(source, above)) return head + left + after.replace(/^\n+/, '');
	return after === '' ? (head + left).replace(/\n{2,}$/, '\n') : head + left + after;
}

/** The text with the pairs of the block map at a path in the order of these keys; others keep their place. An alias that would come before its anchor is written out. */
export function reorderPairs(text: string, path: readonly string[], keys: readonly string[]): string {
	const source = parseSource(text);
	const map = ownMap(source, path);
	if (!map || map.flow) return text;
	const pairs = map.items as YamlPair[];
	const names = pairs.map(({key}) => nameOf(source, key));
	const places = keys.map(key => names.lastIndexOf(key)).filter(place => place >= 0);
	const slots = places.toSorted((a, b) => a - b);
	const order = pairs.map((_, index) => places[slots.indexOf(index)] ?? index);
	if (order.every((from, index) => from === index)) return text;
	const crossed = crossing(
		source,
		pairs.map(({key, value}) => (value ? [key, value] : [key])),
		order,
	);
	if (crossed) return reorderPairs(writeOut(source, crossed), path, keys);
	const {before, chunks, after} = chunksOf(source, map);
	const isKept = endsInBlankLines(source, pairs[order.at(-1) ?? 0]?.value);
	return before + joinChunks(order.flatMap(index => chunks[index] ?? [])) + (isKept ? after.replace(/^\n+/, '') : after);
}

/** Whether a value ends with a text in lines of its own. */
export function endsInLines(node: Node | null | undefined): boolean {
	return isBlockScalar(lastNode(node ?? null));
}

/** Whether blank lines after a value are a part of it, as under `|+`. */
export function endsInBlankLines(source: Source, node: Node | null | undefined): boolean {
	const last = lastNode(node ?? null);
	return last !== null && keepsBlankLines(source, last);
}

function lastNode(node: Node | null): Node | null {
	if (!isBlockCollection(node)) return node;
	const last = node.items.at(-1);
	return lastNode((last && 'key' in (last as object) && !('range' in (last as object)) ? (last as YamlPair).value : (last as Node)) ?? null);
}
