import {floatValue, intValue, Numeral, printFloat} from '../numeral.ts';
import {printValue} from '../print-value.ts';
import type {Value} from '../specification.ts';

/** What numpy makes of a list: numbers and texts of one kind, or the things as they are. */
export type ArrayType = 'bool' | 'int' | 'float' | 'text' | 'object';

/** The type of the numpy array that holds these values. */
export function arrayTypeOf(values: Iterable<Value>): ArrayType {
	const types = new Set<ElementType>();
	for (const value of values) types.add(elementTypeOf(value));
	if (types.has('object')) return 'object';
	if (types.has('text')) return 'text';
	// numpy has no whole type that holds both.
	if (types.has('float') || (types.has('int64') && types.has('uint64'))) return 'float';
	return types.has('int64') || types.has('uint64') ? 'int' : 'bool';
}

/** The values as they come out of a numpy array: `[1, 0.5]` as 1.0 and 0.5, `[1, a]` as texts. */
export function castToArray(values: readonly Value[]): readonly Value[] {
	const type = arrayTypeOf(values);
	if (type === 'int') return values.map(value => intValue(toBigInt(value)));
	if (type === 'float') return values.map(value => floatValue(Number(value)));
	if (type === 'text') return values.map(value => (typeof value === 'number' && !Number.isInteger(value) ? printFloat(value) : printValue(value)));
	return values;
}

/** A whole number with every digit; a truth value as 0 or 1. */
export function toBigInt(value: Value): bigint {
	return BigInt(value instanceof Numeral ? value.text : Number(value));
}

type ElementType = 'bool' | 'int64' | 'uint64' | 'float' | 'text' | 'object';

function elementTypeOf(value: Value): ElementType {
	if (typeof value === 'boolean') return 'bool';
	if (typeof value === 'string') return 'text';
	if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float';
	if (!(value instanceof Numeral)) return 'object';
	if (value.isFloat) return 'float';
	const whole = BigInt(value.text);
	if (BigInt.asIntN(64, whole) === whole) return 'int64';
	return BigInt.asUintN(64, whole) === whole ? 'uint64' : 'object';
}
