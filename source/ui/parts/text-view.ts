import {sanitiseLine} from '../../terminal/sanitise.ts';
import {cellsOf} from '../../terminal/width.ts';
import type {TextEdit} from './text-edit.ts';
import {graphemesOf} from './text-units.ts';

/** One row of a field on screen; `cursor` is the glyph under the cursor, on the row that has it (empty: behind the text). */
export type FieldRow = {readonly before: string; readonly cursor?: string; readonly after: string};

/** One row that shows the cursor and as much around it as fits into `width` cells. */
export function lineView({text, cursor}: Pick<TextEdit, 'text' | 'cursor'>, width: number): FieldRow {
	const left = glyphsOf(text.slice(0, cursor));
	const right = glyphsOf(text.slice(cursor));
	const under = right[0] ?? '';
	const room = Math.max(0, width - Math.max(1, cellsOf(under)));
	const rightCells = right.slice(1).reduce((sum, glyph) => sum + cellsOf(glyph), 0);
	const before = takeLast(left, Math.max(room - rightCells, Math.min(room, Math.ceil(room * 0.75))));
	const after = takeFirst(right.slice(1), room - cellsOf(before));
	return {before, cursor: under, after};
}

/** All of the text in rows of `width` cells, at most `height` of them: those around the cursor. */
export function wrappedView({text, cursor}: Pick<TextEdit, 'text' | 'cursor'>, width: number, height: number): readonly FieldRow[] {
	const rows: FieldRow[] = [];
	let offset = 0;
	for (const line of text.split('\n')) {
		rows.push(...wrapLine(line, cursor - offset, width));
		offset += line.length + 1;
	}
	const at = rows.findIndex(row => row.cursor !== undefined);
	const top = Math.max(0, Math.min(at - height + 1, rows.length - height));
	return rows.slice(top, top + height);
}

function wrapLine(line: string, cursor: number, width: number): readonly FieldRow[] {
	const rows: Array<{before: string; cursor?: string; after: string; cells: number}> = [{before: '', after: '', cells: 0}];
	let offset = 0;
	const put = (glyph: string, cells: number, isCursor: boolean) => {
		if (rows.at(-1)!.cells + cells > width) rows.push({before: '', after: '', cells: 0});
		const row = rows.at(-1)!;
		row.cells += cells;
		if (isCursor) row.cursor = glyph;
		else if (row.cursor === undefined) row.before += glyph;
		else row.after += glyph;
	};
	for (const grapheme of graphemesOf(line)) {
		const glyph = glyphOf(grapheme);
		put(glyph, cellsOf(glyph), offset === cursor);
		offset += grapheme.length;
	}
	if (cursor === line.length) put('', 1, true);
	return rows.map(({before, cursor: under, after}) => (under === undefined ? {before, after} : {before, cursor: under, after}));
}

function glyphsOf(text: string): readonly string[] {
	return graphemesOf(text).map(grapheme => glyphOf(grapheme));
}

/** What can be shown of a character; a file that is edited may hold controls. */
function glyphOf(grapheme: string): string {
	return grapheme === '\n' ? ' ' : sanitiseLine(grapheme) || '?';
}

function takeLast(glyphs: readonly string[], width: number): string {
	let text = '';
	for (const glyph of glyphs.toReversed()) {
		if (cellsOf(glyph + text) > width) break;
		text = glyph + text;
	}
	return text;
}

function takeFirst(glyphs: readonly string[], width: number): string {
	let text = '';
	for (const glyph of glyphs) {
		if (cellsOf(text + glyph) > width) break;
		text += glyph;
	}
	return text;
}
