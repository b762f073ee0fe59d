import {hashOf} from '../python/equality.ts';
import {orderOf} from '../python/operators.ts';
import {reprOf} from '../python/print.ts';
import {countOf, splitLines} from '../python/python-text.ts';
import type {Filter, Tools} from '../python/tools.ts';
import {type Dict, isDict, isMarkup, isPythonList, isTuple, type Python, TemplateError, typeName} from '../python/values.ts';

const width = 80;

/** `pprint`: Python's `pprint.pformat()`. */
export const prettyFilters: Readonly<Record<string, Filter>> = {
	pprint: {parameters: ['verbose?'], run: (value, _given, tools) => pretty(value, 0, 0, tools)},
};

/** A value over as many lines as it needs: `indent` blanks are before it, and `allowance` characters follow it. */
function pretty(value: Python, indent: number, allowance: number, tools: Tools): string {
	const flat = reprOf(sortedKeys(value, tools), tools.spend);
	if (countOf(flat) <= width - indent - allowance) return flat;
	if (typeof value === 'string') return prettyText(value, indent, allowance);
	if (isMarkup(value)) return flat;
	if (isDict(value)) return prettyDict(value, indent, allowance, tools);
	if (isPythonList(value)) return `[${prettyItems(value, indent + 1, allowance + 1, tools)}]`;
	if (!isTuple(value) || value.labels) return flat;
	const close = value.items.length === 1 ? ',)' : ')';
	return `(${prettyItems(value.items, indent + 1, allowance + close.length, tools)}${close}`;
}

function prettyItems(items: readonly Python[], indent: number, allowance: number, tools: Tools): string {
	return items.map((item, index) => pretty(item, indent, index === items.length - 1 ? allowance : 1, tools)).join(`,\n${' '.repeat(indent)}`);
}

function prettyDict(value: Dict, indent: number, allowance: number, tools: Tools): string {
	const entries = sortedEntries(value, tools);
	const parts = entries.map(([key, item], index) => {
		const name = reprOf(key, tools.spend);
		return `${name}: ${pretty(item, indent + 1 + countOf(name) + 2, index === entries.length - 1 ? allowance + 1 : 1, tools)}`;
	});
	return `{${parts.join(`,\n${' '.repeat(indent + 1)}`)}}`;
}

/** The same value with the keys of all dicts in order. */
function sortedKeys(value: Python, tools: Tools): Python {
	tools.spend(1);
	if (isPythonList(value)) return value.map(item => sortedKeys(item, tools));
	if (isTuple(value)) return {...value, items: value.items.map(item => sortedKeys(item, tools))};
	if (!isDict(value)) return value;
	return {type: 'dict', entries: new Map(sortedEntries(value, tools).map(([key, item]) => [hashOf(key), [key, sortedKeys(item, tools)] as const]))};
}

/** Keys that have no order among themselves are put in that of their types. */
function sortedEntries({entries}: Dict, tools: Tools): ReadonlyArray<readonly [Python, Python]> {
	return [...entries.values()].sort(([a], [b]) => {
		try {
			return orderOf(a, b, tools);
		} catch (error) {
			if (!(error instanceof TemplateError) || error.reach === 'final') throw error;
			return typeName(a) < typeName(b) ? -1 : 1;
		}
	});
}

/** A long text in several, line by line and word by word. */
function prettyText(value: string, indent: number, allowance: number): string {
	const isOutermost = indent === 0;
	const start = isOutermost ? 1 : indent;
	const room = width - start;
	const chunks: string[] = [];
	const lines = splitLines(value, true);
	for (const [index, line] of lines.entries()) {
		const most = room - (index === lines.length - 1 ? allowance + (isOutermost ? 1 : 0) : 0);
		const whole = reprOf(line);
		if (countOf(whole) <= most) chunks.push(whole);
		else chunks.push(...wordChunks(line, room, most));
	}
	if (chunks.length === 1) return chunks[0] ?? '';
	const text = chunks.join(`\n${' '.repeat(start)}`);
	return isOutermost ? `(${text})` : text;
}

function wordChunks(line: string, room: number, last: number): readonly string[] {
	const parts = line.match(/\S*\s*/g)?.filter(part => part !== '') ?? [];
	const chunks: string[] = [];
	let current = '';
	for (const [index, part] of parts.entries()) {
		const candidate = current + part;
		if (countOf(reprOf(candidate)) > (index === parts.length - 1 ? last : room)) {
			if (current) chunks.push(reprOf(current));
			current = part;
		} else current = candidate;
	}
	if (current) chunks.push(reprOf(current));
	return chunks;
}
