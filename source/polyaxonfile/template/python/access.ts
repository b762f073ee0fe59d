import {meantHint} from '../../names.ts';
import {hashOf, isKey} from './equality.ts';
import {createRange, itemsOf, lengthOf, sliceEnds, sliceIndexes} from './items.ts';
import {membersOf} from './members.ts';
import {isPythonsOwn} from './methods/refused.ts';
import {missingError} from './missing.ts';
import {printPython} from './print.ts';
import type {Tools} from './tools.ts';
import {
	isDict,
	isIteration,
	isMarkup,
	isMissing,
	isPythonList,
	isRange,
	isTuple,
	isView,
	markup,
	type Python,
	type Range,
	textIn,
	tuple,
	typeName,
	wrong,
} from './values.ts';

/** `value.name`: a method of the value, else an entry of a dict. Values are looked up in our own tables only, never in JavaScript's objects. */
export function attributeOf(value: Python, name: string, tools: Tools): Python {
	if (isMissing(value)) throw missingError(value);
	const found = ownAttributeOf(value, name, tools);
	if (found !== undefined) return found;
	const entry = isDict(value) ? value.entries.get(hashOf(name)) : undefined;
	return entry ? entry[1] : nothing(value, name, tools);
}

/** An attribute and no entry of a dict, which is what `attr` looks up; undefined where there is none. */
export function ownAttributeOf(value: Python, name: string, tools: Tools): Python | undefined {
	if (isPythonsOwn(name)) throw wrong(`"${name}" leads into Python itself, which is not done here.`, 'Write the value that you want in the file.');
	return membersOf(value, tools).find(name);
}

function nothing(value: Python, name: string, tools: Tools): Python {
	const {known, refused} = membersOf(value, tools);
	const type = typeName(value);
	const reason = Object.hasOwn(refused, name) ? refused[name] : undefined;
	if (reason !== undefined) return tools.missing(`The template language here has no "${name}" of ${type}: ${reason}`, 'Put what it does into a script.');
	const hint = known.length > 0 ? meantHint(name, known, words => `Known of ${type}: ${words}.`) : listHint(value);
	return tools.missing(`The ${type} has no "${name}"`, isDict(value) ? keysHint(value.entries.values(), name) : hint);
}

function listHint(value: Python): string {
	if (isView(value) || isIteration(value)) return 'Write "| list" before it.';
	return 'Only text, lists and dicts have entries.';
}

function keysHint(entries: Iterable<readonly [Python, Python]>, name: string): string {
	const keys = [...entries].flatMap(([key]) => (typeof key === 'string' ? [key] : []));
	return meantHint(name, keys, words => (words === '' ? 'Add it to the dict, or take it away here.' : `It has: ${words}.`));
}

/** `value[key]`: an entry, else a method of that name. */
export function itemOf(value: Python, key: Python, tools: Tools): Python {
	if (isMissing(value)) throw missingError(value);
	const entry = isDict(value) && isKey(key) ? value.entries.get(hashOf(key)) : undefined;
	if (entry) return entry[1];
	const isIndex = typeof key === 'bigint' || typeof key === 'boolean';
	const found = isIndex ? entryAt(value, Number(key), tools) : undefined;
	if (found !== undefined) return found;
	const name = textIn(key);
	if (name !== undefined) {
		const own = ownAttributeOf(value, name, tools);
		return own === undefined ? nothing(value, name, tools) : own;
	}
	return tools.missing(
		`The ${typeName(value)} has no entry ${printPython(key, tools.spend)}`,
		isDict(value) ? keysHint(value.entries.values(), '') : isSequence(value) ? 'Write a whole number: [0].' : listHint(value),
	);
}

const isSequence = (value: Python) => textIn(value) !== undefined || isPythonList(value) || isTuple(value) || isRange(value);

function entryAt(value: Python, index: number, tools: Tools): Python | undefined {
	if (isRange(value)) return rangeEntry(value, index) ?? noEntry(value, index, tools);
	const text = textIn(value);
	if (text !== undefined) tools.spend(text.length / 100);
	const items = text !== undefined ? Array.from(text) : isTuple(value) ? value.items : isPythonList(value) ? value : undefined;
	if (!items) return undefined;
	const item = index < -items.length ? undefined : items.at(index);
	if (item === undefined) return noEntry(value, index, tools);
	return isMarkup(value) ? markup(printPython(item)) : item;
}

function rangeEntry({start, step, length}: Range, index: number): Python | undefined {
	const at = index < 0 ? Number(length) + index : index;
	return at >= 0 && at < Number(length) ? start + BigInt(at) * step : undefined;
}

function noEntry(value: Python, index: number, tools: Tools): Python {
	const length = lengthOf(value);
	const hint = length === 0 ? 'It is empty.' : `The first is [0], the last [${length - 1}] or [-1].`;
	return tools.missing(`The ${typeName(value)} has no entry ${index}: it has ${length}`, hint);
}

/** `value[from:to:step]`. */
export function sliceOf(value: Python, parts: ReadonlyArray<Python | undefined>, tools: Tools): Python {
	if (isMissing(value)) throw missingError(value);
	const [from, to, step = 1] = parts.map(wholeOf);
	if (isRange(value)) {
		const {start, end} = sliceEnds(Number(value.length), from, to, step);
		return createRange(value.start + BigInt(start) * value.step, value.start + BigInt(end) * value.step, value.step * BigInt(step));
	}
	const text = textIn(value);
	if (text === undefined && !isTuple(value) && !isPythonList(value))
		throw wrong(`The ${typeName(value)} cannot be sliced.`, 'Write "| list" before: (… | list)[1:3].');
	const items = itemsOf(value, tools);
	const taken = sliceIndexes(items.length, from, to, step).map(index => items[index] ?? null);
	if (text === undefined) return isTuple(value) ? tuple(taken) : taken;
	const joined = taken.map(item => printPython(item)).join('');
	return isMarkup(value) ? markup(joined) : joined;
}

function wholeOf(value: Python | undefined): number | undefined {
	if (value === undefined || value === null) return undefined;
	if (typeof value !== 'bigint' && typeof value !== 'boolean') throw wrong(`A slice needs whole numbers, not ${typeName(value)}.`, 'Write "| int" after it.');
	return Number(value);
}
