import {TemplateError} from '../python/values.ts';
import type {Expression} from './ast.ts';
import {type Cursor, expect, expectName, isNext, lastEnd, parseSeries, peek, skip, unexpected} from './cursor.ts';
import {parseCall} from './parse-call.ts';
import {parseExpression, parseTuple} from './parse-expression.ts';

const constants: Readonly<Record<string, boolean | null>> = {true: true, True: true, false: false, False: false, none: null, None: null};

/** A name, a value, or something in brackets. Also the target of `for` and `set`. */
export function parsePrimary(cursor: Cursor): Expression {
	const token = peek(cursor);
	if (!token) throw unexpected(cursor, 'a name or value');
	const {start} = token;
	if (token.type === 'value') return parseConstant(cursor);
	if (token.type === 'name') {
		cursor.at += 1;
		return Object.hasOwn(constants, token.text)
			? {type: 'constant', value: constants[token.text] ?? null, start, end: token.end}
			: {type: 'name', name: token.text, start, end: token.end};
	}
	if (skip(cursor, '(')) {
		const value = parseTuple(cursor, parseExpression, true);
		expect(cursor, ')');
		return {...value, start, end: lastEnd(cursor)};
	}
	if (skip(cursor, '[')) {
		const items = parseSeries(cursor, ']', () => parseExpression(cursor));
		return {type: 'list', items, start, end: lastEnd(cursor)};
	}
	if (!skip(cursor, '{')) throw unexpected(cursor, 'a name or value');
	const pairs = parseSeries(cursor, '}', () => {
		const key = parseExpression(cursor);
		expect(cursor, ':');
		return [key, parseExpression(cursor)] as const;
	});
	return {type: 'dict', pairs, start, end: lastEnd(cursor)};
}

function parseConstant(cursor: Cursor): Expression {
	const token = peek(cursor);
	if (token?.type !== 'value') throw unexpected(cursor, 'a value');
	cursor.at += 1;
	let {value} = token;
	for (let next = peek(cursor); typeof value === 'string' && next?.type === 'value' && typeof next.value === 'string'; next = peek(cursor)) {
		value += next.value;
		cursor.at += 1;
	}
	return {type: 'constant', value, start: token.start, end: lastEnd(cursor)};
}

/** What follows an operand: `.name`, `[key]` and calls. */
export function parsePostfix(cursor: Cursor, start: Expression): Expression {
	let of = start;
	for (;;) {
		if (skip(cursor, '.')) of = parseAttribute(cursor, of);
		else if (skip(cursor, '[')) of = parseItem(cursor, of);
		else if (isNext(cursor, '(')) of = {type: 'call', of, call: parseCall(cursor), start: of.start, end: lastEnd(cursor)};
		else return of;
	}
}

function parseItem(cursor: Cursor, of: Expression): Expression {
	const open = lastEnd(cursor) - 1;
	const keys = parseSeries(cursor, ']', () => parseSubscript(cursor), false);
	const place = {start: of.start, end: lastEnd(cursor)};
	const [key] = keys;
	if (key && keys.length === 1) return {type: 'item', of, key, ...place};
	const slice = keys.find(({type}) => type === 'slice');
	if (slice) throw new TemplateError('A slice stands alone in its brackets.', slice.start, slice.end, 'Write one [from:to] after the other.');
	return {type: 'item', of, key: {type: 'tuple', items: keys, start: open, end: lastEnd(cursor)}, ...place};
}

function parseAttribute(cursor: Cursor, of: Expression): Expression {
	const token = peek(cursor);
	if (token?.type === 'value' && typeof token.value === 'bigint') {
		cursor.at += 1;
		return {type: 'item', of, key: {type: 'constant', value: token.value, start: token.start, end: token.end}, start: of.start, end: token.end};
	}
	const name = expectName(cursor);
	return {type: 'attribute', of, name: name.text, start: of.start, end: name.end};
}

function parseSubscript(cursor: Cursor): Expression {
	const start = peek(cursor)?.start ?? cursor.start;
	const isOpen = () => isNext(cursor, ':') || isNext(cursor, ']') || isNext(cursor, ',');
	const from = isNext(cursor, ':') ? undefined : parseExpression(cursor);
	if (!skip(cursor, ':')) {
		if (!from) throw unexpected(cursor, 'a key');
		return from;
	}
	const to = isOpen() ? undefined : parseExpression(cursor);
	const step = skip(cursor, ':') && !isOpen() ? parseExpression(cursor) : undefined;
	return {type: 'slice', from, to, step, start, end: lastEnd(cursor)};
}
