import {simpleCells} from './glyphs.ts';
import {scanLine} from './scan.ts';
import {applySgr, plainSgr, sgrSequence} from './sgr.ts';
import {cellsOf} from './width.ts';

const segmenter = new Intl.Segmenter(undefined, {granularity: 'grapheme'});

/** A piece of a line, ready for the terminal. */
export type Cut = {
	/** Fills exactly the asked width; starts and ends in the default style. */
	readonly text: string;
	/** False when a terminal may draw a glyph wider than we counted, so what is to the right must be redrawn. */
	readonly certain: boolean;
};

/**
 * Cells `from` … `from + width` of a raw line, to be written at screen column `screenX` (from 0). Colours and attributes are kept, every other
 * control sequence is dropped, a wide glyph that is cut in half becomes blank, the rest is filled with blanks.
 */
export function cutLine(line: string, from: number, width: number, screenX: number, hasColour = true): Cut {
	const end = from + width;
	const sgr = plainSgr();
	let written = ''; // The style that the text is in
	let wanted = ''; // The style that the next glyph must be in
	let text = '';
	let filled = 0;
	let certain = true;
	let cell = 0;

	const put = (glyphs: string, cells: number) => {
		if (wanted !== written) {
			text += wanted === '' ? '\u001b[0m' : wanted;
			written = wanted;
		}
		text += glyphs;
		filled += cells;
	};

	scanLine(line, end, {
		run(start, stop) {
			const first = cell >= from ? start : start + (from - cell);
			if (first < stop) put(line.slice(first, stop), stop - first);
			cell += stop - start;
		},
		glyph(glyph, cells, isCertain) {
			const start = cell;
			cell += cells;
			if (cell <= from || start >= end) return;
			if (start < from) put(' '.repeat(Math.min(cell, end) - from), Math.min(cell, end) - from);
			else if (cell > end) put(' '.repeat(end - start), end - start);
			else if (isCertain) put(glyph, cells);
			else {
				// Blank its cells, draw it, then say where the next cell is: whatever width the terminal
				// gives the glyph, no old cell shows through and nothing after it moves.
				certain = false;
				const at = screenX + filled + 1;
				put(`${' '.repeat(cells)}\u001b[${at}G${glyph}\u001b[${at + cells}G`, cells);
			}
		},
		sgr(parameters) {
			applySgr(sgr, parameters, hasColour);
			wanted = sgrSequence(sgr);
		},
	});

	wanted = '';
	if (filled < width) put(' '.repeat(width - filled), width - filled);
	else if (written !== '') put('', 0);
	return {text, certain};
}

/** The cells at which the rows of a line begin when it is wrapped at `width`: a wide glyph that would be cut in half begins the next row. */
export function rowStarts(line: string, width: number): readonly number[] {
	const starts = [0];
	let next = width; // The cell at which the row is full
	let cell = 0;
	scanLine(line, Number.POSITIVE_INFINITY, {
		run(start, end) {
			cell += end - start;
			for (; cell > next; next += width) starts.push(next);
		},
		glyph(_, cells) {
			if (cell + cells > next) {
				if (cell > starts.at(-1)!) starts.push(cell);
				next = cell + width;
			}
			cell += cells;
		},
		sgr() {},
	});
	return starts;
}

/** Plain text that fills exactly `width` cells: cut, with an ellipsis at its end, or with blanks behind it. */
export function fit(text: string, width: number, ellipsis = '…'): string {
	const cells = cellsOf(text);
	if (cells <= width) return text + ' '.repeat(width - cells);
	const room = width - ellipsis.length;
	if (room < 0) return ' '.repeat(Math.max(0, width));
	let out = '';
	let filled = 0;
	for (const piece of piecesOf(text)) {
		const next = filled + cellsOf(piece);
		if (next > room) break;
		out += piece;
		filled = next;
	}
	return `${out}${ellipsis}${' '.repeat(room - filled)}`;
}

/** What a terminal draws as one. Where no character joins another, which is the usual case, no segmenter is needed: Node takes 9 ms to make one. */
function piecesOf(text: string): readonly string[] {
	const units = text.split('');
	return units.every(unit => simpleCells(unit.charCodeAt(0)) > 0) ? units : [...segmenter.segment(text)].map(({segment}) => segment);
}
