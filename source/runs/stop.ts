import {existsSync, mkdirSync} from 'node:fs';
import {dirname} from 'node:path';
import type {Engine, EngineName, RunId, RunStatus} from '../engines/engine.ts';
import {stopRequestFile} from '../engines/stop-request.ts';
import {sanitiseLine} from '../terminal/sanitise.ts';
import {UserError} from '../user-error.ts';
import type {World} from '../world.ts';
import {writeAtomically} from './atomic-file.ts';
import {drive} from './driver.ts';
import {livingDriver} from './driver-lock.ts';
import {readEvents} from './event-file.ts';
import {reasonOf} from './file-error.ts';
import {lookAgain} from './launch.ts';
import {readRecord, runFolderPath} from './run-folder.ts';
import {isDone} from './run-state.ts';
import {sleep} from './sleep.ts';

export type StopOptions = {
	/** Called about once a second while the run still lives, with the milliseconds since the request. */
	readonly onProgress?: (milliseconds: number) => void;
	/** Ends the waiting; the request stands. */
	readonly signal?: AbortSignal;
};

/** What stopRun found or did. `left`: the waiting was ended by its signal. */
export type StopResult = 'stopped' | 'already-done' | 'left';

const interval = 50;
/** Beyond the plan's grace period. Milliseconds. */
const patience = 30_000;

/** Ends a run: asks its driver and waits; when none lives, does it from the handle and records it. Asking twice is harmless. */
export async function stopRun(world: World, runId: RunId, engineFor: (name: EngineName) => Engine, options: StopOptions = {}): Promise<StopResult> {
	const folder = runFolderPath(world, runId);
	if (finalStatus(folder)) return 'already-done';
	// It may have ended by itself since its driver died, and that is how it ended
	await lookAgain(world, [runId]);
	if (finalStatus(folder)) return 'already-done';
	ask(folder, world.now());
	const {plan} = await readRecord(folder);
	const began = performance.now();
	let told = 0;
	for (;;) {
		const status = finalStatus(folder);
		if (status) return status === 'stopped' ? 'stopped' : 'already-done';
		if (options.signal?.aborted) return 'left';
		if (!existsSync(stopRequestFile(folder))) throw new UserError(`${runId}: ${lastWarning(folder)}`, 1);
		const driver = await livingDriver(folder);
		if (!driver) await drive(world, runId, engineFor);
		const waited = performance.now() - began;
		if (waited > patience + 1000 * plan.gracePeriod) throw new UserError(unanswered(runId, driver?.pid), 1);
		if (waited - told >= 1000) options.onProgress?.((told = waited));
		await sleep(interval, options.signal);
	}
}

function ask(folder: string, at: number): void {
	try {
		mkdirSync(dirname(stopRequestFile(folder)), {recursive: true, mode: 0o700});
		writeAtomically(stopRequestFile(folder), `${JSON.stringify({at})}\n`);
	} catch (error) {
		throw new UserError(`Could not ask for the stop in ${folder}: ${reasonOf(error)}`, 1, {cause: error});
	}
}

function finalStatus(folder: string): RunStatus | undefined {
	for (const event of readEvents(folder)) if (event.type === 'status' && isDone(event.status)) return event.status;
	return undefined;
}

function lastWarning(folder: string): string {
	const notices = readEvents(folder).filter(event => event.type === 'notice');
	return sanitiseLine(notices.at(-1)?.text ?? 'It could not be stopped, and its engine did not say why.');
}

function unanswered(runId: RunId, driver: number | undefined): string {
	const who = driver === undefined ? 'its engine' : `its driver (process ${driver})`;
	return `${runId} was asked to stop, but ${who} has not answered. Wait, or end that process and ask again.`;
}
