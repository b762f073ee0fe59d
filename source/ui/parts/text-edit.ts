import type {Press} from './press.ts';
import {graphemesOf, wordEndAfter, wordStartBefore} from './text-units.ts';

/** A text being edited. */
export type TextEdit = {
	readonly text: string;
	/** UTF-16 offset, always between two graphemes. */
	readonly cursor: number;
	/** What Ctrl-Y brings back. */
	readonly killed: string;
};

/** Starts to edit a text, the cursor behind it. */
export function textEditOf(text: string): TextEdit {
	return {text, cursor: text.length, killed: ''};
}

/** The text after a key or a paste, or undefined when the key means nothing to a text. In one line a newline becomes a blank. */
export function editText(edit: TextEdit, press: Press, isMultiline: boolean): TextEdit | undefined {
	if (press.type === 'paste') return insert(edit, cleanPaste(press.text, isMultiline));
	if (press.text !== '') return insert(edit, press.text);
	if (isMultiline && isNewline(press.name)) return insert(edit, '\n');
	return editByKey(edit, press.name, isMultiline);
}

/** Pasted text as a field takes it: no controls, tabs as blanks, newlines as the field can have them. */
export function cleanPaste(text: string, isMultiline: boolean): string {
	const lines = text.replace(/\r\n?/g, '\n').replace(/\t/g, ' ');
	return (isMultiline ? lines : lines.replace(/\n+$/, '').replace(/\n/g, ' ')).replace(/(?!\n)\p{Control}|[\u2028\u2029]/gu, '');
}

function isNewline(name: string): boolean {
	return name === 'ctrl-j' || name === 'alt-enter' || name === 'shift-enter';
}

function insert({text, cursor, killed}: TextEdit, piece: string): TextEdit {
	const joined = text.slice(0, cursor) + piece + text.slice(cursor);
	return {text: joined, cursor: boundaryFrom(joined, cursor + piece.length), killed};
}

/** An accent or a joiner may have melted with its neighbours: the cursor stands behind the whole glyph. */
function boundaryFrom(text: string, offset: number): number {
	if (/^[\n -~]{0,2}$/.test(text.slice(Math.max(0, offset - 1), offset + 1))) return offset;
	let end = 0;
	for (const grapheme of graphemesOf(text)) {
		if (end >= offset) return end;
		end += grapheme.length;
	}
	return end;
}

function editByKey(edit: TextEdit, name: string, isMultiline: boolean): TextEdit | undefined {
	const {text, cursor} = edit;
	const moveTo = (offset: number) => ({...edit, cursor: offset});
	const before = cursor - (graphemesOf(text.slice(0, cursor)).at(-1)?.length ?? 0);
	const after = cursor + (graphemesOf(text.slice(cursor))[0]?.length ?? 0);
	switch (name) {
		case 'left':
		case 'ctrl-b':
			return moveTo(before);
		case 'right':
		case 'ctrl-f':
			return moveTo(after);
		case 'home':
		case 'ctrl-a':
			return moveTo(lineStart(text, cursor));
		case 'end':
		case 'ctrl-e':
			return moveTo(lineEnd(text, cursor));
		case 'alt-b':
		case 'alt-left':
		case 'ctrl-left':
			return moveTo(wordStartBefore(text, cursor));
		case 'alt-f':
		case 'alt-right':
		case 'ctrl-right':
			return moveTo(wordEndAfter(text, cursor));
		case 'up':
			return isMultiline ? moveToLine(edit, -1) : undefined;
		case 'down':
			return isMultiline ? moveToLine(edit, 1) : undefined;
		case 'backspace':
		case 'ctrl-h':
			return cut(edit, before, cursor);
		case 'delete':
		case 'ctrl-d':
			return cut(edit, cursor, after);
		case 'ctrl-u':
			return kill(edit, lineStart(text, cursor), cursor);
		case 'ctrl-k':
			return kill(edit, cursor, lineEnd(text, cursor) === cursor ? after : lineEnd(text, cursor));
		case 'ctrl-w':
			return kill(edit, text.slice(0, cursor).search(/\S*\s*$/), cursor);
		case 'alt-backspace':
		case 'ctrl-backspace':
			return kill(edit, wordStartBefore(text, cursor), cursor);
		case 'alt-d':
		case 'alt-delete':
			return kill(edit, cursor, wordEndAfter(text, cursor));
		case 'ctrl-y':
			return insert(edit, isMultiline ? edit.killed : edit.killed.replaceAll('\n', ' '));
	}
	return undefined;
}

function cut(edit: TextEdit, from: number, to: number): TextEdit {
	const text = edit.text.slice(0, from) + edit.text.slice(to);
	return {...edit, text, cursor: boundaryFrom(text, from)};
}

function kill(edit: TextEdit, from: number, to: number): TextEdit {
	return from === to ? edit : {...cut(edit, from, to), killed: edit.text.slice(from, to)};
}

function lineStart(text: string, cursor: number): number {
	return text.slice(0, cursor).lastIndexOf('\n') + 1;
}

function lineEnd(text: string, cursor: number): number {
	const end = text.indexOf('\n', cursor);
	return end === -1 ? text.length : end;
}

/** The line above or below, in the same column of graphemes as far as it goes; undefined when there is none. */
function moveToLine(edit: TextEdit, direction: 1 | -1): TextEdit | undefined {
	const {text, cursor} = edit;
	const start = lineStart(text, cursor);
	if (direction < 0 ? start === 0 : lineEnd(text, cursor) === text.length) return undefined;
	const target = direction < 0 ? lineStart(text, start - 1) : lineEnd(text, cursor) + 1;
	const column = graphemesOf(text.slice(start, cursor)).length;
	const line = graphemesOf(text.slice(target, lineEnd(text, target)));
	return {...edit, cursor: target + line.slice(0, column).join('').length};
}
