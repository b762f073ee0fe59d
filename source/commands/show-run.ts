import type {RunId} from '../engines/engine.ts';
import {jsonLines} from '../runs/json-lines.ts';
import {lastLinesOf} from '../runs/last-lines.ts';
import {plainLines} from '../runs/plain.ts';
import {type RunRecord, readRecord, runFolderPath} from '../runs/run-folder.ts';
import {isDone, type RunState} from '../runs/run-state.ts';
import {findRun} from '../runs/store.ts';
import {summaryOf} from '../runs/summary.ts';
import {capabilitiesOf} from '../terminal/capabilities.ts';
import type {World} from '../world.ts';
import {toJsonLine} from './json-line.ts';
import {untilInterrupted} from './until-interrupted.ts';
import {watchDriven} from './watch-driven.ts';
import {write} from './write.ts';

/** How a run is shown; without either, on the run screen where there is a terminal. */
export type ShowOptions = {readonly plain?: boolean; readonly json?: boolean};

/** Lines of the run's log that stay on the normal screen after the run screen was left. */
const keptLines = 5;

/** Shows a run until it is over or its viewer goes. The exit code: 0 succeeded or goes on, 1 failed or stopped, 130 interrupted. */
export async function showRun(world: World, runId: RunId, options: ShowOptions): Promise<number> {
	if (options.json || options.plain || !capabilitiesOf(world).isInteractive) return print(world, runId, options);
	const {showRunScreen} = await import('./show-run-screen.tsx');
	await showRunScreen(world, runId);
	const state = await findRun(world, runId);
	const stream = state.streams.findLast(({stage}) => stage === 'run') ?? state.streams.at(-1);
	printSummary(world, state, stream ? lastLinesOf(state.folder, stream.id, keptLines) : []);
	return exitCodeOf(state);
}

async function print(world: World, runId: RunId, {json}: ShowOptions): Promise<number> {
	const folder = runFolderPath(world, runId);
	if (json) await write(world.stdout, toJsonLine(firstObject(await readRecord(folder), folder)));
	const {isInterrupted} = await untilInterrupted(async signal => {
		const lines = (json ? jsonLines : plainLines)(folder, signal, {changes: watchDriven(world, runId, signal)});
		for await (const some of lines) await write(world.stdout, `${some}\n`);
	});
	const state = await findRun(world, runId);
	if (!json) printSummary(world, state, []);
	return isInterrupted && !isDone(state.status) ? 130 : exitCodeOf(state);
}

/** What --json begins with; what follows is described at jsonLines(). */
export function firstObject({runId, name, kind, engine, createdAt, codeFolder, declarations}: RunRecord, folder: string): object {
	return {type: 'run', runId, name, kind, engine, time: createdAt, codeFolder, declarations, folder};
}

function printSummary(world: World, state: RunState, lastLines: readonly string[]): void {
	// A terminal that does not know its size says 0
	const columns = 'columns' in world.stdout && world.stdout.columns > 0 ? world.stdout.columns : undefined;
	const place = {folder: runFolderPath(world, state.runId), home: world.env.HOME, ...(columns !== undefined && {columns})};
	world.stdout.write(`${summaryOf(state, lastLines, world.now(), place).join('\n')}\n`);
}

function exitCodeOf({status}: RunState): 0 | 1 {
	return isDone(status) && status !== 'succeeded' ? 1 : 0;
}
