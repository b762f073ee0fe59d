import {type Cursor, codeAt, isBlank, isLineEnd, isSeparator, take, takeBreak} from './cursor.ts';
import {YamlFault} from './fault.ts';
import type {Token} from './token.ts';

/** A text in quotes. As PyYAML reads it, its lines may be indented less than what it belongs to; only a line of "---" or "..." may not be among them. */
export function scanQuoted(cursor: Cursor): Token {
	const start = cursor.offset;
	const isDouble = codeAt(cursor) === 34;
	const stop = isDouble ? doubleStop : singleStop;
	let text = '';
	cursor.offset++;
	for (;;) {
		stop.lastIndex = cursor.offset;
		const found = stop.exec(cursor.text);
		if (!found) throw new YamlFault('open-quote', start);
		const piece = cursor.text.slice(cursor.offset, found.index);
		cursor.offset = found.index;
		const mark = found[0];
		if (mark === '\\') text += piece + takeEscape(cursor, start);
		else if (mark !== '"' && mark !== "'") text += trimBlanks(piece) + takeFold(cursor, start);
		else {
			text += piece;
			cursor.offset++;
			if (isDouble || codeAt(cursor) !== 39) return {kind: 'scalar', start, end: cursor.offset, text, style: isDouble ? 'QUOTE_DOUBLE' : 'QUOTE_SINGLE'};
			text += "'";
			cursor.offset++;
		}
	}
}

const doubleStop = /["\\\n\r\x85\u2028\u2029]/g;
const singleStop = /['\n\r\x85\u2028\u2029]/g;

/** One line end is a space in a text, more are one less. */
function takeFold(cursor: Cursor, start: number): string {
	const first = takeBreak(cursor);
	const more = takeBlankLines(cursor, start);
	return first !== '\n' ? first + more : more || ' ';
}

function takeBlankLines(cursor: Cursor, start: number): string {
	let breaks = '';
	for (;;) {
		if (isSeparator(cursor)) throw new YamlFault('open-quote', start);
		while (isBlank(codeAt(cursor))) cursor.offset++;
		const next = takeBreak(cursor);
		if (next === '') return breaks;
		breaks += next;
	}
}

const escapes: Readonly<Record<string, string>> = {
	'0': '\0',
	a: '\x07',
	b: '\b',
	t: '\t',
	'\t': '\t',
	n: '\n',
	v: '\v',
	f: '\f',
	r: '\r',
	e: '\x1b',
	' ': ' ',
	'"': '"',
	'\\': '\\',
	'/': '/',
	N: '\x85',
	_: '\xa0',
	L: '\u2028',
	P: '\u2029',
};

const hexEscape = /x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}/y;

function takeEscape(cursor: Cursor, start: number): string {
	const at = cursor.offset++;
	const char = cursor.text[cursor.offset] ?? '';
	if (char !== '' && isLineEnd(codeAt(cursor))) {
		takeBreak(cursor);
		return takeBlankLines(cursor, start);
	}
	const plain = escapes[char];
	if (plain !== undefined) {
		cursor.offset++;
		return plain;
	}
	const hex = take(cursor, hexEscape).slice(1);
	const code = Number.parseInt(hex, 16);
	if (!(code <= 0x10ffff)) throw new YamlFault('escape', at, at + 2);
	return String.fromCodePoint(code);
}

function trimBlanks(text: string): string {
	let end = text.length;
	while (isBlank(text.charCodeAt(end - 1))) end--;
	return text.slice(0, end);
}
