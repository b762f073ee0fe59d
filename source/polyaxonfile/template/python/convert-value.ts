import {floatValue, intValue, Numeral} from '../../numeral.ts';
import {isList} from '../../print-value.ts';
import type {Value} from '../../specification.ts';
import {dict} from './equality.ts';
import {printPython} from './print.ts';
import {isDict, isOpaque, isPythonList, isTuple, type Python} from './values.ts';

/** A value of the file as the template language has it. */
export function toPython(value: Value): Python {
	if (value instanceof Numeral) return value.isFloat ? Number(value.text) : BigInt(value.text);
	if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
	if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
	if (isList(value)) return value.map(toPython);
	return dict(Object.entries(value).map(([key, inner]) => [key, toPython(inner)] as const));
}

/** The reverse: a tuple becomes a list, keys become text, and a set or bytes what they print as. */
export function fromPython(value: Python): Value {
	if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
	if (typeof value === 'bigint') return intValue(value);
	if (typeof value === 'number') return floatValue(value);
	if (isPythonList(value)) return value.map(fromPython);
	if (isTuple(value)) return value.items.map(fromPython);
	if (isOpaque(value)) return value.repr;
	if (!isDict(value)) return null;
	const object: Record<string, Value> = Object.create(null);
	for (const [key, inner] of value.entries.values()) object[printPython(key)] = fromPython(inner);
	return object;
}
