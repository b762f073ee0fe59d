import {type LogRow, logRows, type Position} from './log-rows.ts';
import type {LogSource} from './log-source.ts';

/** What part of a log a pane shows. Lives outside React: following 100,000 lines a second must not render anything. */
export type LogView = {
	readonly source: LogSource;
	/** Whether the last rows are shown, whatever comes. */
	readonly follow: boolean;
	readonly wrap: boolean;
	readonly showsTimes: boolean;
	/** Size of the pane in cells, set by whoever draws it. */
	readonly width: number;
	readonly height: number;
	/** Cells at the left that are taken by times. */
	readonly gutter: number;
	/** Cells of the lines that are hidden to the left of the pane; 0 while they are wrapped. */
	readonly left: number;
	/** Number of the line on the first row, from 0. */
	readonly top: number;
	/** Lines below the pane that came since following stopped. */
	readonly newBelow: number;
	/** Changes when the visible rows may have changed. */
	readonly version: number;
	/** The rows in the pane; fewer than its height when there are no more. Read again only when something changed. */
	visible(): readonly LogRow[];
	/** Looks for new data in the source; true when there is some. */
	refresh(): boolean;
	resize(width: number, height: number): void;
	scrollBy(rows: number): void;
	pageBy(pages: number): void;
	/** Shows what is further to the right (to the left, when negative); does nothing while lines are wrapped. */
	scrollSideways(cells: number): void;
	toStart(): void;
	/** Shows the last rows and follows. */
	toEnd(): void;
	/** Stops where the pane is, or follows again. */
	togglePause(): void;
	toggleWrap(): void;
	toggleTimes(): void;
};

/** `HH:MM:SS ` */
const timeCells = 9;

/** A view that follows the end of `source`. One source has one view: `refresh` tells each change once. */
export function createLogView(source: LogSource): LogView {
	let follow = true;
	let wrap = false;
	let showsTimes = false;
	let width = 1;
	let height = 1;
	let left = 0;
	let position: Position = {line: 0, cell: 0}; // Of the first row, while not following
	let countWhenStopped = 0;
	let seenCount = source.lineCount;
	let version = 0;
	let isMoved = true; // Something but the source changed
	let hasGrown = false;
	let isFinal = false; // Nothing that comes can change the visible rows
	let rows: readonly LogRow[] = [];

	const gutter = () => (showsTimes ? Math.min(timeCells, width) : 0);
	const log = () => logRows(source, wrap ? width - gutter() : undefined);

	const read = () => {
		if (follow) return log().from(log().lastTop(height), height);
		const here = log().from(position, height);
		if (here.length === height) return here;
		position = log().lastTop(height);
		return log().from(position, height);
	};

	const visible = () => {
		if (!isMoved && (!hasGrown || isFinal)) return rows;
		rows = read();
		version++;
		isMoved = false;
		hasGrown = false;
		isFinal = !follow && rows.length === height && (rows.at(-1)?.line ?? 0) < source.lineCount - 1;
		return rows;
	};

	const stopAt = (top: Position) => {
		if (follow) countWhenStopped = source.lineCount;
		follow = false;
		position = top;
		isMoved = true;
	};

	const toEnd = () => {
		follow = true;
		isMoved = true;
	};

	const scrollBy = (count: number) => {
		const bottom = log().lastTop(height);
		const target = log().move(follow ? bottom : position, count);
		if (isBefore(target, bottom)) stopAt(target);
		else if (count > 0) toEnd();
	};

	return {
		source,
		get follow() {
			return follow;
		},
		get wrap() {
			return wrap;
		},
		get showsTimes() {
			return showsTimes;
		},
		get width() {
			return width;
		},
		get height() {
			return height;
		},
		get gutter() {
			return gutter();
		},
		get left() {
			return wrap ? 0 : left;
		},
		get top() {
			return visible()[0]?.line ?? 0;
		},
		get newBelow() {
			if (follow) return 0;
			const below = source.lineCount - 1 - (visible().at(-1)?.line ?? -1);
			return Math.max(0, Math.min(below, source.lineCount - countWhenStopped));
		},
		get version() {
			visible();
			return version;
		},
		visible,
		refresh() {
			const isNew = source.refresh?.() === true || source.lineCount !== seenCount;
			seenCount = source.lineCount;
			hasGrown ||= isNew;
			return isNew;
		},
		resize(newWidth, newHeight) {
			if (newWidth === width && newHeight === height) return;
			width = Math.max(1, newWidth);
			height = Math.max(1, newHeight);
			isMoved = true;
		},
		scrollBy,
		pageBy(pages) {
			// One row stays in sight
			scrollBy(pages * Math.max(1, height - 1));
		},
		scrollSideways(cells) {
			if (wrap) return;
			left = Math.max(0, left + cells);
			isMoved = true;
		},
		toStart() {
			if (isBefore({line: 0, cell: 0}, log().lastTop(height))) stopAt({line: 0, cell: 0});
		},
		toEnd,
		togglePause() {
			if (follow) stopAt(log().lastTop(height));
			else toEnd();
		},
		toggleWrap() {
			position = {line: position.line, cell: 0};
			wrap = !wrap;
			isMoved = true;
		},
		toggleTimes() {
			showsTimes = !showsTimes;
			isMoved = true;
		},
	};
}

function isBefore(a: Position, b: Position): boolean {
	return a.line < b.line || (a.line === b.line && a.cell < b.cell);
}
