import {attributeOf} from '../access.ts';
import {itemsOf, lengthOf} from '../items.ts';
import {calculate, orderOf} from '../operators.ts';
import {printPython} from '../print.ts';
import type {Filter, Tools} from '../tools.ts';
import {hashOf, isDict, isMissing, type Parameters, type Python, TemplateError, truthOf, tuple, typeName} from '../values.ts';

/** Filters over lists, dicts and the characters of text. Those that are generators in Python give lists here. */
export const sequenceFilters: Readonly<Record<string, Filter>> = {
	length: {parameters: [], run: value => BigInt(lengthOf(value))},
	count: {parameters: [], run: value => BigInt(lengthOf(value))},
	list: {parameters: [], run: (value, _given, tools) => [...itemsOf(value, tools)]},
	first: {parameters: [], run: (value, _given, tools) => itemsOf(value, tools)[0] ?? orMissing(value, tools)},
	last: {parameters: [], run: (value, _given, tools) => itemsOf(value, tools).at(-1) ?? orMissing(value, tools)},
	reverse: {
		parameters: [],
		run: (value, _given, tools) => (typeof value === 'string' ? Array.from(value).reverse().join('') : [...itemsOf(value, tools)].reverse()),
	},
	join: {
		parameters: ['d', 'attribute'],
		run: (value, [separator = '', attribute], tools) =>
			itemsOf(value, tools)
				.map(item => printPython(picked(item, attribute, tools)))
				.join(printPython(separator)),
	},
	sum: {
		parameters: ['attribute', 'start'],
		run: (value, [attribute, start = 0n], tools) =>
			itemsOf(value, tools).reduce<Python>((sum, item) => calculate('+', sum, picked(item, attribute, tools), tools), start),
	},
	sort: {
		parameters: ['reverse', 'case_sensitive', 'attribute'],
		run: (value, [isReversed = false, isCased = false, attribute], tools) => sorted(itemsOf(value, tools), keyOf(attribute, isCased, tools), isReversed, tools),
	},
	unique: {
		parameters: ['case_sensitive', 'attribute'],
		run: (value, [isCased = false, attribute], tools) => unique(itemsOf(value, tools), keyOf(attribute, isCased, tools)),
	},
	min: {
		parameters: ['case_sensitive', 'attribute'],
		run: (value, [isCased = false, attribute], tools) => extreme(value, -1, keyOf(attribute, isCased, tools), tools),
	},
	max: {
		parameters: ['case_sensitive', 'attribute'],
		run: (value, [isCased = false, attribute], tools) => extreme(value, 1, keyOf(attribute, isCased, tools), tools),
	},
	dictsort: {
		parameters: ['case_sensitive', 'by', 'reverse'],
		run: (value, [isCased = false, by = 'key', isReversed = false], tools) => {
			if (!isDict(value)) throw new TemplateError(`Only a dict can be sorted so, not ${typeName(value)}.`);
			if (by !== 'key' && by !== 'value') throw new TemplateError('A dict is sorted by "key" or "value".');
			const pairs = [...value.entries.values()].map(([key, inner]) => tuple([key, inner]));
			const key = keyOf(undefined, isCased, tools);
			return sorted(pairs, pair => key(itemsOf(pair, tools)[by === 'key' ? 0 : 1] ?? null), isReversed, tools);
		},
	},
	batch: {parameters: ['linecount', 'fill_with'], run: (value, [size = 1n, fill], tools) => batch(itemsOf(value, tools), Number(size), fill)},
	slice: {parameters: ['slices', 'fill_with'], run: (value, [slices = 1n, fill], tools) => slice(itemsOf(value, tools), Number(slices), fill)},
	map: {parameters: ['...'], run: (value, _given, tools, parameters) => itemsOf(value, tools).map(mapping(parameters, tools))},
	select: {parameters: ['...'], run: (value, _given, tools, parameters) => itemsOf(value, tools).filter(item => passes(item, item, parameters, 0, tools))},
	reject: {parameters: ['...'], run: (value, _given, tools, parameters) => itemsOf(value, tools).filter(item => !passes(item, item, parameters, 0, tools))},
	selectattr: {
		parameters: ['...'],
		run: (value, _given, tools, parameters) => itemsOf(value, tools).filter(item => passes(item, attributeIn(item, parameters, tools), parameters, 1, tools)),
	},
	rejectattr: {
		parameters: ['...'],
		run: (value, _given, tools, parameters) => itemsOf(value, tools).filter(item => !passes(item, attributeIn(item, parameters, tools), parameters, 1, tools)),
	},
	attr: {parameters: ['name'], run: (value, [name = ''], tools) => attributeOf(value, printPython(name), tools)},
};

