import type {Spend} from './tools.ts';
import {
	isDict,
	isIteration,
	isMissing,
	isPythonList,
	isRange,
	isSpace,
	isTuple,
	isView,
	type Python,
	type Range,
	textIn,
	tuple,
	typeName,
	type View,
	wrong,
} from './values.ts';

type Spending = {readonly spend: Spend};

/** What a loop over a value gives: entries, keys of a dict, characters of text, nothing of what is missing. */
export function itemsOf(value: Python, {spend}: Spending): readonly Python[] {
	if (isIteration(value)) return drain(value.items, spend);
	if (isRange(value)) spend(Number(value.length));
	const items = readItems(value);
	if (!items) throw wrong(`There is nothing to go through in ${typeName(value)}.`, 'Give it a list, a dict or text.');
	if (!isRange(value)) spend(items.length);
	return items;
}

/** As `itemsOf`, one after the other, so that generators make only what is asked for. */
export function iterate(value: Python, tools: Spending): Iterator<Python> {
	return isIteration(value) ? value.items : itemsOf(value, tools)[Symbol.iterator]();
}

function drain(items: Iterator<Python>, spend: Spend): readonly Python[] {
	const result: Python[] = [];
	for (let next = items.next(); !next.done; next = items.next()) {
		spend(1);
		result.push(next.value);
	}
	return result;
}

/** Whether a loop may go over it. */
export function isIterable(value: Python): boolean {
	return (
		isPythonList(value) ||
		isTuple(value) ||
		textIn(value) !== undefined ||
		isDict(value) ||
		isRange(value) ||
		isView(value) ||
		isIteration(value) ||
		isMissing(value)
	);
}

function readItems(value: Python): readonly Python[] | undefined {
	if (isPythonList(value)) return value;
	if (isTuple(value)) return value.items;
	const text = textIn(value);
	if (text !== undefined) return Array.from(text);
	if (isDict(value)) return keysOf(value);
	if (isView(value)) return itemsOfView(value);
	if (isRange(value)) return Array.from({length: Number(value.length)}, (_, index) => value.start + BigInt(index) * value.step);
	return isMissing(value) ? [] : undefined;
}

const keysOf = ({entries}: View['of']) => [...entries.values()].map(([key]) => key);

function itemsOfView({part, of}: View): readonly Python[] {
	if (part === 'keys') return keysOf(of);
	return [...of.entries.values()].map(([key, value]) => (part === 'values' ? value : tuple([key, value])));
}

/** Python's `len()`. */
export function lengthOf(value: Python): number {
	if (isMissing(value)) return 0;
	if (isDict(value)) return value.entries.size;
	if (isView(value)) return value.of.entries.size;
	if (isRange(value)) return Number(value.length);
	const length = isSpace(value) ? value.attributes.get('length') : undefined;
	if (typeof length === 'bigint') return Number(length);
	const items = readItems(value);
	if (!items) throw wrong(`${typeName(value)} has no length.`, isIteration(value) ? 'Write "| list" before it.' : 'Text, lists and dicts have one.');
	return items.length;
}

/** A range of numbers. */
export function createRange(start: bigint, stop: bigint, step: bigint): Range {
	const distance = step > 0n ? stop - start : start - stop;
	const size = step > 0n ? step : -step;
	return {type: 'range', start, stop, step, length: distance > 0n ? (distance + size - 1n) / size : 0n};
}

/** Which indexes a slice takes of so many items. */
export function sliceIndexes(length: number, from: number | undefined, to: number | undefined, step: number): readonly number[] {
	const {start, end} = sliceEnds(length, from, to, step);
	const indexes: number[] = [];
	for (let index = start; step > 0 ? index < end : index > end; index += step) indexes.push(index);
	return indexes;
}

/** Where a slice starts, and what it stops before. */
export function sliceEnds(length: number, from: number | undefined, to: number | undefined, step: number): {readonly start: number; readonly end: number} {
	if (step === 0) throw wrong('The step of a slice cannot be 0.', 'Write a number above or below 0 after the second colon, or none.');
	const place = (at: number | undefined, otherwise: number, low: number, high: number) =>
		at === undefined ? otherwise : Math.min(high, Math.max(low, at < 0 ? at + length : at));
	return step > 0
		? {start: place(from, 0, 0, length), end: place(to, length, 0, length)}
		: {start: place(from, length - 1, -1, length - 1), end: place(to, -1, -1, length - 1)};
}
