import {itemOf} from '../python/access.ts';
import {missingError} from '../python/missing.ts';
import {orderOf} from '../python/operators.ts';
import type {Tools} from '../python/tools.ts';
import {isMissing, type Python, textIn, truthOf} from '../python/values.ts';

/** The item, or what a dotted name or a number leads to from it. */
export function picked(item: Python, attribute: Python | undefined, tools: Tools): Python {
	if (attribute === undefined || attribute === null) return item;
	const path = textIn(attribute);
	if (path === undefined) return itemOf(item, attribute, tools);
	return path.split('.').reduce<Python>((of, name) => itemOf(of, /^\d+$/.test(name) ? BigInt(name) : name, tools), item);
}

/** What items are compared by: a part of them, and texts without their case. */
export function keyOf(attribute: Python | undefined, isCased: Python, tools: Tools): (item: Python) => Python {
	return item => {
		const key = picked(item, attribute, tools);
		const text = truthOf(isCased) ? undefined : textIn(key);
		return text === undefined ? key : text.toLowerCase();
	};
}

/** Python's `sorted()`. */
export function sorted(items: readonly Python[], key: (item: Python) => Python, isReversed: Python, tools: Tools): readonly Python[] {
	tools.spend(items.length * 5);
	if (isMissing(isReversed)) throw missingError(isReversed);
	const sign = truthOf(isReversed) ? -1 : 1;
	const keyed = items.map(item => ({item, key: key(item)}));
	return keyed.sort((a, b) => sign * orderOf(a.key, b.key, tools)).map(({item}) => item);
}
