import type {Symbols} from '../../terminal/symbols.ts';
import {problemMark} from '../parts/problem-line.tsx';
import {windowOf} from '../parts/window-of.ts';
import {wrapWords} from '../parts/wrap-words.ts';
import type {PreviewLine} from './preview-lines.ts';

/** Cells before a line of the file: whether it changed, and whether something is wrong with it. */
export const markCells = 2;

/** The frame's rows that are not for the file: its name, how much more there is, the verdict. */
export const previewFrameRows = 3;

/** Below this an indented line has no room to go on. */
const leastWidth = 16;

/**
 * The lines as rows of `width` cells. What is wrong is always told in full; the long lines of the file go on in rows below, indented and
 * without a mark, as long as all is in sight (`room` rows) that way, and else are cut when they are shown.
 */
export function previewRowsOf(lines: readonly PreviewLine[], width: number, room: number, symbols: Symbols): readonly PreviewLine[] {
	const told = lines.flatMap(line => (isTold(line) ? tell(line, width, symbols) : [line]));
	const wrapped = told.flatMap(line => (isTold(line) ? [line] : wrap(line, width - markCells)));
	return wrapped.length <= room ? wrapped : told;
}

/** Index of the first row in sight: where the user scrolled to, else what is wrong, else where the changed lines are seen. */
export function topOf(rows: readonly PreviewLine[], scrolledTo: number | undefined, height: number): number {
	if (scrolledTo !== undefined) return Math.max(0, Math.min(scrolledTo, rows.length - height));
	const first = rows.findIndex(isChange);
	if (first === -1 || rows.some(({kind}) => kind === 'error')) return 0;
	return windowOf(rows.length, first, rows.findLastIndex(isChange) + 1, height);
}

/** Whether the line is a problem in words, not a line of the file. */
export function isTold({kind}: PreviewLine): boolean {
	return kind === 'error' || kind === 'warning';
}

function isChange({kind}: PreviewLine): boolean {
	return kind === 'changed' || kind === 'added' || kind === 'removed';
}

function tell(line: PreviewLine, width: number, symbols: Symbols): readonly PreviewLine[] {
	const mark = problemMark(line.kind === 'error' ? 'error' : 'warning', symbols);
	return wrapWords(line.text, width - mark.length - 1).map((text, index) => ({...line, text: `${index === 0 ? mark : ' '.repeat(mark.length)} ${text}`}));
}

function wrap(line: PreviewLine, width: number): readonly PreviewLine[] {
	const lead = /^[+-]?\s*(?:- )?/.exec(line.text)![0];
	if (line.text.length <= width || width - lead.length - 2 < leastWidth) return [line];
	const [first = '', ...others] = wrapWords(line.text.slice(lead.length), width - lead.length - 2);
	return [
		{...line, text: lead + first},
		...others.map((text): PreviewLine => ({text: ' '.repeat(lead.length + 2) + text, kind: line.kind, isContinued: true})),
	];
}
