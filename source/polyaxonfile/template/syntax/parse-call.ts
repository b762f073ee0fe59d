import {meantHint} from '../../names.ts';
import {filters} from '../filters.ts';
import {TemplateError} from '../python/values.ts';
import {tests} from '../tests.ts';
import type {Call, Expression} from './ast.ts';
import {type Cursor, expect, expectName, isNext, lastEnd, parseSeries, peek, skip, unexpected} from './cursor.ts';
import {parseExpression} from './parse-expression.ts';
import {parsePrimary} from './parse-operand.ts';

/** Filters, tests and calls after an operand. */
export function parseFilters(cursor: Cursor, start: Expression): Expression {
	let of = start;
	for (;;) {
		if (skip(cursor, '|')) of = parseFilter(cursor, of);
		else if (skip(cursor, 'is')) of = parseTest(cursor, of);
		else if (isNext(cursor, '(')) of = {type: 'call', of, call: parseCall(cursor), start: of.start, end: lastEnd(cursor)};
		else return of;
	}
}

/** `name` or `name(…)` after a `|`. */
export function parseFilter(cursor: Cursor, of: Expression): Expression {
	const {name, start, end} = dottedName(cursor, "a filter's name");
	if (!Object.hasOwn(filters, name)) throw unknownWord('filter', name, start, end, Object.keys(filters));
	const call = isNext(cursor, '(') ? parseCall(cursor) : noCall;
	return {type: 'filter', of, name, call, start: of.start, end: lastEnd(cursor)};
}

function parseTest(cursor: Cursor, of: Expression): Expression {
	const isNegated = skip(cursor, 'not');
	const {name, start, end} = dottedName(cursor, "a test's name");
	if (!Object.hasOwn(tests, name) || /\W/.test(name))
		throw unknownWord(
			'test',
			name,
			start,
			end,
			Object.keys(tests).filter(known => !/\W/.test(known)),
		);
	const call = isNext(cursor, '(') ? parseCall(cursor) : isTestOperand(cursor) ? {...noCall, positional: [parsePrimary(cursor)]} : noCall;
	const test: Expression = {type: 'test', of, name, call, start: of.start, end: lastEnd(cursor)};
	return isNegated ? {type: 'not', of: test, start: of.start, end: test.end} : test;
}

/** After `is divisibleby` a value may stand without brackets. Jinja2 takes any word as one, but for three. */
function isTestOperand(cursor: Cursor): boolean {
	const token = peek(cursor);
	if (!token) return false;
	if (token.type !== 'name') return token.type === 'value' || ['(', '[', '{'].includes(token.text);
	if (token.text !== 'is') return !['else', 'or', 'and'].includes(token.text);
	throw new TemplateError('"is" cannot stand after another "is".', token.start, token.end, 'Write "and" between the two: x is defined and x is string.');
}

function dottedName(cursor: Cursor, what: string): {name: string; start: number; end: number} {
	const first = expectName(cursor, what);
	let name = first.text;
	while (skip(cursor, '.')) name += `.${expectName(cursor, what).text}`;
	return {name, start: first.start, end: lastEnd(cursor)};
}

function unknownWord(what: string, name: string, start: number, end: number, known: readonly string[]): TemplateError {
	return new TemplateError(
		`There is no ${what} "${name}".`,
		start,
		end,
		meantHint(name, known, words => `Known: ${words}.`),
	);
}

const noCall: Call = {positional: [], named: []};

/** The arguments in brackets. */
export function parseCall(cursor: Cursor): Call {
	expect(cursor, '(');
	const positional: Expression[] = [];
	const named: Array<readonly [string, Expression]> = [];
	let list: Expression | undefined;
	let dict: Expression | undefined;
	parseSeries(cursor, ')', () => {
		const token = peek(cursor);
		const isNamed = token?.type === 'name' && isNext(cursor, '=', 1);
		if (isNext(cursor, '**') ? dict : isNext(cursor, '*') ? list || dict : list || dict || (!isNamed && named.length > 0)) throw wrongOrder(cursor);
		if (skip(cursor, '**')) dict = parseExpression(cursor);
		else if (skip(cursor, '*')) list = parseExpression(cursor);
		else if (token && isNamed) {
			if (named.some(([name]) => name === token.text)) throw new TemplateError(`"${token.text}" is given twice.`, token.start, token.end, 'Keep one of them.');
			cursor.at += 2;
			named.push([token.text, parseExpression(cursor)]);
		} else positional.push(parseExpression(cursor));
	});
	return {positional, named, list, dict};
}

function wrongOrder(cursor: Cursor): TemplateError {
	const {message, start, end} = unexpected(cursor, '")"');
	return new TemplateError(message, start, end, 'Write values without a name first, then those with one, then *list, then **dict.');
}
