import {foundMark, type ListedRun} from '../../runs/listed-run.ts';
import {isDone} from '../../runs/run-state.ts';
import {formatDuration} from '../../runs/timeline.ts';
import {fit} from '../../terminal/cut.ts';
import {cellsOf} from '../../terminal/width.ts';
import {type Look, statusText} from '../run/look.ts';

/** A run as a row of cells. */
type Row = {
	readonly id: string;
	readonly name: string;
	readonly kind: string;
	readonly engine: string;
	readonly status: string;
	readonly started: string;
	readonly duration: string;
	readonly exit: string;
};

/** Which cells stand in a row, from left to right, and which of them go first when the window is narrow. */
const columns = [
	{key: 'id', title: 'run'},
	{key: 'name', title: 'name'},
	{key: 'kind', title: 'kind', goesAs: 1},
	{key: 'engine', title: 'engine', goesAs: 0},
	{key: 'status', title: 'status'},
	{key: 'started', title: 'started', goesAs: 2},
	{key: 'duration', title: 'duration', goesAs: 4},
	{key: 'exit', title: 'exit', goesAs: 3},
] as const satisfies ReadonlyArray<{key: keyof Row; title: string; goesAs?: number}>;

const gap = 2;
const leastName = 12;

/** The runs as rows of exactly `width` cells, with a row of titles before them. `now` is milliseconds since 1970. */
export function runsTable(
	runs: readonly ListedRun[],
	now: number,
	width: number,
	look: Pick<Look, 'symbols'>,
): {readonly titles: string; readonly rows: readonly string[]} {
	const rows = runs.map(run => rowOf(run, now, look));
	const widths = columns.map(({key, title}) => Math.max(cellsOf(title), ...rows.map(row => cellsOf(row[key]))));
	const widthOf = (index: number) => (columns[index]!.key === 'name' ? Math.min(leastName, widths[index]!) : widths[index]!);
	let kept = columns.map((_, index) => index);
	const needed = () => kept.reduce((sum, index) => sum + widthOf(index) + gap, -gap);
	for (const {goesAs} of [...columns].filter(column => 'goesAs' in column).sort((a, b) => a.goesAs - b.goesAs)) {
		if (needed() <= width) break;
		kept = kept.filter(index => !('goesAs' in columns[index]!) || columns[index].goesAs !== goesAs);
	}
	// What is left over is for names
	const nameWidth = Math.min(widths[1]!, widthOf(1) + Math.max(0, width - needed()));
	const line = (cells: Row) =>
		fit(
			kept.map(index => fit(cells[columns[index]!.key], index === 1 ? nameWidth : widths[index]!, look.symbols.ellipsis)).join(' '.repeat(gap)),
			width,
			look.symbols.ellipsis,
		);
	const titles = Object.fromEntries(columns.map(({key, title}) => [key, title])) as Row;
	return {titles: line(titles), rows: rows.map(line)};
}

function rowOf(run: ListedRun, now: number, look: Pick<Look, 'symbols'>): Row {
	if (run.damage !== undefined)
		return {id: run.runId, name: run.name, kind: '', engine: '', status: `${look.symbols.warning} damaged`, started: '', duration: '', exit: ''};
	const isOver = isDone(run.status);
	return {
		id: run.runId,
		name: run.name,
		kind: run.kind,
		engine: run.engine,
		status: `${statusText(run.status, look)}${run.found ? foundMark(run) : isOver || run.isDriven ? '' : ', not followed'}`,
		started: whenText(run.createdAt, now),
		duration: formatDuration((run.endedAt ?? now) - run.createdAt),
		exit: run.exitCode === undefined ? '' : String(run.exitCode),
	};
}

/** Local time: the time of today, else the date too. */
function whenText(at: number, now: number): string {
	const date = new Date(at);
	const time = date.toTimeString().slice(0, 5);
	if (date.toDateString() === new Date(now).toDateString()) return time;
	const twoDigits = (value: number) => String(value).padStart(2, '0');
	return `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())} ${time}`;
}
