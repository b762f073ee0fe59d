import type {YAMLMap, YAMLSeq} from 'yaml';
import type {Edit} from './edits.ts';
import {lineEnd, lineStart, type Source, tokensBetween} from './source.ts';

/** What stands between the commas of a list or mapping in brackets, without the blanks and comments round it. */
export type Cells = {
	readonly cells: ReadonlyArray<{readonly from: number; readonly to: number}>;
	/** The offset of the comma after each; the last may have none. */
	readonly commas: readonly number[];
	/** The offsets after the opening bracket and of the closing one. */
	readonly open: number;
	readonly close: number;
};

/** The cells of brackets. */
export function cellsOf(source: Source, node: YAMLMap | YAMLSeq): Cells {
	const [start = 0, end = 0] = node.range ?? [];
	const cells: Array<{from: number; to: number}> = [];
	const commas: number[] = [];
	let depth = 0;
	for (const {kind, start: from, end: to} of tokensBetween(source, start + 1, end - 1)) {
		if (kind === '[' || kind === '{') depth++;
		if (kind === ']' || kind === '}') depth--;
		if (kind === ',' && depth === 0) commas.push(from);
		else if (kind !== 'comment') cells[commas.length] = {from: cells[commas.length]?.from ?? from, to};
	}
	return {cells, commas, open: start + 1, close: end - 1};
}

/** A new cell before the one at `index`, or at the end; on a line of its own where the others are. */
export function insertCell(source: Source, node: YAMLMap | YAMLSeq, index: number, cell: string): readonly Edit[] {
	const {text} = source;
	const {cells, commas, open, close} = cellsOf(source, node);
	const [before, after] = [cells[index - 1], cells[index]];
	const near = before ?? after;
	if (!near) return [{from: open, to: open, text: cell}];
	const start = lineStart(text, near.from);
	const indent = text.slice(start, near.from);
	const isOwnLine = start > open && indent.trim() === '';
	if (!before) return [{from: near.from, to: near.from, text: isOwnLine ? `${cell},\n${indent}` : `${cell}, `}];
	if (!isOwnLine) return [{from: before.to, to: before.to, text: `, ${cell}`}];
	const comma = commas[index - 1];
	const end = lineEnd(text, comma ?? before.to);
	// The bracket, or another cell, on the same line
	if (end > close || (after && after.from < end)) return [{from: before.to, to: before.to, text: `,\n${indent}${cell}`}];
	const line = {from: end, to: end, text: `\n${indent}${cell}${comma === undefined ? '' : ','}`};
	return comma === undefined ? [{from: before.to, to: before.to, text: ','}, line] : [line];
}

/** Without a cell and the comma beside it; with its line, and the comment on that, where it has one of its own. */
export function removeCell(source: Source, node: YAMLMap | YAMLSeq, index: number): readonly Edit[] {
	const {text} = source;
	const {cells, commas, open, close} = cellsOf(source, node);
	const cell = cells[index];
	if (!cell) return [];
	const [comma, commaBefore] = [commas[index], commas[index - 1]];
	const [from, to] = [lineStart(text, cell.from), lineEnd(text, comma ?? cell.to)];
	const isOwnLine = from > open && to < close && text.slice(from, cell.from).trim() === '' && /^\s*(?:#.*)?$/.test(text.slice((comma ?? cell.to - 1) + 1, to));
	const orphan = comma === undefined && commaBefore !== undefined ? [{from: commaBefore, to: commaBefore + 1, text: ''}] : [];
	if (isOwnLine) return [...orphan, {from, to: to + 1, text: ''}];
	const next = cells[index + 1];
	if (comma !== undefined) {
		const isNear = next && text.slice(comma + 1, next.from).trim() === '' && !text.slice(comma, next.from).includes('\n');
		return [{from: cell.from, to: isNear ? next.from : comma + 1, text: ''}];
	}
	const isBeside = commaBefore !== undefined && text.slice(commaBefore + 1, cell.from).trim() === '';
	return isBeside ? [{from: commaBefore, to: cell.to, text: ''}] : [...orphan, {from: cell.from, to: cell.to, text: ''}];
}
