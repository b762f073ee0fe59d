import {isSeq, type Node, type YAMLSeq} from 'yaml';
import {isList} from '../print-value.ts';
import type {Value} from '../specification.ts';
import {cutChunks} from './chunks.ts';
import {fingerprint, inlineSourceLike, itemSource, meaningOf, type Piece} from './piece.ts';
import {endOf, isBlockScalar, lineStart} from './source.ts';

/** The text with a list changed to these items: those that stay keep their lines, comments and quoting, wherever they move. */
export function editList(text: string, list: YAMLSeq, values: readonly Value[], items: readonly Piece[]): string | undefined {
	const nodes = list.items as Node[];
	if (list.flow) {
		const [from = 0, to = 0] = list.range ?? [];
		return text.slice(0, from) + flowSource(text, list, values, items) + text.slice(to);
	}
	const starts = nodes.map(node => lineStart(text, node.range?.[0] ?? 0));
	const dashes = starts.map(start => start + (/^ */.exec(text.slice(start, start + 200))?.[0].length ?? 0));
	const isLinewise = dashes.every((dash, index) => text[dash] === '-' && dash !== dashes[index - 1]);
	if (!isLinewise) return undefined;
	const {before, chunks, after} = cutChunks(text, dashes, endOf(list, text));
	const indent = (dashes[0] ?? 0) - (starts[0] ?? 0);
	const matches = match(values, items);
	let offset = before.length;
	const offsets = chunks.map(chunk => (offset += chunk.length) - chunk.length);
	const lines = items.map((item, index) => {
		const from = matches[index];
		const node = from && nodes[from.index];
		if (!from || !node) return `${itemSource(item, indent)}\n`;
		const chunk = chunks[from.index] ?? '';
		return from.isSame ? chunk : replaceItem(text, chunk, offsets[from.index] ?? 0, node, values[from.index] ?? null, item, indent);
	});
	return before + lines.join('') + after;
}

function replaceItem(text: string, chunk: string, offset: number, node: Node, value: Value, item: Piece, indent: number): string {
	const [from, to] = [(node.range?.[0] ?? offset) - offset, endOf(node, text) - offset];
	if (item.type === 'list' && isSeq(node) && node.flow && isList(value))
		return chunk.slice(0, from) + flowSource(text, node, value, item.items) + chunk.slice(to);
	const block = itemSource(item, indent).slice(indent + 2);
	// A comment after the old value cannot stand after a block.
	if (block.includes('\n') || isBlockScalar(node)) return `${chunk.slice(0, from)}${block}\n`;
	return chunk.slice(0, from) + inlineSourceLike(item, node, 'block') + chunk.slice(to);
}

function flowSource(text: string, list: YAMLSeq, values: readonly Value[], items: readonly Piece[]): string {
	const nodes = list.items as Node[];
	const parts = match(values, items).map((from, index) => {
		const node = from && nodes[from.index];
		const item = items[index] ?? {type: 'value', value: null};
		return from?.isSame && node?.range ? text.slice(node.range[0], node.range[1]) : inlineSourceLike(item, node, 'flow');
	});
	return `[${parts.join(', ')}]`;
}

type Match = {readonly index: number; readonly isSame: boolean};

/** Which old entry each new one comes from: one with the same value, else the next old one that nothing else wants. */
function match(values: readonly Value[], items: readonly Piece[]): ReadonlyArray<Match | undefined> {
	const free = new Map<string, number[]>();
	for (const [index, value] of values.entries()) free.set(fingerprint(value), [...(free.get(fingerprint(value)) ?? []), index]);
	const same = items.map(item => free.get(fingerprint(meaningOf(item)))?.shift());
	const left = [...free.values()].flat().sort((a, b) => a - b);
	return same.map(index => {
		const isSame = index !== undefined;
		const from = isSame ? index : left.shift();
		return from === undefined ? undefined : {index: from, isSame};
	});
}
