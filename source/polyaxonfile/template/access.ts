import {lengthOf, sliceIndexes} from './items.ts';
import {missingError} from './operators.ts';
import {printPython} from './print.ts';
import {textMethod} from './text-methods.ts';
import {bind, type Tools} from './tools.ts';
import {
	areEqual,
	type Callable,
	type Dict,
	hashOf,
	isDict,
	isMissing,
	isPythonList,
	isSpace,
	isTuple,
	type Python,
	TemplateError,
	tuple,
	typeName,
} from './values.ts';

/** `value.name`: a method of the value, else an entry of a dict. Values are looked up in our own tables only, never in JavaScript's objects. */
export function attributeOf(value: Python, name: string, tools: Tools): Python {
	if (isMissing(value)) throw missingError(value);
	if (isSpace(value)) return value.attributes.get(name) ?? (value.attributes.has(name) ? null : tools.missing(`${value.name} has no "${name}".`));
	const method = methodOf(value, name, tools);
	if (method) return method;
	const entry = isDict(value) ? value.entries.get(hashOf(name)) : undefined;
	return entry ? entry[1] : tools.missing(`The ${typeName(value)} has no "${name}".`);
}

/** `value[key]`: an entry, else a method of that name. */
export function itemOf(value: Python, key: Python, tools: Tools): Python {
	if (isMissing(value)) throw missingError(value);
	const entry = isDict(value) ? value.entries.get(hashOf(key)) : undefined;
	if (entry) return entry[1];
	const items = typeof value === 'string' ? Array.from(value) : isTuple(value) ? value.items : isPythonList(value) ? value : undefined;
	if (items && (typeof key === 'bigint' || typeof key === 'boolean')) {
		const index = Number(key);
		const item = items.at(index);
		return index < -items.length || item === undefined ? tools.missing(`The ${typeName(value)} has no entry ${index}: it has ${items.length}.`) : item;
	}
	if (typeof key === 'string' && !isDict(value)) return attributeOf(value, key, tools);
	const method = typeof key === 'string' ? methodOf(value, key, tools) : undefined;
	return method ?? tools.missing(`The ${typeName(value)} has no entry ${printPython(key)}.`);
}

/** `value[from:to:step]`. */
export function sliceOf(value: Python, [from, to, step]: ReadonlyArray<Python | undefined>, tools: Tools): Python {
	if (isMissing(value)) throw missingError(value);
	const items = typeof value === 'string' ? Array.from(value) : isTuple(value) ? value.items : isPythonList(value) ? value : undefined;
	if (!items) return tools.missing(`The ${typeName(value)} cannot be sliced.`);
	tools.spend(lengthOf(value));
	const indexes = sliceIndexes(items.length, wholeOf(from), wholeOf(to), wholeOf(step) ?? 1);
	const taken = indexes.map(index => items[index] ?? null);
	return typeof value === 'string' ? taken.map(printPython).join('') : isTuple(value) ? tuple(taken) : taken;
}

function wholeOf(value: Python | undefined): number | undefined {
	if (value === undefined || value === null) return undefined;
	if (typeof value !== 'bigint' && typeof value !== 'boolean') throw new TemplateError(`A slice needs whole numbers, not ${typeName(value)}.`);
	return Number(value);
}

function methodOf(value: Python, name: string, tools: Tools): Callable | undefined {
	const call =
		typeof value === 'string'
			? textMethod(value, name, tools)
			: isDict(value)
				? dictMethod(value, name)
				: isPythonList(value)
					? listMethod(value, name)
					: isTuple(value)
						? listMethod(value.items, name)
						: undefined;
	return call && {type: 'function', name, call};
}

function dictMethod({entries}: Dict, name: string): Callable['call'] | undefined {
	if (name === 'items') return () => [...entries.values()].map(([key, value]) => tuple([key, value]));
	if (name === 'keys') return () => [...entries.values()].map(([key]) => key);
	if (name === 'values') return () => [...entries.values()].map(([, value]) => value);
	if (name !== 'get') return undefined;
	return parameters => {
		const [key = null, otherwise = null] = bind('get()', ['key', 'default'], parameters);
		const entry = entries.get(hashOf(key));
		return entry ? entry[1] : otherwise;
	};
}

function listMethod(items: readonly Python[], name: string): Callable['call'] | undefined {
	if (name !== 'index' && name !== 'count') return undefined;
	return parameters => {
		const [item = null] = bind(`${name}()`, ['item'], parameters);
		if (name === 'count') return BigInt(items.filter(each => areEqual(each, item)).length);
		const index = items.findIndex(each => areEqual(each, item));
		if (index < 0) throw new TemplateError(`${printPython(item)} is not in the list.`);
		return BigInt(index);
	};
}
