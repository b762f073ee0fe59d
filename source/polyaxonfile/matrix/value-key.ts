import {Numeral} from '../numeral.ts';
import {isList} from '../print-value.ts';
import type {Value} from '../specification.ts';

/** The same text for values that Python takes as equal: 1, 1.0 and True. */
export function keyOf(value: Value): string {
	if (value === null) return 'null';
	if (typeof value === 'string') return JSON.stringify(value);
	if (typeof value === 'boolean') return String(Number(value));
	if (typeof value === 'number') return Number.isInteger(value) ? String(BigInt(value)) : String(value);
	if (value instanceof Numeral) return String(BigInt(value.isFloat ? Number(value) : value.text));
	if (isList(value)) return `[${value.map(keyOf).join(',')}]`;
	return `{${Object.entries(value)
		.map(([key, inner]) => `${JSON.stringify(key)}:${keyOf(inner)}`)
		.sort()
		.join(',')}}`;
}
