import type {Spend} from './python/tools.ts';
import {isDict, isPythonList, isTuple, type Python, tuple} from './python/values.ts';

/** Copies of names and all that their values hold, for a template that changes them; `copies` gets the lists and dicts. */
export function copyNames(names: ReadonlyMap<string, Python>, copies: Set<Python>, spend: Spend): ReadonlyMap<string, Python> {
	return new Map([...names].map(([name, value]) => [name, copyValue(value, copies, spend)] as const));
}

function copyValue(value: Python, copies: Set<Python>, spend: Spend): Python {
	spend(0.2);
	const copied = (inner: Python) => copyValue(inner, copies, spend);
	if (isTuple(value)) return tuple(value.items.map(copied));
	if (!isPythonList(value) && !isDict(value)) return value;
	const copy: Python = isDict(value)
		? {type: 'dict', entries: new Map([...value.entries].map(([hash, [key, item]]) => [hash, [key, copied(item)] as const]))}
		: value.map(copied);
	copies.add(copy);
	return copy;
}
