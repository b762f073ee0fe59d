import {Numeral} from '../numeral.ts';
import {isMapping} from '../print-value.ts';
import type {Value} from '../specification.ts';
import type {Rule} from './rule.ts';

/**
 * Whether a key has something, where two keys exclude each other or one needs another. A section has something also when it is empty: the platform
 * made an object of it. Of a key that may hold anything, Python says it.
 */
export function isFilled(rule: Rule, value: Value | undefined): boolean {
	if (rule.type === 'section' || rule.type === 'variant') return isMapping(value);
	if (value === undefined || value === null || value === '') return false;
	if (rule.type === 'any' && (value === false || ((typeof value === 'number' || value instanceof Numeral) && Number(value) === 0))) return false;
	if (Array.isArray(value)) return value.length > 0;
	return !isMapping(value) || Object.keys(value).length > 0;
}

/** The same for the JSON Schema. */
export function filledSchema(rule: Rule): object {
	if (rule.type === 'section' || rule.type === 'variant') return {type: 'object'};
	return {not: {enum: [null, '', [], {}, ...(rule.type === 'any' ? [false, 0] : [])]}};
}
