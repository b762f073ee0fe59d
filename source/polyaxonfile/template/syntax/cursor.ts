import {TemplateError} from '../python/values.ts';
import type {Token} from './cut-token.ts';

/** Where a parser stands in the tokens of one `{{ }}` or `{% %}`. */
export type Cursor = {
	readonly tokens: readonly Token[];
	readonly start: number;
	readonly end: number;
	at: number;
	depth: number;
};

/** The next token, or one further ahead. */
export function peek(cursor: Cursor, ahead = 0): Token | undefined {
	return cursor.tokens[cursor.at + ahead];
}

/** Whether the next token is this operator or bare name. */
export function isNext(cursor: Cursor, text: string, ahead = 0): boolean {
	const token = peek(cursor, ahead);
	return token !== undefined && token.type !== 'value' && token.text === text;
}

/** Steps over this operator or bare name, if it is next. */
export function skip(cursor: Cursor, text: string): boolean {
	if (!isNext(cursor, text)) return false;
	cursor.at += 1;
	return true;
}

/** Steps over this operator or bare name, or throws. */
export function expect(cursor: Cursor, text: string): Token {
	const token = peek(cursor);
	if (token && skip(cursor, text)) return token;
	throw unexpected(cursor, `"${text}"`);
}

/** Steps over a name, or throws. */
export function expectName(cursor: Cursor, what = 'a name'): {text: string; start: number; end: number} {
	const token = peek(cursor);
	if (token?.type !== 'name') throw unexpected(cursor, what);
	cursor.at += 1;
	return token;
}

/** Throws when there is anything left. */
export function expectEnd(cursor: Cursor): void {
	if (peek(cursor)) throw unexpected(cursor, 'the end');
}

/** The error for a token that does not fit. */
export function unexpected(cursor: Cursor, wanted: string): TemplateError {
	const token = peek(cursor);
	if (!token) return new TemplateError(`The template stops where ${wanted} should be.`, cursor.start, cursor.end, hintFor(wanted));
	return new TemplateError(`"${token.text}" stands where ${wanted} should be.`, token.start, token.end, hintAt(cursor, token) ?? hintFor(wanted));
}

function hintFor(wanted: string): string | undefined {
	if (wanted.startsWith('"')) return `Write ${wanted} there.`;
	return wanted === 'the end' ? 'Take it away.' : `Write ${wanted} there.`;
}

function hintAt(cursor: Cursor, token: Token): string | undefined {
	const before = cursor.tokens[cursor.at - 1];
	if (token.text === '=') return 'To compare, write "==".';
	if (token.type === 'operator' || !before || before.type === 'operator') return undefined;
	if (before.type === 'value' && typeof before.value === 'bigint' && before.end === token.start)
		return /^[eE]\d*$/.test(token.text) ? 'The template language has no 1e-3: write 0.001, or declare it.' : 'A name cannot start with a digit.';
	return 'Write an operator between the two, such as "+" or "~", or quotes around text.';
}

/** Where the token before the cursor ends. */
export function lastEnd(cursor: Cursor): number {
	return cursor.tokens[cursor.at - 1]?.end ?? cursor.start;
}

/** Entries with commas between them, up to a closing bracket, which is stepped over. */
export function parseSeries<T>(cursor: Cursor, close: string, parse: () => T, isCommaAllowedAtEnd = true): readonly T[] {
	const items: T[] = [];
	while (!skip(cursor, close)) {
		if (items.length > 0) {
			expect(cursor, ',');
			if (isCommaAllowedAtEnd && skip(cursor, close)) break;
		}
		items.push(parse());
	}
	return items;
}
