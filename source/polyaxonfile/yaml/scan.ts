import {type Cursor, codeAt, columnOf, isBlankOrEnd, isSeparator, skipComment, skipSpaces, takeBreak} from './cursor.ts';
import {dropStale, forgetKey, rememberKey} from './possible-keys.ts';
import {scanBlock} from './scan-block.ts';
import {closeBracket, cutColon, cutComma, cutDash, cutQuestion, openBracket} from './scan-indicator.ts';
import {scanPlain} from './scan-plain.ts';
import {scanAnchor, scanDirective, scanTag} from './scan-property.ts';
import {scanQuoted} from './scan-quoted.ts';
import {add, fault, type Scanner} from './scanner.ts';
import type {Token} from './token.ts';

/** Starts to cut a text into tokens as the platform's reader does (PyYAML, `scanner.py`), one as it is asked for. The text may hold no NUL. */
export function createScanner(text: string): Scanner {
	const cursor = {text, offset: 0, lineStart: 0};
	return {cursor, tokens: [], taken: 0, indent: -1, indents: [], brackets: [], keys: [], allowsKey: true, isDone: false, longTexts: []};
}

/** The next token; it stays the next one. Throws a YamlFault. */
export function peek(scanner: Scanner): Token {
	while (needsMore(scanner)) cutNext(scanner);
	return scanner.tokens[0]!;
}

/** Takes the next token. */
export function next(scanner: Scanner): Token {
	const token = peek(scanner);
	scanner.tokens.shift();
	scanner.taken++;
	return token;
}

/** The next token may turn out to come after a `key` that is not there yet. */
function needsMore(scanner: Scanner): boolean {
	if (scanner.isDone) return false;
	if (scanner.tokens.length === 0) return true;
	dropStale(scanner);
	return scanner.keys[0]?.number === scanner.taken;
}

function cutNext(scanner: Scanner): void {
	const {cursor} = scanner;
	skipToNext(scanner);
	dropStale(scanner);
	unwind(scanner, columnOf(cursor));
	const code = codeAt(cursor);
	const isLineStart = columnOf(cursor) === 0;
	if (code === 0) cutEnd(scanner);
	else if (isLineStart && code === 37) cutDirective(scanner);
	else if (isLineStart && isSeparator(cursor)) cutSeparator(scanner, code === 45 ? 'document-start' : 'document-end');
	else cutterFor(String.fromCharCode(code), scanner)(scanner);
}

type Cutter = (scanner: Scanner) => void;

const cutters: ReadonlyMap<string, Cutter> = new Map<string, Cutter>([
	['[', scanner => openBracket(scanner, '[')],
	['{', scanner => openBracket(scanner, '{')],
	[']', scanner => closeBracket(scanner, ']')],
	['}', scanner => closeBracket(scanner, '}')],
	[',', cutComma],
	['&', scanner => cutWord(scanner, scanAnchor)],
	['*', scanner => cutWord(scanner, scanAnchor)],
	['!', scanner => cutWord(scanner, scanTag)],
	['"', cutQuoted],
	["'", cutQuoted],
]);

function cutterFor(char: string, scanner: Scanner): Cutter {
	const always = cutters.get(char);
	if (always) return always;
	const isFlow = scanner.brackets.length > 0;
	const isAlone = isBlankOrEnd(codeAt(scanner.cursor, 1));
	if (char === '-' && isAlone) return cutDash;
	if (char === '?' && (isFlow || isAlone)) return cutQuestion;
	if (char === ':' && (isFlow || isAlone)) return cutColon;
	if ((char === '|' || char === '>') && !isFlow) return cutBlock;
	if ('\t|>%@`'.includes(char)) throw fault(scanner, 'bad-start');
	return cutPlain;
}

function skipToNext(scanner: Scanner): void {
	const {cursor} = scanner;
	for (;;) {
		skipSpaces(cursor);
		skipComment(cursor);
		if (takeBreak(cursor) === '') return;
		if (scanner.brackets.length === 0) scanner.allowsKey = true;
	}
}

/** Ends the blocks that are indented further than a column. Inside brackets indentation has no meaning. */
function unwind(scanner: Scanner, column: number): void {
	if (scanner.brackets.length > 0) return;
	while (scanner.indent > column) {
		scanner.indent = scanner.indents.pop() ?? -1;
		add(scanner, 'block-end', 0);
	}
}

function cutEnd(scanner: Scanner): void {
	unwind(scanner, -1);
	forgetKey(scanner);
	scanner.keys.length = 0;
	add(scanner, 'end', 0);
	scanner.isDone = true;
}

function cutDirective(scanner: Scanner): void {
	unwind(scanner, -1);
	forgetKey(scanner);
	scanner.allowsKey = false;
	scanner.tokens.push(scanDirective(scanner.cursor));
}

function cutSeparator(scanner: Scanner, kind: 'document-start' | 'document-end'): void {
	unwind(scanner, -1);
	forgetKey(scanner);
	scanner.allowsKey = false;
	add(scanner, kind, 3);
}

function cutWord(scanner: Scanner, scan: (cursor: Cursor) => Token): void {
	rememberKey(scanner);
	scanner.allowsKey = false;
	scanner.tokens.push(scan(scanner.cursor));
}

function cutQuoted(scanner: Scanner): void {
	rememberKey(scanner);
	scanner.allowsKey = false;
	const {lineStart} = scanner.cursor;
	const token = scanQuoted(scanner.cursor);
	scanner.tokens.push(token);
	if (scanner.cursor.lineStart !== lineStart) scanner.longTexts.push(token);
}

function cutPlain(scanner: Scanner): void {
	rememberKey(scanner);
	const token = scanPlain(scanner.cursor, scanner.brackets.length > 0 ? undefined : scanner.indent + 1);
	scanner.allowsKey = token.endsLine;
	scanner.tokens.push(token);
}

function cutBlock(scanner: Scanner): void {
	scanner.allowsKey = true;
	forgetKey(scanner);
	scanner.tokens.push(scanBlock(scanner.cursor, scanner.indent));
}
