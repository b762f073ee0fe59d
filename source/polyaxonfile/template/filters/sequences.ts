import {itemOf, ownAttributeOf} from '../python/access.ts';
import {hashOf, isSameOrEqual} from '../python/equality.ts';
import {itemsOf, iterate, lengthOf} from '../python/items.ts';
import {wholeOf} from '../python/methods/method.ts';
import {missingError} from '../python/missing.ts';
import {calculate} from '../python/operators.ts';
import {printPython} from '../python/print.ts';
import {reverse} from '../python/python-text.ts';
import type {Filter, Tools} from '../python/tools.ts';
import {
	type Iteration,
	isIteration,
	isMarkup,
	isMissing,
	isPythonList,
	isRange,
	isTuple,
	markup,
	type Python,
	textIn,
	tuple,
	typeName,
	wrong,
} from '../python/values.ts';
import {keyOf, picked, sorted} from './keys.ts';

/** Items that are made when they are asked for, by the filter of this name. */
export function generator(name: string, items: Iterator<Python>): Iteration {
	return {type: 'iteration', name, items};
}

/** Filters over lists, dicts and the characters of text. */
export const sequenceFilters: Readonly<Record<string, Filter>> = {
	length: {parameters: [], run: value => BigInt(lengthOf(value))},
	count: {parameters: [], run: value => BigInt(lengthOf(value))},
	list: {parameters: [], run: (value, _given, tools) => [...itemsOf(value, tools)]},
	first: {
		parameters: [],
		run: (value, _given, tools) => {
			const first = iterate(value, tools).next();
			return first.done ? tools.missing('There is no first item', 'The list is empty.') : first.value;
		},
	},
	last: {
		parameters: [],
		run: (value, _given, tools) => {
			if (isIteration(value)) throw wrong(`"${value.name}" gives items one by one, and nobody knows the last.`, 'Write "| list" before "| last".');
			const items = itemsOf(value, tools);
			return items.at(-1) ?? (items.length > 0 ? null : tools.missing('There is no last item', 'The list is empty.'));
		},
	},
	random: {
		parameters: [],
		remark: {
			code: 'random-value',
			message: '"random" takes another one each time that the platform evaluates it; here it is always the first',
			hint: 'To know what runs, write the value.',
		},
		run: (value, _given, tools) => {
			if (textIn(value) === undefined && !isPythonList(value) && !isTuple(value) && !isRange(value) && !isMissing(value))
				throw wrong(`"random" takes one of a list, not of ${typeName(value)}.`, 'Write "| list" before it.');
			return lengthOf(value) > 0 ? itemOf(value, 0n, tools) : tools.missing('There is no item to take', 'The list is empty.');
		},
	},
	reverse: {
		parameters: [],
		run: (value, _given, tools) => {
			const text = textIn(value);
			if (text !== undefined) return isMarkup(value) ? markup(reverse(text)) : reverse(text);
			const items = [...itemsOf(value, tools)].reverse();
			return isIteration(value) ? items : generator('reverse', items.values());
		},
	},
	join: {
		parameters: ['d?', 'attribute?'],
		run: (value, [separator = '', attribute], tools) => {
			const parts = itemsOf(value, tools).map(item => printPython(picked(item, attribute, tools), tools.spend));
			const between = printPython(separator, tools.spend);
			tools.spend(parts.reduce((sum, part) => sum + part.length + between.length, 0) / 10);
			return parts.join(between);
		},
	},
	sum: {
		parameters: ['attribute?', 'start?'],
		run: (value, [attribute, start = 0n], tools) => {
			if (textIn(start) !== undefined) throw wrong('"sum" cannot add texts.', 'Write "| join" for texts.');
			return itemsOf(value, tools).reduce<Python>((sum, item) => calculate('+', sum, picked(item, attribute, tools), tools), start);
		},
	},
	unique: {
		parameters: ['case_sensitive?', 'attribute?'],
		run: (value, [isCased = false, attribute], tools) => generator('unique', unique(iterate(value, tools), keyOf(attribute, isCased, tools))),
	},
	groupby: {
		parameters: ['attribute'],
		run: (value, [attribute], tools) =>
			groups(sorted(itemsOf(value, tools), keyOf(attribute, true, tools), false, tools), keyOf(attribute, true, tools), tools),
	},
	batch: {
		parameters: ['linecount', 'fill_with?'],
		run: (value, [size, fill], tools) => generator('batch', batch(itemsOf(value, tools), size === null ? Number.NaN : wholeOf(size), fill, tools)),
	},
	slice: {
		parameters: ['slices', 'fill_with?'],
		run: (value, [slices, fill], tools) => generator('slice', slice(itemsOf(value, tools), wholeOf(slices), fill, tools)),
	},
	attr: {
		parameters: ['name'],
		run: (value, [name = ''], tools) => {
			if (isMissing(value)) throw missingError(value);
			const word = printPython(name, tools.spend);
			const found = ownAttributeOf(value, word, tools);
			if (found !== undefined) return found;
			return tools.missing(`"attr" finds no attribute "${word}" of ${typeName(value)}`, `An entry of a dict is written d["${word}"].`);
		},
	},
};

function* unique(items: Iterator<Python>, key: (item: Python) => Python): Generator<Python, undefined> {
	const seen = new Set<string>();
	for (let next = items.next(); !next.done; next = items.next()) {
		const hash = hashOf(key(next.value));
		if (!seen.has(hash)) yield next.value;
		seen.add(hash);
	}
}

function groups(items: readonly Python[], key: (item: Python) => Python, tools: Tools): readonly Python[] {
	const result: Array<{readonly key: Python; readonly items: Python[]}> = [];
	for (const item of items) {
		const last = result.at(-1);
		const own = key(item);
		if (last && isSameOrEqual(last.key, own, tools.spend)) last.items.push(item);
		else result.push({key: own, items: [item]});
	}
	return result.map(group => tuple([group.key, group.items], ['grouper', 'list']));
}

function* batch(items: readonly Python[], size: number, fill: Python | undefined, tools: Tools): Generator<Python, undefined> {
	let row: Python[] = [];
	for (const item of items) {
		if (row.length === size) {
			yield row;
			row = [];
		}
		row.push(item);
	}
	if (row.length === 0) return;
	if (fill !== undefined && fill !== null) {
		tools.spend(Math.max(0, size - row.length));
		while (row.length < size) row.push(fill);
	}
	yield row;
}

function* slice(items: readonly Python[], slices: number, fill: Python | undefined, tools: Tools): Generator<Python, undefined> {
	if (slices === 0) throw wrong('A list cannot be cut into 0 slices.', 'Write how many.');
	const each = Math.floor(items.length / slices);
	const extra = items.length - each * slices;
	for (let index = 0; index < slices; index++) {
		tools.spend(1 + each);
		const start = index * each + Math.min(index, extra);
		const part = items.slice(start, start + each + (index < extra ? 1 : 0));
		yield fill !== undefined && fill !== null && index >= extra ? [...part, fill] : part;
	}
}
