import type {ListEdit, Row} from './list-edit.ts';

/** Puts rows before the row `at` and selects the last of them. */
export function insertRows(list: ListEdit, at: number, rows: readonly Row[]): ListEdit {
	return {...list, rows: list.rows.toSpliced(at, 0, ...rows), at: at + rows.length - 1};
}

/** Gives the selected row other cells. */
export function changeRow(list: ListEdit, row: Row): ListEdit {
	return {...list, rows: list.rows.with(list.at, row)};
}

/** Deletes the selected row and remembers it. */
export function removeRow(list: ListEdit): ListEdit {
	const {rows, at} = list;
	return {...list, rows: rows.toSpliced(at, 1), at: Math.min(at, Math.max(0, rows.length - 2)), deleted: {row: rows[at]!, at}};
}

/** Brings the row back that was deleted last; undefined when there is none. */
export function restoreRow({deleted, ...list}: ListEdit): ListEdit | undefined {
	return deleted && insertRows(list, Math.min(deleted.at, list.rows.length), [deleted.row]);
}

/** Puts a copy behind the selected row. */
export function duplicateRow(list: ListEdit): ListEdit {
	return insertRows(list, list.at + 1, [list.rows[list.at]!]);
}

/** Changes places with the row above or below. */
export function moveRow(list: ListEdit, direction: 1 | -1): ListEdit {
	const {rows, at} = list;
	const target = at + direction;
	if (target < 0 || target >= rows.length) return list;
	return {...list, rows: rows.with(at, rows[target]!).with(target, rows[at]!), at: target};
}

/** Takes the selected row away when nothing stands in it. */
export function dropEmptyRow(list: ListEdit): ListEdit {
	const {rows, at} = list;
	return rows[at]?.every(cell => cell.trim() === '') ? {...list, rows: rows.toSpliced(at, 1)} : list;
}
