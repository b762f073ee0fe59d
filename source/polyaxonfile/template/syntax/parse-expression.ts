import type {BinaryOperator} from '../python/arithmetic.ts';
import type {Comparison} from '../python/operators.ts';
import {TemplateError} from '../python/values.ts';
import type {Expression} from './ast.ts';
import {compareAsPython, joinAsPython, signAsPython} from './compile-order.ts';
import {type Cursor, expect, isNext, lastEnd, peek, skip, unexpected} from './cursor.ts';
import {parseFilters} from './parse-call.ts';
import {parsePostfix, parsePrimary} from './parse-operand.ts';

/** Deep nesting is an error in Python too; the limit keeps the parser's own stack. */
const deepest = 100;

/** Parses an expression by Jinja2's grammar (`jinja2/parser.py`), where a filter binds tighter than any operator. */
export function parseExpression(cursor: Cursor, isChoiceAllowed = true): Expression {
	if (cursor.depth > deepest)
		throw new TemplateError(`The expression is nested more than ${deepest} levels deep.`, cursor.start, cursor.end, 'Put what it computes into a script.');
	cursor.depth += 1;
	const expression = isChoiceAllowed ? parseChoice(cursor) : parseOr(cursor);
	cursor.depth -= 1;
	return expression;
}

/** One expression, or a tuple without brackets, up to the end or a closing bracket. */
export function parseTuple(cursor: Cursor, parse: (cursor: Cursor) => Expression, isInBrackets = false): Expression {
	const start = peek(cursor)?.start ?? cursor.start;
	const items: Expression[] = [];
	let isTuple = false;
	while (peek(cursor) && !isNext(cursor, ')')) {
		items.push(parse(cursor));
		if (!isNext(cursor, ',')) break;
		expect(cursor, ',');
		isTuple = true;
	}
	const [first] = items;
	if (!isTuple && first) return first;
	if (!first && !isInBrackets) throw unexpected(cursor, 'a name or value');
	return {type: 'tuple', items, start, end: lastEnd(cursor)};
}

function parseChoice(cursor: Cursor): Expression {
	let value = parseOr(cursor);
	while (skip(cursor, 'if')) {
		const test = parseOr(cursor);
		const no = skip(cursor, 'else') ? parseExpression(cursor) : undefined;
		value = {type: 'choice', test, yes: value, no, start: value.start, end: lastEnd(cursor)};
	}
	return value;
}

function parseOr(cursor: Cursor): Expression {
	let left = parseAnd(cursor);
	while (skip(cursor, 'or')) left = {type: 'or', left, right: parseAnd(cursor), start: left.start, end: lastEnd(cursor)};
	return left;
}

function parseAnd(cursor: Cursor): Expression {
	let left = parseNot(cursor);
	while (skip(cursor, 'and')) left = {type: 'and', left, right: parseNot(cursor), start: left.start, end: lastEnd(cursor)};
	return left;
}

function parseNot(cursor: Cursor): Expression {
	const start = peek(cursor)?.start ?? cursor.start;
	let count = 0;
	while (skip(cursor, 'not')) count += 1;
	let of = parseCompare(cursor);
	for (; count > 0; count--) of = {type: 'not', of, start, end: of.end};
	return of;
}

function parseCompare(cursor: Cursor): Expression {
	const first = parseSum(cursor);
	let comparison = skipComparison(cursor);
	if (!comparison) return first;
	const rest: Array<readonly [Comparison, Expression]> = [];
	for (; comparison; comparison = skipComparison(cursor)) rest.push([comparison, parseSum(cursor)]);
	return {...compareAsPython(first, rest), start: first.start, end: lastEnd(cursor)};
}

const comparisons: ReadonlySet<string> = new Set<Comparison>(['==', '!=', '<=', '>=', '<', '>', 'in']);

function skipComparison(cursor: Cursor): Comparison | undefined {
	const token = peek(cursor);
	if (!token || token.type === 'value') return undefined;
	if (comparisons.has(token.text)) {
		cursor.at += 1;
		return token.text as Comparison;
	}
	if (token.text !== 'not' || !isNext(cursor, 'in', 1)) return undefined;
	cursor.at += 2;
	return 'not in';
}

function parseSum(cursor: Cursor): Expression {
	return parseBinary(cursor, ['+', '-'], parseJoin);
}

function parseJoin(cursor: Cursor): Expression {
	const first = parseProduct(cursor);
	const items = [first];
	while (skip(cursor, '~')) items.push(parseProduct(cursor));
	return items.length === 1 ? first : {type: 'join', items, start: first.start, end: lastEnd(cursor)};
}

function parseProduct(cursor: Cursor): Expression {
	return parseBinary(cursor, ['*', '/', '//', '%'], parsePower);
}

function parsePower(cursor: Cursor): Expression {
	return parseBinary(cursor, ['**'], parseUnary);
}

function parseBinary(cursor: Cursor, operators: readonly BinaryOperator[], next: (cursor: Cursor) => Expression): Expression {
	let left = next(cursor);
	for (;;) {
		const token = peek(cursor);
		const operator = token?.type === 'operator' ? operators.find(each => each === token.text) : undefined;
		if (!operator) return left;
		cursor.at += 1;
		left = joinAsPython(operator, left, next(cursor));
	}
}

function parseUnary(cursor: Cursor): Expression {
	return parseFilters(cursor, parseSigned(cursor));
}

function parseSigned(cursor: Cursor): Expression {
	const start = peek(cursor)?.start ?? cursor.start;
	const signs: Array<'minus' | 'plus'> = [];
	for (let sign = signOf(cursor); sign; sign = signOf(cursor)) {
		signs.push(sign);
		cursor.at += 1;
	}
	let of = parsePostfix(cursor, parsePrimary(cursor));
	for (const type of signs.reverse()) of = signAsPython(type, of, start);
	return of;
}

function signOf(cursor: Cursor): 'minus' | 'plus' | undefined {
	return isNext(cursor, '-') ? 'minus' : isNext(cursor, '+') ? 'plus' : undefined;
}
