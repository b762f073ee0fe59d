import {changeRow, dropEmptyRow, duplicateRow, insertRows, moveRow, removeRow, restoreRow} from './list-rows.ts';
import type {Press} from './press.ts';
import {editText, type TextEdit, textEditOf} from './text-edit.ts';

/** One row of cells: `[step]`, `[name, value]`. */
export type Row = readonly string[];

/** A list being edited in place. */
export type ListEdit = {
	readonly rows: readonly Row[];
	/** The selected row; `rows.length` is the row that adds one, and offers stand below it. */
	readonly at: number;
	/** The cell of the selected row in which is typed. */
	readonly typing?: {readonly cell: number; readonly edit: TextEdit; readonly isNew: boolean};
	/** What key `u` brings back. */
	readonly deleted?: {readonly row: Row; readonly at: number};
};

/** What a list is made of. */
export type ListShape = {
	readonly cells: number;
	/** Rows that stand between the add row and the last one, and can be selected. */
	readonly offers: number;
	/** Pasted lines as rows; only whole ones, so `[]` for what is no row. */
	parse(text: string): readonly Row[];
};

/** Starts to edit a list; an empty one selects the row that adds. */
export function listEditOf(rows: readonly Row[], at = 0): ListEdit {
	return {rows, at: Math.min(at, rows.length)};
}

/** The row that leads on, the last of all; Enter means nothing to the list there. */
export function lastRowOf({rows}: Pick<ListEdit, 'rows'>, {offers}: Pick<ListShape, 'offers'>): number {
	return rows.length + 1 + offers;
}

/** The list after a key or a paste, or undefined when it means nothing to a list: Tab out of the last cell, Enter on an offer. */
export function editList(list: ListEdit, press: Press, shape: ListShape): ListEdit | undefined {
	if (press.type === 'paste') return pasteInto(list, press.text, shape);
	return list.typing ? typeInto(list, press, shape) : select(list, press.name, shape);
}

/** Leaves the cell; a row in which nothing stands goes away. */
export function leaveCell(list: ListEdit): ListEdit {
	const {typing, ...rest} = list;
	return typing ? dropEmptyRow(rest) : list;
}

function select(list: ListEdit, name: string, shape: ListShape): ListEdit | undefined {
	const {rows, at} = list;
	const {cells} = shape;
	const isRow = at < rows.length;
	switch (name) {
		case 'up':
		case 'k':
			return {...list, at: Math.max(0, at - 1)};
		case 'down':
		case 'j':
			return {...list, at: Math.min(lastRowOf(list, shape), at + 1)};
		case 'home':
			return {...list, at: 0};
		case 'end':
			return {...list, at: lastRowOf(list, shape)};
		case 'enter':
			if (isRow) return startTyping(list, 0, false);
			return at === rows.length ? addRow(list, at, cells) : undefined;
		case 'a':
			return addRow(list, Math.min(at + 1, rows.length), cells);
		case 'd':
		case 'delete':
			return isRow ? removeRow(list) : undefined;
		case 'u':
			return restoreRow(list);
		case 'c':
			return isRow ? duplicateRow(list) : undefined;
		case 'alt-up':
		case 'K':
			return isRow ? moveRow(list, -1) : undefined;
		case 'alt-down':
		case 'J':
			return isRow ? moveRow(list, 1) : undefined;
	}
	return undefined;
}

function addRow(list: ListEdit, at: number, cells: number): ListEdit {
	return startTyping(insertRows(list, at, [Array.from({length: cells}, () => '')]), 0, true);
}

function startTyping(list: ListEdit, cell: number, isNew: boolean): ListEdit {
	return {...list, typing: {cell, edit: textEditOf(list.rows[list.at]![cell] ?? ''), isNew}};
}

function typeInto(list: ListEdit, press: Press & {type: 'key'}, shape: ListShape): ListEdit | undefined {
	const {cell, edit, isNew} = list.typing!;
	const {cells} = shape;
	const isLast = cell === cells - 1;
	switch (press.name) {
		case 'esc':
			return leaveCell(list);
		case 'up':
			return {...leaveCell(list), at: Math.max(0, list.at - 1)};
		case 'down': {
			const left = leaveCell(list);
			return {...left, at: Math.min(left.rows.length, left.rows.length < list.rows.length ? left.at : left.at + 1)};
		}
		case 'enter': {
			if (isEmpty(list.rows[list.at]!)) return leaveEmpty(list, shape);
			if (!isLast) return startTyping(list, cell + 1, isNew);
			return isNew ? addRow(leaveCell(list), list.at + 1, cells) : leaveCell(list);
		}
		case 'tab':
			return isLast ? undefined : startTyping(list, cell + 1, isNew);
		case 'shift-tab':
			return cell === 0 ? undefined : startTyping(list, cell - 1, isNew);
		case '=':
			if (cells > 1 && cell === 0 && edit.text !== '') return splitAtEquals(list);
	}
	return withEdit(list, editText(edit, press, false));
}

/** An empty new row says that there is nothing to add: what leads on is selected. */
function leaveEmpty(list: ListEdit, shape: ListShape): ListEdit {
	const left = leaveCell(list);
	return list.typing?.isNew ? {...left, at: lastRowOf(left, shape)} : left;
}

/** Typing `NAME=` goes on in the second cell; what stood behind the cursor comes along. */
function splitAtEquals(list: ListEdit): ListEdit {
	const {edit, isNew} = list.typing!;
	const [, value = '', ...others] = list.rows[list.at]!;
	const row = [edit.text.slice(0, edit.cursor).trim(), edit.text.slice(edit.cursor) + value, ...others];
	const next = startTyping(changeRow(list, row), 1, isNew);
	return {...next, typing: {...next.typing!, edit: {...next.typing!.edit, cursor: 0}}};
}

function withEdit(list: ListEdit, edit: TextEdit | undefined): ListEdit | undefined {
	if (!edit) return undefined;
	const {cell} = list.typing!;
	return {...changeRow(list, list.rows[list.at]!.with(cell, edit.text)), typing: {...list.typing!, edit}};
}

/** Whole rows become rows; anything else goes into the cell in which is typed. */
function pasteInto(list: ListEdit, text: string, shape: ListShape): ListEdit | undefined {
	const rows = shape.parse(text);
	const {typing} = list;
	// Terminals send the newlines of a paste as carriage returns.
	const isSeveral = /[\r\n]./s.test(text.trim());
	if (!typing) return rows.length === 0 ? undefined : insertRows(list, Math.min(list.at, list.rows.length), rows);
	const isBlank = isEmpty(list.rows[list.at]!);
	if (isSeveral && shape.cells === 1 && rows.length < 2) return withEdit(list, editText(typing.edit, {type: 'paste', text: rows[0]?.[0] ?? ''}, false));
	const isOneCell = !isSeveral && (rows.length === 0 || shape.cells === 1 || !isBlank);
	if (isOneCell || rows.length === 0) return withEdit(list, editText(typing.edit, {type: 'paste', text}, false));
	const left = leaveCell(list);
	return insertRows(left, isBlank ? left.at : left.at + 1, rows);
}

function isEmpty(row: Row): boolean {
	return row.every(cell => cell.trim() === '');
}
