import type {Comparison} from './ast.ts';
import {isIterable} from './items.ts';
import {calculate, compare} from './operators.ts';
import {printPython} from './print.ts';
import type {Test, Tools} from './tools.ts';
import {areEqual, isCallable, isDict, isMissing, isPythonList, isTuple, type Python} from './values.ts';

const simple = (run: (value: Python) => boolean): Test => ({parameters: [], run});
const comparing = (comparison: Comparison): Test => ({parameters: ['other'], run: (value, [other = null], tools) => compare(comparison, value, other, tools)});
const restIs = (value: Python, divisor: Python, rest: bigint, tools: Tools) => areEqual(calculate('%', value, divisor, tools), rest);

/** Jinja2's own tests, which stand after `is`. */
export const tests: Readonly<Record<string, Test>> = {
	defined: simple(value => !isMissing(value)),
	undefined: simple(isMissing),
	none: simple(value => value === null),
	string: simple(value => typeof value === 'string'),
	number: simple(value => typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean'),
	mapping: simple(isDict),
	sequence: simple(value => typeof value === 'string' || isPythonList(value) || isTuple(value) || isDict(value)),
	iterable: simple(isIterable),
	callable: simple(isCallable),
	escaped: simple(() => false),
	lower: simple(value => isCase(printPython(value), text => text.toLowerCase())),
	upper: simple(value => isCase(printPython(value), text => text.toUpperCase())),
	odd: {parameters: [], run: (value, _given, tools) => restIs(value, 2n, 1n, tools)},
	even: {parameters: [], run: (value, _given, tools) => restIs(value, 2n, 0n, tools)},
	divisibleby: {parameters: ['num'], run: (value, [divisor = null], tools) => restIs(value, divisor, 0n, tools)},
	sameas: {parameters: ['other'], run: (value, [other = null]) => value === other},
	in: comparing('in'),
	eq: comparing('=='),
	equalto: comparing('=='),
	ne: comparing('!='),
	gt: comparing('>'),
	greaterthan: comparing('>'),
	ge: comparing('>='),
	lt: comparing('<'),
	lessthan: comparing('<'),
	le: comparing('<='),
};

function isCase(text: string, change: (text: string) => string): boolean {
	return text === change(text) && text.toLowerCase() !== text.toUpperCase();
}
