import {itemsOf} from '../python/items.ts';
import {orderOf} from '../python/operators.ts';
import type {Filter, Tools} from '../python/tools.ts';
import {isDict, type Python, tuple, typeName, wrong} from '../python/values.ts';
import {keyOf, sorted} from './keys.ts';

/** Filters that put items into an order, or take the first of it. */
export const sortingFilters: Readonly<Record<string, Filter>> = {
	sort: {
		parameters: ['reverse?', 'case_sensitive?', 'attribute?'],
		run: (value, [isReversed = false, isCased = false, attribute], tools) => sorted(itemsOf(value, tools), keyOf(attribute, isCased, tools), isReversed, tools),
	},
	dictsort: {
		parameters: ['case_sensitive?', 'by?', 'reverse?'],
		run: (value, [isCased = false, by = 'key', isReversed = false], tools) => {
			if (!isDict(value)) throw wrong(`Only a dict can be sorted so, not ${typeName(value)}.`, 'Write "| sort" for a list.');
			if (by !== 'key' && by !== 'value') throw wrong('A dict is sorted by "key" or "value".', 'Write one of them: dictsort(false, "value").');
			const pairs = [...value.entries.values()].map(pair => tuple(pair));
			return sorted(pairs, keyOf(by === 'key' ? 0n : 1n, isCased, tools), isReversed, tools);
		},
	},
	min: {
		parameters: ['case_sensitive?', 'attribute?'],
		run: (value, [isCased = false, attribute], tools) => extreme(value, -1, keyOf(attribute, isCased, tools), tools),
	},
	max: {
		parameters: ['case_sensitive?', 'attribute?'],
		run: (value, [isCased = false, attribute], tools) => extreme(value, 1, keyOf(attribute, isCased, tools), tools),
	},
};

function extreme(value: Python, sign: 1 | -1, key: (item: Python) => Python, tools: Tools): Python {
	const [first, ...rest] = itemsOf(value, tools);
	if (first === undefined) return tools.missing('There is no least or greatest item', 'The list is empty.');
	let best = {item: first, key: key(first)};
	for (const item of rest) {
		const next = {item, key: key(item)};
		if (sign * orderOf(next.key, best.key, tools) > 0) best = next;
	}
	return best.item;
}
