import {rowStarts} from '../../terminal/cut.ts';
import type {LogSource} from './log-source.ts';

/** A place in a log: a line, and the cell of it with which a row begins. */
export type Position = {readonly line: number; readonly cell: number};

/** One row of a pane: the raw line and the cell of it with which the row begins. */
export type LogRow = Position & {readonly text: string; readonly time: number};

/** The rows of a log in a pane of `width` cells; in rows without wrapping, every line is one row. */
export type LogRows = {
	/** At most `count` rows from the one that holds `position`. */
	from(position: Position, count: number): readonly LogRow[];
	/** The row `rows` below (above, when negative) the one that holds `position`, as far as there are rows. */
	move(position: Position, rows: number): Position;
	/** The first of the last `count` rows. */
	lastTop(count: number): Position;
};

/** Lines read at once while the number of rows that they fill is not known. */
const chunk = 16;

/** Rows of `source`, wrapped when `wrapWidth` is given. Nothing is kept between calls: the source may grow at any time. */
export function logRows(source: LogSource, wrapWidth: number | undefined): LogRows {
	const startsOf = (text: string): readonly number[] => (wrapWidth === undefined ? [0] : rowStarts(text, Math.max(1, wrapWidth)));
	const startsAt = (line: number) => (wrapWidth === undefined ? [0] : startsOf(source.lines(line, 1)[0] ?? ''));
	const clamp = ({line, cell}: Position): Position => (line >= source.lineCount ? {line: Math.max(0, source.lineCount - 1), cell: 0} : {line, cell});

	/** The row starts of the lines before `line`, from the last to the first. */
	function* before(line: number) {
		for (let end = line; end > 0; end -= chunk) {
			const start = Math.max(0, end - chunk);
			const texts = source.lines(start, end - start);
			for (let index = texts.length - 1; index >= 0; index--) yield {line: start + index, starts: startsOf(texts[index] ?? '')};
		}
	}

	/** The row `rows` above `position`. */
	const up = ({line, cell}: Position, rows: number): Position => {
		if (wrapWidth === undefined) return {line: Math.max(0, line - rows), cell: 0};
		const own = startsAt(line);
		let left = rows - rowOf(own, cell);
		if (left <= 0) return {line, cell: own[-left] ?? 0};
		for (const {line: above, starts} of before(line)) {
			if (left <= starts.length) return {line: above, cell: starts[starts.length - left] ?? 0};
			left -= starts.length;
		}
		return {line: 0, cell: 0};
	};

	const down = ({line, cell}: Position, rows: number): Position => {
		const last = Math.max(0, source.lineCount - 1);
		if (wrapWidth === undefined) return {line: Math.min(last, line + rows), cell: 0};
		let left = rows + rowOf(startsAt(line), cell);
		for (let at = line; ; at++) {
			const starts = startsAt(at);
			if (left < starts.length) return {line: at, cell: starts[left] ?? 0};
			if (at >= last) return {line: last, cell: starts.at(-1) ?? 0};
			left -= starts.length;
		}
	};

	return {
		from(position, count) {
			const {line, cell} = clamp(position);
			const rows: LogRow[] = [];
			let skipped = wrapWidth === undefined ? 0 : rowOf(startsAt(line), cell);
			for (let at = line; at < source.lineCount && rows.length < count; ) {
				const wanted = wrapWidth === undefined ? count : chunk;
				const texts = source.lines(at, wanted);
				if (texts.length === 0) break;
				const times = source.times(at, texts.length);
				for (const [index, text] of texts.entries()) {
					for (const start of startsOf(text).slice(skipped)) rows.push({line: at + index, cell: start, text, time: times[index] ?? 0});
					skipped = 0;
					if (rows.length >= count) break;
				}
				at += texts.length;
			}
			return rows.slice(0, count);
		},
		move: (position, rows) => (rows < 0 ? up(clamp(position), -rows) : down(clamp(position), rows)),
		lastTop: count => {
			if (wrapWidth === undefined) return {line: Math.max(0, source.lineCount - count), cell: 0};
			let left = count;
			for (const {line, starts} of before(source.lineCount)) {
				if (left <= starts.length) return {line, cell: starts[starts.length - left] ?? 0};
				left -= starts.length;
			}
			return {line: 0, cell: 0};
		},
	};
}

/** The row that holds a cell. */
function rowOf(starts: readonly number[], cell: number): number {
	return Math.max(
		0,
		starts.findLastIndex(start => start <= cell),
	);
}
