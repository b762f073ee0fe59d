import type {LogStream, RunEvent} from '../engines/engine.ts';
import {readEvents} from './event-file.ts';
import {type RunChange, watchRun} from './follow.ts';
import {type LogReader, openLog} from './log-reader.ts';
import {isDone} from './run-state.ts';

/** One thing for someone who reads a run as lines: an event, or lines of a log that stand together. `first` counts from 0. */
export type RunPiece =
	| {readonly type: 'event'; readonly event: RunEvent}
	| {readonly type: 'lines'; readonly stream: LogStream; readonly first: number; readonly lines: readonly string[]; readonly times: readonly number[]};

export type ReadRunOptions = {
	/** Only the lines of this stream. */
	readonly streamId?: string;
	/** False: what is there now, then the end. True by default: until the run is done. */
	readonly follow?: boolean;
	/** Where the changes come from, from the first event on; watchRun() when it is not given. */
	readonly changes?: AsyncIterable<RunChange>;
};

type Cursor = {readonly stream: LogStream; readonly log: LogReader; next: number};

const linesAtOnce = 4096;
const bytesAtOnce = 1024 * 1024;
/** A line may be as long as people's lines are, but not as long as the memory. */
const maxBytes = 16 * 1024 * 1024;

/** Every event and every log line of a run once, in the order of their times as far as the streams tell it; memory stays bounded. */
export async function* readRun(folder: string, signal: AbortSignal, options: ReadRunOptions = {}): AsyncGenerator<RunPiece, void, void> {
	const {streamId, follow = true, changes = follow ? watchRun(folder, signal) : once(folder, signal)} = options;
	const cursors = new Map<string, Cursor>();
	const wanted = (id: string) => streamId === undefined || id === streamId;
	try {
		for await (const {events} of changes) {
			for (const cursor of cursors.values()) cursor.log.refresh();
			for (const event of events) {
				if (event.type === 'status' && isDone(event.status)) yield* rest([...cursors.values()]);
				else if (event.type === 'stream-state' && event.state === 'ended') yield* rest(present(cursors.get(event.streamId)));
				else yield* before([...cursors.values()], event.at);
				yield {type: 'event', event};
				if (event.type !== 'stream-opened' || cursors.has(event.stream.id) || !wanted(event.stream.id)) continue;
				const log = openLog(folder, event.stream.id, {maxBytes});
				log.refresh();
				cursors.set(event.stream.id, {stream: event.stream, log, next: 0});
			}
			yield* before([...cursors.values()], Number.POSITIVE_INFINITY);
		}
		if (!follow) yield* rest([...cursors.values()]);
	} finally {
		for (const {log} of cursors.values()) log.close();
	}
}

async function* once(folder: string, signal: AbortSignal): AsyncGenerator<RunChange, void, void> {
	if (!signal.aborted) yield {events: readEvents(folder), logsGrew: true};
}

// All that is left, with last lines that have no newline: for streams that have ended, or when nobody waits for more.
function* rest(cursors: readonly Cursor[]): Generator<RunPiece, void, void> {
	yield* before(cursors, Number.POSITIVE_INFINITY);
	for (const cursor of cursors) {
		const {stream, log} = cursor;
		// Further on than the index when the tail was given before.
		if (cursor.next > log.wholeLineCount) continue;
		for (const lines of log.tail()) {
			yield {type: 'lines', stream, first: cursor.next, lines, times: lines.map(() => log.lastTime)};
			cursor.next += lines.length;
		}
	}
}

// Whole lines that are older than `time`, those of several streams merged.
function* before(cursors: readonly Cursor[], time: number): Generator<RunPiece, void, void> {
	for (;;) {
		let oldest: Cursor | undefined;
		let oldestTime = time;
		let otherTime = time;
		for (const cursor of cursors) {
			if (cursor.next >= cursor.log.wholeLineCount) continue;
			const next = cursor.log.times(cursor.next, 1)[0] ?? 0;
			if (next < oldestTime) {
				otherTime = oldestTime;
				oldestTime = next;
				oldest = cursor;
			} else {
				otherTime = Math.min(otherTime, next);
			}
		}
		if (!oldest) return;
		const {log, next} = oldest;
		const times = log.times(next, Math.min(linesAtOnce, log.wholeLineCount - next));
		const end = times.findIndex((at, line) => line > 0 && (at > otherTime || at >= time));
		yield take(oldest, end === -1 ? times.length : end);
	}
}

function take(cursor: Cursor, count: number): RunPiece {
	const {stream, log, next: first} = cursor;
	const taken = log.countWithin(first, count, bytesAtOnce);
	cursor.next += taken;
	return {type: 'lines', stream, first, lines: log.lines(first, taken), times: log.times(first, taken)};
}

function present(cursor: Cursor | undefined): readonly Cursor[] {
	return cursor ? [cursor] : [];
}
