import type {Layer, Rect, Surface} from './layer.ts';
import {planRows, type RowPlan} from './plan.ts';
import {paintRow, type ShownRow} from './row.ts';
import type {TerminalPort} from './terminal.ts';

/**
 * The compositor: one owner of what the terminal shows. Every row is a list of spans, pieces of Ink's frame and of the surfaces that lie in it. A
 * paint compares them with what the terminal shows and writes those that differ, in one write.
 */
export type Screen = {
	readonly hasColour: boolean;
	/** Takes the terminal and draws everything. */
	start(): void;
	/** Gives the terminal back, at once. */
	stop(): void;
	/** Ink has drawn a frame: it is shown, with the layout it was drawn with, as soon as React's commit is over. */
	setFrame(rows: readonly string[]): void;
	/** Adds a surface; the returned function takes it away. */
	addSurface(surface: Surface): () => void;
	/** Adds an opaque part of Ink's frame, such as a dialog: no lower surface draws there. The returned function takes it away. */
	addCover(cover: Layer): () => void;
	/** Something changed that can wait for the next frame (at most 30 a second). The screen never wakes by itself: whoever learns of new data calls this. */
	invalidate(): void;
	/** Something changed that a person is waiting for: paints when the current event has been handled. */
	paintSoon(): void;
	/** Paints now. */
	paint(): void;
	/** Draws everything anew, for Ctrl-L and for whenever others wrote to the terminal. */
	repaint(): void;
	/** Writes a control sequence with the next paint (a bell, a mode). */
	append(sequence: string): void;
};

const frameInterval = 1000 / 30;
const nowhere: Rect = {x: 0, y: 0, width: 0, height: 0};

/** A screen on `terminal`; it does not draw before `start`. Without colour, those of Ink's frames and of logs are left out. */
export function createScreen(terminal: TerminalPort, {hasColour = true} = {}): Screen {
	const layers = new Set<Layer>();
	const surfaces = new Map<Surface, {rect: Rect; version: number | string | undefined}>();
	let frame: readonly string[] = [];
	let plans: readonly RowPlan[] = [];
	let shown: Array<ShownRow | undefined> = [];
	let isPlanStale = true;
	let mustClear = true;
	let isActive = false;
	let isPaintQueued = false;
	let lastPaint = 0;
	let timer: NodeJS.Timeout | undefined;
	let appended = '';

	const cancelTimer = () => {
		clearTimeout(timer);
		timer = undefined;
	};

	const invalidate = () => {
		if (timer !== undefined || !isActive) return;
		timer = setTimeout(paint, Math.max(0, lastPaint + frameInterval - performance.now()));
	};

	const paintSoon = () => {
		if (isPaintQueued) return;
		isPaintQueued = true;
		queueMicrotask(() => {
			isPaintQueued = false;
			paint();
		});
	};

	/** The terminal no longer shows what we wrote. */
	const forget = () => {
		shown = [];
		mustClear = true;
		isPlanStale = true;
	};

	const add = (layer: Layer) => {
		layers.add(layer);
		isPlanStale = true;
		return () => {
			layers.delete(layer);
			surfaces.delete(layer as Surface);
			isPlanStale = true;
		};
	};

	const place = (columns: number, rows: number) => {
		isPlanStale = false;
		const placed = [...layers].flatMap(layer => {
			const rect = layer.measure();
			return rect ? [{layer, surface: surfaces.has(layer as Surface) ? (layer as Surface) : undefined, rect}] : [];
		});
		for (const {surface, rect} of placed) {
			if (surface && !isEqual(surfaces.get(surface)?.rect, rect)) surfaces.set(surface, {rect, version: undefined});
		}
		plans = planRows(placed, columns, rows);
		shown.length = Math.min(shown.length, rows);
	};

	/** Prepares every surface for this paint; those that look different than at the last one. */
	const begin = () => {
		const changed = new Set<Surface>();
		for (const [surface, state] of surfaces) {
			if (state.rect.width <= 0 || state.rect.height <= 0) continue;
			surface.begin(state.rect);
			const version = surface.version();
			if (version !== state.version) changed.add(surface);
			state.version = version;
		}
		return changed;
	};

	const compose = () => {
		let out = mustClear ? '\u001b[0m\u001b[2J' : '';
		mustClear = false;
		if (isPlanStale) place(terminal.columns, terminal.rows);
		const changed = begin();
		for (const [y, plan] of plans.entries()) {
			const row = paintRow({y, plan, inkRow: frame[y] ?? '', changed, hasColour}, shown[y]);
			out += row.out;
			shown[y] = row.shown;
		}
		return out;
	};

	const paint = () => {
		cancelTimer();
		if (!isActive || terminal.isFull) return;
		lastPaint = performance.now();
		const data = compose();
		if (data === '' && appended === '') return;
		// One synchronized update (DEC mode 2026): terminals that know it show the frame whole
		terminal.write(`\u001b[?2026h${data}\u001b[?25l\u001b[?2026l${appended}`);
		appended = '';
	};

	terminal.on('drain', invalidate);
	terminal.on('resize', forget);

	return {
		hasColour,
		start() {
			terminal.enter();
			isActive = true;
			forget();
			paint();
		},
		stop() {
			isActive = false;
			cancelTimer();
			terminal.leave();
		},
		setFrame(rows) {
			frame = rows;
			isPlanStale = true;
			// Not at once: React sets the refs of new boxes only after Ink has written
			paintSoon();
		},
		addSurface(surface) {
			surfaces.set(surface, {rect: nowhere, version: undefined});
			return add(surface);
		},
		addCover: add,
		invalidate,
		paintSoon,
		paint,
		repaint() {
			forget();
			paint();
		},
		append(sequence) {
			appended += sequence;
			paintSoon();
		},
	};
}

function isEqual(a: Rect | undefined, b: Rect): boolean {
	return a !== undefined && a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}
