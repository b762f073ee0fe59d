import {iterate} from '../python/items.ts';
import {printPython} from '../python/print.ts';
import type {Filter, Tools} from '../python/tools.ts';
import {isIteration, type Parameters, type Python, textIn, truthOf, typeName, wrong} from '../python/values.ts';
import {picked} from './keys.ts';
import {generator} from './sequences.ts';

const selecting = (name: string, isWanted: boolean, hasAttribute: boolean): Filter => ({
	parameters: ['...'],
	run: (value, _given, tools, parameters) => generator(name, select(value, isWanted, hasAttribute, parameters, tools)),
});

/** Filters that give some items, or something made of each. Python makes them when they are asked for, so a mistake in one that nobody asks for is none. */
export const selectionFilters: Readonly<Record<string, Filter>> = {
	map: {parameters: ['...'], run: (value, _given, tools, parameters) => generator('map', map(value, parameters, tools))},
	select: selecting('select', true, false),
	reject: selecting('reject', false, false),
	selectattr: selecting('selectattr', true, true),
	rejectattr: selecting('rejectattr', false, true),
};

function* map(value: Python, parameters: Parameters, tools: Tools): Generator<Python, undefined> {
	const change = mapping(parameters, tools);
	yield* changed(value, tools, function* (item) {
		yield change(item);
	});
}

function* select(value: Python, isWanted: boolean, hasAttribute: boolean, {positional, named}: Parameters, tools: Tools): Generator<Python, undefined> {
	const [attribute] = positional;
	if (hasAttribute && attribute === undefined) throw wrong('The name of an attribute is missing.', 'Write it first: selectattr("name").');
	const [name, ...rest] = hasAttribute ? positional.slice(1) : positional;
	const passes = (item: Python) => {
		const asked = hasAttribute ? picked(item, attribute, tools) : item;
		return name === undefined ? truthOf(asked) : tools.callTest(printPython(name, tools.spend), asked, {positional: rest, named});
	};
	yield* changed(value, tools, function* (item) {
		if (passes(item) === isWanted) yield item;
	});
}

/** Nothing is gone through where there is nothing true. */
function* changed(value: Python, tools: Tools, change: (item: Python) => Generator<Python, void>): Generator<Python, undefined> {
	if (!isIteration(value) && !truthOf(value)) return;
	const items = iterate(value, tools);
	for (let next = items.next(); !next.done; next = items.next()) {
		tools.spend(1);
		yield* change(next.value);
	}
}

function mapping({positional, named}: Parameters, tools: Tools): (item: Python) => Python {
	const [name, ...rest] = positional;
	const attribute = named.get('attribute');
	if (name === undefined && attribute !== undefined) {
		if (named.size > 1) throw wrong('"map" takes nothing beside attribute="…".', 'Take the other parameters away.');
		return item => picked(item, attribute, tools);
	}
	if (name === undefined) throw wrong('"map" needs the name of a filter, or attribute="…".', 'Write map("upper") or map(attribute="name").');
	const filter = textIn(name);
	if (filter === undefined) throw wrong(`The name of a filter is text, not ${typeName(name)}.`, 'Put it into quotes: map("upper").');
	return item => tools.callFilter(filter, item, {positional: rest, named});
}
