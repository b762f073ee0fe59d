import type {RunId} from '../engines/engine.ts';
import {openLog} from '../runs/log-reader.ts';
import {runFolderPath} from '../runs/run-folder.ts';
import {isDone} from '../runs/run-state.ts';
import {sleep} from '../runs/sleep.ts';
import {findRun} from '../runs/store.ts';
import type {World} from '../world.ts';

/** Milliseconds. */
const interval = 200;
/** So long without a line more, and all that is there has been read. */
const quiet = 1500;
/** For the first line, and for all of them. */
const firstPatience = 10_000;
const longest = 60_000;

/** Waits until the driver of a run that has just been taken over has read what the run wrote so far: lines of now come, or none do. At most a minute. */
export async function untilRead(world: World, runId: RunId): Promise<void> {
	const folder = runFolderPath(world, runId);
	const begun = world.now();
	let count = 0;
	let since = 0;
	for (let waited = 0; waited < longest; waited += interval) {
		const {status, isDriven, streams} = await findRun(world, runId);
		const logs = streams.map(({id}) => lineFactsOf(folder, id));
		const now = logs.reduce((sum, {lineCount}) => sum + lineCount, 0);
		if (now !== count) since = waited;
		count = now;
		if (isDone(status) || !isDriven || logs.some(({lastAt}) => lastAt > begun)) return;
		if (count === 0 ? waited >= firstPatience : waited - since >= quiet) return;
		await sleep(interval);
	}
}

function lineFactsOf(folder: string, id: string): {readonly lineCount: number; readonly lastAt: number} {
	const log = openLog(folder, id);
	try {
		log.refresh();
		const {wholeLineCount: lineCount} = log;
		return {lineCount, lastAt: log.times(Math.max(0, lineCount - 1), 1)[0] ?? 0};
	} finally {
		log.close();
	}
}
