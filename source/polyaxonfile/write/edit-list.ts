import {isSeq, type Node, type YAMLSeq} from 'yaml';
import {isList} from '../print-value.ts';
import type {Value} from '../specification.ts';
import {crossing, freeAliases, writeOut} from './aliases.ts';
import {cellsOf, insertCell, removeCell} from './cells.ts';
import {commentsAfter, cutChunks, joinChunks, pullOut} from './chunks.ts';
import {endsInBlankLines} from './edit-map.ts';
import {applyEdits, type Edit} from './edits.ts';
import {fingerprint, inlineSource, itemSource, meaningOf, type Piece} from './piece.ts';
import {replaceAt} from './replace.ts';
import {dashBefore, endOf, indentAt, isUnwritten, lineStart, ownPair, parseSource, type Source, valueAt} from './source.ts';

/** The text with the list at a path changed to these items: those that stay keep their lines, comments and quoting, wherever they move. Undefined when its form is too odd. */
export function editList(text: string, path: readonly string[], items: readonly Piece[]): string | undefined {
	const source = parseSource(text);
	const list = listAt(source, path);
	const values = valueAt(source, path) ?? null;
	if (!list || !isList(values)) return undefined;
	const plan = planOf(source, list, values, items);
	const isInPlace = isIdentity(plan.order, values.length);
	if (!isInPlace && !list.flow && !dashesOf(source, list)) return undefined;
	const freed = freeAliases(source, plan.changing, plan.going);
	if (freed !== undefined) return editList(freed, path, items);
	const replaced = applyEdits(source.text, plan.edits);
	if (isInPlace) return replaced;
	const arrange = list.flow ? arrangeCells : arrangeLines;
	return arrange(
		replaced,
		path,
		plan.order.map((from, index) => from ?? items[index] ?? {type: 'value', value: null}),
	);
}

type Plan = {
	readonly edits: readonly Edit[];
	/** Which old entry stands at each place; undefined for a new one. */
	readonly order: ReadonlyArray<number | undefined>;
	/** Nodes in which something changes, and those of which nothing stays. */
	readonly changing: readonly Node[];
	readonly going: readonly Node[];
};

/** What is to be done to make these items of a list. In a list of lists, as environment variables are, only the texts that change are written anew. */
function planOf(source: Source, list: YAMLSeq, values: readonly Value[], items: readonly Piece[]): Plan {
	const nodes = list.items as Node[];
	const matches = match(values, items);
	const kept = new Set(matches.map(each => each?.index));
	const changed = items.flatMap((item, index): readonly Plan[] => {
		const from = matches[index];
		const node = from && nodes[from.index];
		if (!from || !node || from.isSame) return [];
		const value = values[from.index] ?? null;
		const inner = item.type === 'list' && isSeq(node) && isList(value) ? planOf(source, node, value, item.items) : undefined;
		if (inner && isList(value) && isIdentity(inner.order, value.length)) return [inner];
		return [{edits: replaceItem(source, list, from.index, item), order: [], changing: [], going: [node]}];
	});
	return {
		edits: changed.flatMap(({edits}) => edits),
		order: matches.map(each => each?.index),
		changing: [list, ...changed.flatMap(({changing}) => changing)],
		going: [...nodes.filter((_, index) => !kept.has(index)), ...changed.flatMap(({going}) => going)],
	};
}

function isIdentity(order: ReadonlyArray<number | undefined>, length: number): boolean {
	return order.length === length && order.every((from, index) => from === index);
}

function replaceItem(source: Source, list: YAMLSeq, index: number, item: Piece): readonly Edit[] {
	const node = list.items[index] as Node;
	const dash = list.flow ? undefined : dashBefore(source, node);
	if (dash !== undefined) return replaceAt(source, {node, from: dash + 1, indent: dash - lineStart(source.text, dash), isIn: 'list'}, item);
	return replaceAt(source, {node, from: cellsOf(source, list).cells[index]?.from ?? 0, indent: 0, isIn: 'brackets'}, item);
}

/** The dashes of a list that has a line or more for each entry. */
function dashesOf(source: Source, list: YAMLSeq): readonly number[] | undefined {
	const dashes = (list.items as Node[]).map(node => dashBefore(source, node) ?? -1);
	return dashes.every(dash => dash >= 0 && indentAt(source.text, dash) === dash - lineStart(source.text, dash)) ? dashes : undefined;
}

/** The text with old entries of a block list, by their index, and new ones in this order. */
function arrangeLines(text: string, path: readonly string[], order: ReadonlyArray<number | Piece>): string {
	const source = parseSource(text);
	const list = listAt(source, path);
	const dashes = list && dashesOf(source, list);
	if (!list || !dashes) return text;
	const written = uncrossed(source, list, order);
	if (written !== undefined) return arrangeLines(written, path, order);
	const ends = (list.items as Node[]).map((node, index) => (isUnwritten(node) ? (dashes[index] ?? 0) + 1 : endOf(source, node)));
	const {before, chunks, after} = cutChunks(source, dashes, ends);
	const indent = indentAt(text, dashes[0] ?? 0);
	const left = chunks.filter((_, index) => !order.includes(index)).map(chunk => pullOut(commentsAfter(chunk), indent));
	const lines = order.map(each => (typeof each === 'number' ? joinChunks(chunks.slice(each, each + 1)) : `${itemSource(each, indent)}\n`));
	const last = order.at(-1);
	const isKept = typeof last === 'number' && left.join('') === '' && endsInBlankLines(source, list.items[last] as Node);
	return before + [...lines, ...left].join('') + (isKept ? after.replace(/^\n+/, '') : after);
}

/** The same in brackets. */
function arrangeCells(text: string, path: readonly string[], order: ReadonlyArray<number | Piece>): string {
	const source = parseSource(text);
	const list = listAt(source, path);
	if (!list) return text;
	const written = uncrossed(source, list, order);
	if (written !== undefined) return arrangeCells(written, path, order);
	const stays = order.filter(each => typeof each === 'number');
	const gone = list.items.findLastIndex((_, index) => !stays.includes(index));
	if (gone >= 0) {
		const now = order.map(each => (typeof each === 'number' && each > gone ? each - 1 : each));
		return arrangeCells(applyEdits(text, removeCell(source, list, gone)), path, now);
	}
	const {cells} = cellsOf(source, list);
	const moved = applyEdits(
		text,
		stays.flatMap((from, index) => {
			const [place, cell] = [cells[index], cells[from]];
			return place && cell && from !== index ? [{...place, text: text.slice(cell.from, cell.to)}] : [];
		}),
	);
	return order.reduce<string>((now, each, index) => {
		if (typeof each === 'number') return now;
		const document = parseSource(now);
		return applyEdits(now, insertCell(document, listAt(document, path)!, index, inlineSource(each, document.flow)));
	}, moved);
}

/** The text with an alias written out that would come before its anchor in this order. */
function uncrossed(source: Source, list: YAMLSeq, order: ReadonlyArray<number | Piece>): string | undefined {
	const entries = (list.items as Node[]).map(node => [node]);
	const crossed = crossing(
		source,
		entries,
		order.map(each => (typeof each === 'number' ? each : -1)),
	);
	return crossed && writeOut(source, crossed);
}

function listAt(source: Source, path: readonly string[]): YAMLSeq | undefined {
	const node = ownPair(source, path)?.pair.value;
	return isSeq(node) ? node : undefined;
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
