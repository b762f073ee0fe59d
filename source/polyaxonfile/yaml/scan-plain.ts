import {type Cursor, codeAt, columnOf, isSeparator, skipSpaces, takeBreak} from './cursor.ts';
import type {Token} from './token.ts';

/** A text without quotes; `indent` is how far its further lines must be indented in a block, and undefined inside brackets. */
export function scanPlain(cursor: Cursor, indent: number | undefined): Token & {readonly endsLine: boolean} {
	const start = cursor.offset;
	const stop = indent === undefined ? flowStop : blockStop;
	let end = start;
	let text = '';
	let spaces = '';
	let endsLine = false;
	do {
		stop.lastIndex = cursor.offset;
		const next = stop.exec(cursor.text)?.index ?? cursor.text.length;
		if (next === cursor.offset) break;
		text += spaces + cursor.text.slice(cursor.offset, next);
		cursor.offset = end = next;
		endsLine = false;
		const line = cursor.lineStart;
		spaces = takePlainSpaces(cursor);
		endsLine = cursor.lineStart !== line;
	} while (spaces !== '' && codeAt(cursor) !== 35 && (indent === undefined || columnOf(cursor) >= indent));
	return {kind: 'scalar', start, end, text, style: 'PLAIN', endsLine};
}

const blockStop = /[ \t\n\r\x85\u2028\u2029]|:(?=[ \t\n\r\x85\u2028\u2029]|$)/g;
const flowStop = /[ \t\n\r\x85\u2028\u2029,?[\]{}]|:(?=[ \t\n\r\x85\u2028\u2029,[\]{}]|$)/g;

/** What the blanks and line ends after a word are if another word follows. */
function takePlainSpaces(cursor: Cursor): string {
	const from = cursor.offset;
	skipSpaces(cursor);
	const spaces = cursor.text.slice(from, cursor.offset);
	const first = takeBreak(cursor);
	if (first === '') return spaces;
	let more = '';
	for (;;) {
		if (isSeparator(cursor)) return '';
		skipSpaces(cursor);
		const next = takeBreak(cursor);
		if (next === '') return first !== '\n' ? first + more : more || ' ';
		more += next;
	}
}