function orMissing(value: Python, tools: Tools): Python {
	return lengthOf(value) > 0 ? null : tools.missing('The list is empty.');
}

/** The item, or what a dotted name leads to from it. */
function picked(item: Python, attribute: Python | undefined, tools: Tools): Python {
	if (attribute === undefined || attribute === null) return item;
	return printPython(attribute)
		.split('.')
		.reduce<Python>((of, name) => attributeOf(of, name, tools), item);
}

function keyOf(attribute: Python | undefined, isCased: Python, tools: Tools): (item: Python) => Python {
	return item => {
		const key = picked(item, attribute, tools);
		return typeof key === 'string' && !truthOf(isCased) ? key.toLowerCase() : key;
	};
}

function sorted(items: readonly Python[], key: (item: Python) => Python, isReversed: Python, tools: Tools): readonly Python[] {
	tools.spend(items.length * 5);
	const sign = truthOf(isReversed) ? -1 : 1;
	return [...items].sort((a, b) => sign * orderOf(key(a), key(b)));
}

function unique(items: readonly Python[], key: (item: Python) => Python): readonly Python[] {
	const seen = new Set<string>();
	return items.filter(item => {
		const hash = hashOf(key(item));
		const isNew = !seen.has(hash);
		seen.add(hash);
		return isNew;
	});
}

function extreme(value: Python, sign: 1 | -1, key: (item: Python) => Python, tools: Tools): Python {
	const [first, ...rest] = itemsOf(value, tools);
	if (first === undefined) return tools.missing('The list is empty.');
	return rest.reduce((best, item) => (sign * orderOf(key(item), key(best)) > 0 ? item : best), first);
}

function batch(items: readonly Python[], size: number, fill: Python | undefined): readonly Python[] {
	if (!(size > 0)) throw new TemplateError('The size must be above 0.');
	const rows: Python[][] = [];
	for (let index = 0; index < items.length; index += size) rows.push(items.slice(index, index + size));
	const last = rows.at(-1);
	if (last && fill !== undefined && fill !== null) while (last.length < Math.min(size, 10_000)) last.push(fill);
	return rows;
}

function slice(items: readonly Python[], slices: number, fill: Python | undefined): readonly Python[] {
	if (!(slices > 0) || slices > 10_000) throw new TemplateError('The number of slices must be between 1 and 10,000.');
	const [each, extra] = [Math.floor(items.length / slices), items.length % slices];
	return Array.from({length: slices}, (_, index) => {
		const start = index * each + Math.min(index, extra);
		const part = items.slice(start, start + each + (index < extra ? 1 : 0));
		return fill !== undefined && fill !== null && index >= extra ? [...part, fill] : part;
	});
}

function mapping(parameters: Parameters, tools: Tools): (item: Python) => Python {
	const attribute = parameters.named.get('attribute');
	const [name, ...positional] = parameters.positional;
	if (name === undefined && attribute !== undefined) return item => picked(item, attribute, tools);
	if (typeof name !== 'string') throw new TemplateError('"map" needs the name of a filter, or attribute="…".');
	return item => tools.callFilter(name, item, {positional, named: parameters.named});
}

function attributeIn(item: Python, {positional}: Parameters, tools: Tools): Python {
	const [name] = positional;
	if (name === undefined) throw new TemplateError('The name of an attribute is missing.');
	return picked(item, name, tools);
}

function passes(_item: Python, value: Python, {positional, named}: Parameters, skipped: number, tools: Tools): boolean {
	const [name, ...rest] = positional.slice(skipped);
	if (name === undefined) return truthOf(value) && !isMissing(value);
	return tools.callTest(printPython(name), value, {positional: rest, named});
}
