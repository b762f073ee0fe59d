import type {Tools} from './tools.ts';
import {isDict, isMissing, isPythonList, isTuple, type Python, TemplateError, typeName} from './values.ts';

/** What a loop over a value gives: entries, keys of a dict, characters of text, nothing of what is missing. */
export function itemsOf(value: Python, tools: Pick<Tools, 'spend'>): readonly Python[] {
	const items = readItems(value);
	if (!items) throw new TemplateError(`There is nothing to go through in ${typeName(value)}.`);
	tools.spend(items.length);
	return items;
}

/** Whether a loop may go over it. */
export function isIterable(value: Python): boolean {
	return readItems(value) !== undefined;
}

function readItems(value: Python): readonly Python[] | undefined {
	if (isPythonList(value)) return value;
	if (isTuple(value)) return value.items;
	if (typeof value === 'string') return Array.from(value);
	if (isDict(value)) return [...value.entries.values()].map(([key]) => key);
	return isMissing(value) ? [] : undefined;
}

/** Python's `len()`. */
export function lengthOf(value: Python): number {
	if (isMissing(value)) return 0;
	const items = readItems(value);
	if (!items) throw new TemplateError(`${typeName(value)} has no length.`);
	return items.length;
}

/** Which indexes a slice takes of so many items. */
export function sliceIndexes(length: number, from: number | undefined, to: number | undefined, step: number): readonly number[] {
	if (step === 0) throw new TemplateError('The step of a slice cannot be 0.');
	const place = (at: number | undefined, otherwise: number, low: number, high: number) =>
		at === undefined ? otherwise : Math.min(high, Math.max(low, at < 0 ? at + length : at));
	const indexes: number[] = [];
	if (step > 0) {
		const end = place(to, length, 0, length);
		for (let index = place(from, 0, 0, length); index < end; index += step) indexes.push(index);
	} else {
		const end = place(to, -1, -1, length - 1);
		for (let index = place(from, length - 1, -1, length - 1); index > end; index += step) indexes.push(index);
	}
	return indexes;
}
