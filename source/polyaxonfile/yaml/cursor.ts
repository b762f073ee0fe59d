/** Where the reading of a text stands. The text holds no NUL: that is the code of its end. */
export type Cursor = {
	readonly text: string;
	offset: number;
	/** Where the line of the offset starts. */
	lineStart: number;
};

/** The code of the character so far ahead; 0 at the end. */
export function codeAt({text, offset}: Cursor, ahead = 0): number {
	return text.charCodeAt(offset + ahead) || 0;
}

/** The distance to the start of the line. */
export function columnOf({offset, lineStart}: Cursor): number {
	return offset - lineStart;
}

/** Whether this is a space or a tab. */
export function isBlank(code: number): boolean {
	return code === 32 || code === 9;
}

/** Whether a line ends with this character, or the text. PyYAML has five kinds of line ends. */
export function isLineEnd(code: number): boolean {
	return code === 10 || code === 0 || code === 13 || code === 0x85 || code === 0x2028 || code === 0x2029;
}

/** Whether a line or the text ends here, or a blank follows. */
export function isSpaceOrEnd(code: number): boolean {
	return code === 32 || isLineEnd(code);
}

/** The same, and tabs, which end a word but are no space. */
export function isBlankOrEnd(code: number): boolean {
	return code === 9 || isSpaceOrEnd(code);
}

/** Steps over spaces: tabs are none. */
export function skipSpaces(cursor: Cursor): void {
	while (codeAt(cursor) === 32) cursor.offset++;
}

/** Steps over a comment, to the end of its line. */
export function skipComment(cursor: Cursor): void {
	if (codeAt(cursor) === 35) cursor.offset = endOfLine(cursor);
}

const anyBreak = /[\n\r\x85\u2028\u2029]/g;

/** The offset of the end of the line. */
export function endOfLine({text, offset}: Cursor): number {
	anyBreak.lastIndex = offset;
	return anyBreak.exec(text)?.index ?? text.length;
}

/** Steps over a line end, and returns what it is in a text: a newline, or one of the separators of Unicode. Empty where there is none. */
export function takeBreak(cursor: Cursor): string {
	const code = codeAt(cursor);
	if (code === 0 || !isLineEnd(code)) return '';
	cursor.offset += code === 13 && codeAt(cursor, 1) === 10 ? 2 : 1;
	cursor.lineStart = cursor.offset;
	return code > 0x85 ? String.fromCharCode(code) : '\n';
}

/** Whether `---` or `...` stands at the cursor, which is at the start of a line. */
export function isSeparator(cursor: Cursor): boolean {
	const code = codeAt(cursor);
	return (code === 45 || code === 46) && codeAt(cursor, 1) === code && codeAt(cursor, 2) === code && isBlankOrEnd(codeAt(cursor, 3));
}

/** What a pattern (sticky) finds at the cursor, which is moved after it; empty when nothing. */
export function take(cursor: Cursor, pattern: RegExp): string {
	pattern.lastIndex = cursor.offset;
	const found = pattern.exec(cursor.text)?.[0] ?? '';
	cursor.offset += found.length;
	return found;
}
