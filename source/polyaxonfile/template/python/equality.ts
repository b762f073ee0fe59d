import type {Spend} from './tools.ts';
import {
	type Dict,
	isDict,
	isMissing,
	isOpaque,
	isPythonList,
	isRange,
	isTuple,
	isView,
	numberOf,
	type Python,
	textIn,
	typeName,
	type View,
	wrong,
} from './values.ts';

/** Tuples may hold tuples that hold tuples; a key of more characters is none that somebody wrote. */
const longestKey = 10_000;

/** A dict of pairs; the last of two equal keys counts, in the place of the first. */
export function dict(pairs: Iterable<readonly [Python, Python]>): Dict {
	const result: Dict = {type: 'dict', entries: new Map()};
	for (const [key, value] of pairs) setEntry(result, key, value);
	return result;
}

/** Gives a key of a dict a value. */
export function setEntry({entries}: Dict, key: Python, value: Python): void {
	const hash = hashOf(key);
	entries.set(hash, [entries.get(hash)?.[0] ?? key, value]);
}

/** The same text for keys that Python takes as equal: 1, 1.0 and True. Throws for what cannot be a key. */
export function hashOf(key: Python): string {
	if (typeof key === 'string') return hashOfText(key);
	if (key === null) return 'n';
	if (typeof key === 'boolean' || typeof key === 'bigint') return `i${BigInt(key)}`;
	if (typeof key === 'number') return Number.isInteger(key) ? `i${BigInt(key)}` : `f${key}`;
	const text = textIn(key);
	if (text !== undefined) return hashOfText(text);
	if (isTuple(key)) return hashOfTuple(key.items);
	if (isRange(key)) return `r${key.length}:${key.length > 0n ? key.start : ''}:${key.length > 1n ? key.step : ''}`;
	if (isMissing(key)) return 'm';
	if (isOpaque(key) && key.name !== 'set') return `o${key.repr}`;
	throw wrong(`A ${typeName(key)} cannot be a key.`, 'Use text or a number as the key.');
}

function hashOfText(text: string): string {
	if (text.length > longestKey) throw tooLarge();
	return `s${text}`;
}

const tooLarge = () => wrong('This is too large to be a key.', 'Use a short text or a number as the key.');

function hashOfTuple(items: readonly Python[]): string {
	let hash = 't';
	for (const item of items) {
		const inner = hashOf(item);
		hash += `${inner.length}:${inner}`;
		if (hash.length > longestKey) throw tooLarge();
	}
	return hash;
}

/** Whether a value can be a key. */
export function isKey(value: Python): boolean {
	if (isTuple(value)) return value.items.every(isKey);
	return (
		typeof value !== 'object' ||
		value === null ||
		textIn(value) !== undefined ||
		isRange(value) ||
		isMissing(value) ||
		(isOpaque(value) && value.name !== 'set')
	);
}

/** Whether Python takes two values as equal. */
export function areEqual(a: Python, b: Python, spend: Spend): boolean {
	spend(1);
	const [left, right] = [numberOf(a), numberOf(b)];
	if (left !== undefined && right !== undefined) return compareNumbers(left, right) === 0;
	const text = textIn(a);
	if (text !== undefined) return text === textIn(b);
	if (isPythonList(a)) return isPythonList(b) && areAllEqual(a, b, spend);
	if (isTuple(a)) return isTuple(b) && areAllEqual(a.items, b.items, spend);
	if (isDict(a)) return isDict(b) && areDictsEqual(a, b, spend);
	if (isRange(a)) return isRange(b) && a.length === b.length && (a.length === 0n || (a.start === b.start && (a.length === 1n || a.step === b.step)));
	if (isView(a) && isView(b)) return areViewsEqual(a, b, spend);
	if (isOpaque(a)) return isOpaque(b) && a.repr === b.repr;
	return a === b || (isMissing(a) && isMissing(b));
}

/** Whether two values are the same one or equal, which is what counts inside of lists. */
export function isSameOrEqual(a: Python, b: Python, spend: Spend): boolean {
	return Object.is(a, b) || areEqual(a, b, spend);
}

function areAllEqual(a: readonly Python[], b: readonly Python[], spend: Spend): boolean {
	return a.length === b.length && a.every((item, index) => isSameOrEqual(item, b[index] ?? null, spend));
}

function areDictsEqual(a: Dict, b: Dict, spend: Spend): boolean {
	if (a.entries.size !== b.entries.size) return false;
	return [...a.entries].every(([hash, [, value]]) => {
		const other = b.entries.get(hash);
		return other !== undefined && isSameOrEqual(value, other[1], spend);
	});
}

/** Keys and items are compared as sets; values are never equal to others. */
function areViewsEqual(a: View, b: View, spend: Spend): boolean {
	if (a.part !== b.part || a.part === 'values') return a === b;
	if (a.part === 'items') return areDictsEqual(a.of, b.of, spend);
	spend(a.of.entries.size);
	return a.of.entries.size === b.of.entries.size && [...a.of.entries.keys()].every(hash => b.of.entries.has(hash));
}

/** Below 0, 0 or above 0; NaN when one is no number. */
export function compareNumbers(a: bigint | number, b: bigint | number): number {
	if (a < b) return -1;
	if (a > b) return 1;
	return Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : 0;
}
