import type {Engine, EngineName, RunId} from '../engines/engine.ts';
import {UserError} from '../user-error.ts';
import type {World} from '../world.ts';
import {carryOut} from './carry-out.ts';
import {takeDriverLock} from './driver-lock.ts';
import {readEvents} from './event-file.ts';
import {reasonOf} from './file-error.ts';
import {openJournal} from './journal.ts';
import {type RunRecord, readRecord, runFolderPath} from './run-folder.ts';
import {initialRunState, isDone, reduceRun} from './run-state.ts';

export type DriveOptions = {
	/** Ends the driver, not the run: the next driver goes on. */
	readonly signal?: AbortSignal;
	/** How long the engine may still speak after the end of the run. Milliseconds. */
	readonly patience?: number;
};

/**
 * The whole life of a run's driver, in whatever process: takes the lock, carries the run out from where it stands, journals everything, obeys
 * the request to stop, and ends when the run is done. Does nothing when another driver lives or the run is over. Throws only when the journal
 * cannot be written: then the run is left as it is, for the next driver.
 */
export async function drive(world: World, runId: RunId, engineFor: (name: EngineName) => Engine, options: DriveOptions = {}): Promise<void> {
	const folder = runFolderPath(world, runId);
	const record = await recordOf(folder, runId);
	const lock = await takeDriverLock(folder);
	if (!lock) return;
	try {
		const state = readEvents(folder).reduce(reduceRun, initialRunState(record));
		if (isDone(state.status)) return;
		const journal = await openJournal(folder, world.now);
		try {
			await carryOut({
				world,
				folder,
				plan: record.plan,
				engine: engineFor(record.engine),
				journal,
				state,
				signal: options.signal,
				patience: options.patience ?? 3000,
			});
		} finally {
			await journal.close();
		}
	} finally {
		lock.release();
	}
}

async function recordOf(folder: string, runId: RunId): Promise<RunRecord> {
	try {
		return await readRecord(folder);
	} catch (error) {
		throw new UserError(`The run ${runId} cannot be read: ${reasonOf(error)} Remove it: polyaxon-tui remove ${runId}.`, 2, {cause: error});
	}
}
