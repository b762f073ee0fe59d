import {areEqual} from './python/equality.ts';
import {isIterable} from './python/items.ts';
import {isLower, isUpper} from './python/methods/text-questions.ts';
import {missingError} from './python/missing.ts';
import type {Comparison} from './python/operators.ts';
import {calculate, compare} from './python/operators.ts';
import {printPython} from './python/print.ts';
import type {Test, Tools} from './python/tools.ts';
import {isDict, isFunction, isMarkup, isMissing, isOpaque, isPythonList, isRange, isSpace, isTuple, numberOf, type Python, textIn} from './python/values.ts';

const simple = (run: (value: Python) => boolean): Test => ({parameters: [], run});
const comparing = (comparison: Comparison): Test => ({parameters: ['other'], run: (value, [other = null], tools) => compare(comparison, value, other, tools)});

function restIs(value: Python, divisor: Python, rest: bigint, tools: Tools): boolean {
	if (isMissing(value)) throw missingError(value);
	return areEqual(calculate('%', value, divisor, tools), rest, tools.spend);
}

/** Jinja2's own tests, which stand after `is`; those that are signs can only be named in `select` and `reject`. */
export const tests: Readonly<Record<string, Test>> = {
	defined: simple(value => !isMissing(value)),
	undefined: simple(isMissing),
	none: simple(value => value === null),
	string: simple(value => textIn(value) !== undefined),
	number: simple(value => numberOf(value) !== undefined || (isOpaque(value) && value.name === 'complex number')),
	mapping: simple(isDict),
	sequence: simple(
		value =>
			textIn(value) !== undefined ||
			isPythonList(value) ||
			isTuple(value) ||
			isDict(value) ||
			isRange(value) ||
			isMissing(value) ||
			(isOpaque(value) && value.name === 'bytes'),
	),
	iterable: simple(value => isIterable(value) || (isOpaque(value) && (value.name === 'bytes' || value.name === 'set'))),
	callable: simple(value => isFunction(value) || isMissing(value) || (isSpace(value) && value.call !== undefined)),
	escaped: simple(isMarkup),
	lower: {parameters: [], run: (value, _given, tools) => isLower(printPython(value, tools.spend))},
	upper: {parameters: [], run: (value, _given, tools) => isUpper(printPython(value, tools.spend))},
	odd: {parameters: [], run: (value, _given, tools) => restIs(value, 2n, 1n, tools)},
	even: {parameters: [], run: (value, _given, tools) => restIs(value, 2n, 0n, tools)},
	divisibleby: {parameters: ['num'], run: (value, [divisor = null], tools) => restIs(value, divisor, 0n, tools)},
	sameas: {parameters: ['other'], run: (value, [other = null]) => Object.is(value, other)},
	in: {parameters: ['seq'], run: (value, [other = null], tools) => compare('in', value, other, tools)},
	eq: comparing('=='),
	equalto: comparing('=='),
	'==': comparing('=='),
	ne: comparing('!='),
	'!=': comparing('!='),
	gt: comparing('>'),
	greaterthan: comparing('>'),
	'>': comparing('>'),
	ge: comparing('>='),
	'>=': comparing('>='),
	lt: comparing('<'),
	lessthan: comparing('<'),
	'<': comparing('<'),
	le: comparing('<='),
	'<=': comparing('<='),
};
