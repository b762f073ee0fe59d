import {dict, hashOf, setEntry} from '../equality.ts';
import {itemsOf} from '../items.ts';
import {missingError} from '../missing.ts';
import {printPython} from '../print.ts';
import type {Tools} from '../tools.ts';
import {type Dict, isDict, isMissing, type Python, tuple, typeName, wrong} from '../values.ts';
import {type Methods, notIn, plain} from './method.ts';

/** The methods of Python's dicts. */
export const dictMethods: Methods<Dict> = {
	items: plain(of => ({type: 'view', part: 'items', of})),
	keys: plain(of => ({type: 'view', part: 'keys', of})),
	values: plain(of => ({type: 'view', part: 'values', of})),
	get: {
		parameters: ['key', 'default?'],
		run: ({entries}, [key = null, otherwise = null]) => {
			const entry = entries.get(hashOf(key));
			return entry ? entry[1] : otherwise;
		},
	},
	copy: plain(({entries}, {spend}) => {
		spend(entries.size);
		return {type: 'dict', entries: new Map(entries)};
	}),
	fromkeys: {parameters: ['keys', 'value?'], run: (_dict, [keys = null, value = null], tools) => dict(itemsOf(keys, tools).map(key => [key, value] as const))},
	update: {
		parameters: ['...'],
		isChanging: true,
		hasNames: true,
		run: (of, _given, tools, {positional, named}) => {
			if (positional.length > 1) throw wrong('update() takes one dict.', 'Write update({"key": value}) or update(key=value).');
			for (const [key, value] of [...pairsOf(positional[0], tools), ...named]) setEntry(of, key, value);
			return null;
		},
	},
	setdefault: {
		parameters: ['key', 'default?'],
		isChanging: true,
		run: (of, [key = null, value = null]) => {
			const entry = of.entries.get(hashOf(key));
			if (!entry) setEntry(of, key, value);
			return entry ? entry[1] : value;
		},
	},
	pop: {
		parameters: ['key', 'default?'],
		isChanging: true,
		run: ({entries}, [key = null, otherwise]) => {
			const entry = entries.get(hashOf(key));
			if (!entry && otherwise === undefined) throw notIn(`The dict has no entry ${printPython(key)}.`, 'Write what it gives then: pop("key", none).');
			entries.delete(hashOf(key));
			return entry ? entry[1] : (otherwise ?? null);
		},
	},
	popitem: {
		parameters: [],
		isChanging: true,
		run: ({entries}) => {
			const last = [...entries].at(-1);
			if (!last) throw notIn('The dict is empty.', 'Ask before whether it has entries: {% if d %}.');
			entries.delete(last[0]);
			return tuple(last[1]);
		},
	},
	clear: {
		parameters: [],
		isChanging: true,
		run: ({entries}) => {
			entries.clear();
			return null;
		},
	},
};

/** The pairs of a dict, or of a list of pairs. */
export function pairsOf(value: Python | undefined, tools: Tools): ReadonlyArray<readonly [Python, Python]> {
	if (value === undefined) return [];
	if (isMissing(value)) throw missingError(value);
	if (isDict(value)) return [...value.entries.values()];
	return itemsOf(value, tools).map(pair => {
		const items = itemsOf(pair, tools);
		if (items.length !== 2) throw wrong(`A dict is made of pairs, not of ${typeName(pair)}.`, 'Write dict(key=value), or {"key": value}.');
		return [items[0] ?? null, items[1] ?? null];
	});
}
