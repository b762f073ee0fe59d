import {existsSync} from 'node:fs';
import {type FoundRun, findRunsByLabel} from '../engines/containers/found-runs.ts';
import {adoptRun} from '../runs/adopt.ts';
import {recordFile} from '../runs/run-folder.ts';
import {UserError} from '../user-error.ts';
import type {World} from '../world.ts';
import {type ShowOptions, showRun} from './show-run.ts';
import {findWholeRun} from './whole-run.ts';

/** Watches a run, finished or not. The exit code is the run's: 0 when it succeeded or goes on, 1 when it failed or was stopped. */
export async function attachCommand(world: World, text: string | undefined, options: ShowOptions): Promise<number> {
	const {runId} = await findWholeRun(world, text).catch((error: unknown) => adoptByLabel(world, text, error));
	return showRun(world, runId, options);
}

/** A run whose folder is gone may still have its container, which names it. Without a text it is the newest of this folder. */
async function adoptByLabel(world: World, text: string | undefined, error: unknown): Promise<FoundRun> {
	if (!(error instanceof UserError)) throw error;
	const runs = await findRunsByLabel(world);
	const meant = runs.filter(({runId, codeFolder}) => (text === undefined ? codeFolder === world.cwd : runId.startsWith(text) || runId.startsWith(`r-${text}`)));
	// Ids of runs in other data folders can be the same
	const found = meant.find(({runFolder}) => !existsSync(recordFile(runFolder))) ?? meant[0];
	if (!found) throw error;
	await adoptRun(world, found);
	return found;
}
