import {statSync} from 'node:fs';
import type {RunEvent} from '../engines/engine.ts';
import {openEvents} from './event-file.ts';
import {indexFile, logFile, logsFolder} from './run-folder.ts';
import {isDone} from './run-state.ts';
import {sleep, sleepUntilTouched} from './sleep.ts';

/** What is new in a run: events, lines in logs, or both. */
export type RunChange = {readonly events: readonly RunEvent[]; readonly logsGrew: boolean};

export type FollowOptions = {
	/** Milliseconds between two looks while things change. */
	readonly interval?: number;
};

const activeInterval = 33;
const idleInterval = 1000;
/** From here on the system is asked to wake us: before, a busy log would wake us far more often than the clock does. */
const watchedInterval = 200;

/** Everything that was recorded, then what comes, until the run is done or the signal is aborted. Nothing is yielded while nothing changes. */
export async function* watchRun(folder: string, signal: AbortSignal, options: FollowOptions = {}): AsyncGenerator<RunChange, void, void> {
	const {interval = activeInterval} = options;
	const reader = openEvents(folder);
	const sizes = new Map<string, number>();
	try {
		for (let pause = interval; !signal.aborted; ) {
			const events = reader.read();
			for (const event of events) if (event.type === 'stream-opened') sizes.set(event.stream.id, sizes.get(event.stream.id) ?? 0);
			const logsGrew = haveGrown(folder, sizes);
			const isOver = events.some(event => event.type === 'status' && isDone(event.status));
			if (events.length > 0 || logsGrew) yield {events, logsGrew};
			if (isOver) return;
			pause = events.length > 0 || logsGrew ? interval : Math.min(Math.max(idleInterval, interval), pause * 1.5);
			if (pause < watchedInterval) await sleep(pause, signal);
			else await sleepUntilTouched([folder, logsFolder(folder)], pause, signal);
		}
	} finally {
		reader.close();
	}
}

/** The events of a run in batches: the recorded ones first, then as they come; ends after the last event of a finished run. */
export async function* followEvents(folder: string, signal: AbortSignal, options: FollowOptions = {}): AsyncGenerator<readonly RunEvent[], void, void> {
	for await (const {events} of watchRun(folder, signal, options)) if (events.length > 0) yield events;
}

function haveGrown(folder: string, sizes: Map<string, number>): boolean {
	let hasGrown = false;
	for (const [id, before] of sizes) {
		const size = sizeOf(indexFile(folder, id)) + sizeOf(logFile(folder, id));
		if (size === before) continue;
		sizes.set(id, size);
		hasGrown = true;
	}
	return hasGrown;
}

function sizeOf(path: string): number {
	return statSync(path, {throwIfNoEntry: false})?.size ?? 0;
}
