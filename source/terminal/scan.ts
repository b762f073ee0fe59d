import {endOfControl, escapeCode, isControl} from './controls.ts';
import {endOfStretch, glyphsOf, mayJoin, simpleCells} from './glyphs.ts';

/** Takes a line apart for `scanLine`. */
export type LineSink = {
	/** Plain characters `start` … `end` of the line, one cell each. */
	run(start: number, end: number): void;
	/** One glyph that must not be split. Not certain: a terminal may draw it wider or narrower than we count. */
	glyph(text: string, cells: number, isCertain: boolean): void;
	/** The parameters of a sequence for colours and attributes. */
	sgr(parameters: string): void;
};

const tabStop = 8;
const longestStretch = 128;

/**
 * Reads a raw line from its last carriage return (progress bars write over themselves) until `endCell` cells are full. Tabs become blanks;
 * every control sequence but SGR is dropped.
 */
export function scanLine(line: string, endCell: number, sink: LineSink): void {
	let cell = 0;
	const putGlyph = (text: string, cells: number, isCertain: boolean) => {
		sink.glyph(text, cells, isCertain);
		cell += cells;
	};

	let index = startOfLastSegment(line);
	while (index < line.length && cell < endCell) {
		const code = line.charCodeAt(index);
		if (code >= 0x20 && code < 0x7f) {
			const end = endOfRun(line, index, endCell - cell);
			if (end > index) {
				sink.run(index, end);
				cell += end - index;
				index = end;
				continue;
			}
		} else if (code === 9) {
			for (let left = tabStop - (cell % tabStop); left > 0; left--) putGlyph(' ', 1, true);
			index++;
			continue;
		} else if (isControl(code)) {
			const end = endOfControl(line, index);
			if (code === escapeCode && line[end - 1] === 'm' && line[index + 1] === '[') {
				const parameters = line.slice(index + 2, end - 1);
				if (/^[\d;:]*$/.test(parameters)) sink.sgr(parameters);
			}
			index = end;
			continue;
		}

		const cells = simpleCells(code);
		if (cells > 0 && !mayJoin(line, index + 1)) {
			putGlyph(line[index]!, cells, true);
			index++;
			continue;
		}
		const end = endOfStretch(line, index, longestStretch);
		for (const {text, cells} of glyphsOf(line.slice(index, end))) putGlyph(text, cells, false);
		index = end;
	}
}

function startOfLastSegment(line: string): number {
	let end = line.length;
	while (end > 0 && line.charCodeAt(end - 1) === 0x0d) end--;
	return line.lastIndexOf('\r', end - 1) + 1;
}

/** End of the printable ASCII from `start`, at most `longest` characters. The base of a joined glyph (e and its accent, keycaps) is left out. */
function endOfRun(line: string, start: number, longest: number): number {
	const limit = Math.min(line.length, start + longest);
	let end = start + 1;
	while (end < limit) {
		const code = line.charCodeAt(end);
		if (code < 0x20 || code > 0x7e) break;
		end++;
	}
	return mayJoin(line, end) ? end - 1 : end;
}
