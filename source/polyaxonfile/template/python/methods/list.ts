import {isSameOrEqual} from '../equality.ts';
import {itemsOf} from '../items.ts';
import {orderOf} from '../operators.ts';
import {printPython} from '../print.ts';
import type {Tools} from '../tools.ts';
import {type Python, type Range, truthOf, wrong} from '../values.ts';
import {type Methods, notIn, partOf, plain, wholeOf} from './method.ts';

type Items = Python[];

/** What lists, tuples and ranges have in common. */
export const sequenceMethods: Methods<readonly Python[]> = {
	index: {
		parameters: ['item', 'start?', 'end?'],
		run: (items, [item = null, from, to], tools) => {
			const [start, end] = partOf(items.length, from, to);
			tools.spend(items.length / 10);
			const index = items.findIndex((each, at) => at >= start && at < end && isSameOrEqual(each, item, tools.spend));
			if (index < 0) throw notIn(`${printPython(item, tools.spend)} is not in the list.`);
			return BigInt(index);
		},
	},
	count: {parameters: ['item'], run: (items, [item = null], tools) => BigInt(items.filter(each => isSameOrEqual(each, item, tools.spend)).length)},
};

/** What only lists have: most of it changes the list, and gives None. */
export const listMethods: Methods<Items> = {
	copy: plain((items, {spend}) => {
		spend(items.length);
		return [...items];
	}),
	append: {parameters: ['item'], isChanging: true, run: (items, [item = null]) => done(items.push(item))},
	extend: {
		parameters: ['items'],
		isChanging: true,
		run: (items, [more = null], tools) => {
			for (const item of [...itemsOf(more, tools)]) items.push(item);
			return null;
		},
	},
	insert: {
		parameters: ['index', 'item'],
		isChanging: true,
		run: (items, [index, item = null], {spend}) => {
			spend(items.length / 10);
			return done(items.splice(wholeOf(index), 0, item));
		},
	},
	pop: {
		parameters: ['index?'],
		isChanging: true,
		run: (items, [index], {spend}) => {
			spend(items.length / 10);
			const at = wholeOf(index, -1);
			if (at >= items.length || at < -items.length)
				throw notIn(`The list has no entry ${at}: it has ${items.length}.`, 'Ask before whether it has one: {% if l %}.');
			return items.splice(at, 1)[0] ?? null;
		},
	},
	remove: {
		parameters: ['item'],
		isChanging: true,
		run: (items, given, tools, parameters) => {
			const index = sequenceMethods.index?.run(items, given, tools, parameters);
			return done(items.splice(Number(index), 1));
		},
	},
	clear: {parameters: [], isChanging: true, run: items => done((items.length = 0))},
	reverse: {
		parameters: [],
		isChanging: true,
		run: (items, _given, {spend}) => {
			spend(items.length);
			return done(items.reverse());
		},
	},
	sort: {parameters: ['...'], isChanging: true, hasNames: true, run: (items, _given, tools, {positional, named}) => sort(items, [...positional, named], tools)},
};

/** Python's methods that change a value give None. */
function done(_: unknown): null {
	return null;
}

function sort(items: Items, given: ReadonlyArray<Python | ReadonlyMap<string, Python>>, tools: Tools): null {
	const [named] = given;
	if (given.length > 1 || !(named instanceof Map)) throw wrong('sort() takes its parameters by name.', 'Write sort(reverse=true).');
	for (const name of named.keys())
		if (name !== 'reverse' && (name !== 'key' || named.get('key') !== null))
			throw wrong(`sort() takes no "${name}" here.`, 'Use the filter: | sort(attribute="…").');
	const sign = truthOf(named.get('reverse') ?? false) ? -1 : 1;
	tools.spend(items.length * 5);
	return done(items.sort((a, b) => sign * orderOf(a, b, tools)));
}

/** What a range has besides. */
export const rangeParts: Readonly<Record<string, (range: Range) => Python>> = {
	start: ({start}) => start,
	stop: ({stop}) => stop,
	step: ({step}) => step,
};
