import {type Cursor, codeAt, endOfLine, isBlankOrEnd, isSpaceOrEnd, skipComment, skipSpaces, take, takeBreak} from './cursor.ts';
import {YamlFault} from './fault.ts';
import type {Token} from './token.ts';

const name = /[0-9A-Za-z_-]+/y;

/** `&name` or `*name`. */
export function scanAnchor(cursor: Cursor): Token {
	const start = cursor.offset;
	const kind = codeAt(cursor) === 42 ? 'alias' : 'anchor';
	cursor.offset++;
	const text = take(cursor, name);
	const next = codeAt(cursor);
	if (text === '' || !(isBlankOrEnd(next) || '?:,]}%@`'.includes(String.fromCharCode(next)))) throw new YamlFault('alias-name', start, cursor.offset);
	return {kind, start, end: cursor.offset, text};
}

const handle = /!(?:[0-9A-Za-z_-]*!)?/y;
const address = /[0-9A-Za-z\-;/?:@&=+$,_.!~*'()[\]]*(?:%[0-9a-fA-F]{2}[0-9A-Za-z\-;/?:@&=+$,_.!~*'()[\]]*)*/y;

/** `!name`, `!!name`, `!handle!name` or `!<address>`; a lone `!` says to read the text in quotes after it as if it had none. */
export function scanTag(cursor: Cursor): Token {
	const start = cursor.offset;
	const next = codeAt(cursor, 1);
	const token = (text: string, rest: string): Token => {
		if (!isSpaceOrEnd(codeAt(cursor))) throw new YamlFault('tag', start, cursor.offset + 1);
		return {kind: 'tag', start, end: cursor.offset, text, rest};
	};
	if (isBlankOrEnd(next)) {
		cursor.offset++;
		return token('', '!');
	}
	if (next !== 60) {
		const text = take(cursor, handle);
		return token(text, takeAddress(cursor, start));
	}
	cursor.offset += 2;
	const rest = takeAddress(cursor, start);
	if (codeAt(cursor) !== 62) throw new YamlFault('tag', start, cursor.offset + 1);
	cursor.offset++;
	return token('', rest);
}

function takeAddress(cursor: Cursor, start: number): string {
	const text = take(cursor, address);
	if (text === '' || codeAt(cursor) === 37) throw new YamlFault('tag', start, cursor.offset + 1);
	try {
		return decodeURIComponent(text);
	} catch {
		throw new YamlFault('tag', start, cursor.offset);
	}
}

const directiveName = /%[0-9A-Za-z_-]+/y;
const version = /[0-9]+\.[0-9]+/y;

/** A line that starts with "%": what is for PyYAML neither a version nor a tag is skipped by it. */
export function scanDirective(cursor: Cursor): Token {
	const start = cursor.offset;
	const text = take(cursor, directiveName);
	const expectSpace = () => {
		if (!isSpaceOrEnd(codeAt(cursor))) throw new YamlFault('directive', start, cursor.offset);
	};
	if (text === '') throw new YamlFault('directive', start);
	expectSpace();
	skipSpaces(cursor);
	let rest = '';
	if (text === '%YAML') rest = take(cursor, version) || fail(cursor, start);
	else if (text === '%TAG') rest = takeTagPrefix(cursor, start);
	else cursor.offset = endOfLine(cursor);
	expectSpace();
	skipSpaces(cursor);
	skipComment(cursor);
	const end = cursor.offset;
	if (codeAt(cursor) !== 0 && takeBreak(cursor) === '') fail(cursor, start);
	return {kind: 'directive', start, end, text, rest};
}

function takeTagPrefix(cursor: Cursor, start: number): string {
	const text = take(cursor, handle);
	if (text === '' || codeAt(cursor) !== 32) fail(cursor, start);
	skipSpaces(cursor);
	return `${text} ${takeAddress(cursor, start)}`;
}

function fail(cursor: Cursor, start: number): never {
	throw new YamlFault('directive', start, Math.max(start + 1, cursor.offset));
}
