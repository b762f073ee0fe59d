import {type Cursor, codeAt, columnOf, endOfLine, isBlank, isLineEnd, isSpaceOrEnd, skipComment, skipSpaces, take, takeBreak} from './cursor.ts';
import {YamlFault} from './fault.ts';
import type {Token} from './token.ts';

/** A text under `|` or `>`, inside something that is indented so far. */
export function scanBlock(cursor: Cursor, parentIndent: number): Token {
	const start = cursor.offset;
	const isFolded = codeAt(cursor) === 62;
	const [, sign = '', digit = ''] = /^.([-+]?)([0-9]?)/.exec(takeHeader(cursor)) ?? [];
	const least = Math.max(1, parentIndent + 1);
	const head = digit === '' ? takeIndentation(cursor) : takeIndented(cursor, least + Number(digit) - 1);
	const indent = digit === '' ? Math.max(least, head.deepest) : least + Number(digit) - 1;
	let {breaks, end} = head;
	let text = '';
	let lineBreak = '';
	while (columnOf(cursor) === indent && codeAt(cursor) !== 0) {
		text += breaks;
		const isIndented = isBlank(codeAt(cursor));
		const lineEnd = endOfLine(cursor);
		text += cursor.text.slice(cursor.offset, lineEnd);
		cursor.offset = lineEnd;
		lineBreak = takeBreak(cursor);
		({breaks, end} = takeIndented(cursor, indent));
		if (columnOf(cursor) !== indent || codeAt(cursor) === 0) break;
		const isJoined = isFolded && lineBreak === '\n' && !isIndented && !isBlank(codeAt(cursor));
		text += isJoined ? (breaks === '' ? ' ' : '') : lineBreak;
	}
	if (sign !== '-') text += lineBreak;
	if (sign === '+') text += breaks;
	return {kind: 'scalar', start, end, text, style: isFolded ? 'BLOCK_FOLDED' : 'BLOCK_LITERAL'};
}

const blockHeader = /[|>](?:[-+][1-9]?|[1-9][-+]?)?/y;

/** The line of `|` or `>`, with the sign before the digit. */
function takeHeader(cursor: Cursor): string {
	const header = take(cursor, blockHeader);
	if (!isSpaceOrEnd(codeAt(cursor))) throw new YamlFault('block-header', cursor.offset);
	skipSpaces(cursor);
	skipComment(cursor);
	if (!isLineEnd(codeAt(cursor))) throw new YamlFault('block-header', cursor.offset, endOfLine(cursor));
	takeBreak(cursor);
	return header.replace(/^(.)([0-9])([-+])/, '$1$3$2');
}

type Indented = {readonly breaks: string; readonly deepest: number; readonly end: number};

/** The blank lines before the first line of a block, and how far the deepest of these and that is indented. */
function takeIndentation(cursor: Cursor): Indented {
	let breaks = '';
	let deepest = 0;
	let end = cursor.offset;
	for (;;) {
		skipSpaces(cursor);
		deepest = Math.max(deepest, columnOf(cursor));
		const next = takeBreak(cursor);
		if (next === '') return {breaks, deepest, end};
		breaks += next;
		end = cursor.offset;
	}
}

/** Blank lines, up to a line that is indented so far or less. */
function takeIndented(cursor: Cursor, indent: number): Indented {
	let breaks = '';
	let end = cursor.offset;
	for (;;) {
		while (columnOf(cursor) < indent && codeAt(cursor) === 32) cursor.offset++;
		const next = takeBreak(cursor);
		if (next === '') return {breaks, deepest: indent, end};
		breaks += next;
		end = cursor.offset;
	}
}
