import type {World} from '../world.ts';
import {findOrAdopt, type Where} from './find-or-adopt.ts';
import {type ShowOptions, showRun} from './show-run.ts';
import {findShownRun} from './whole-run.ts';

/**
 * Watches a run, finished or not; one that only its engine knows gets its folder anew. The exit code is the run's: 0 when it succeeded or goes on, 1 when it
 * failed or was stopped.
 */
export async function attachCommand(world: World, text: string | undefined, options: ShowOptions & Where): Promise<number> {
	const {runId, engine, folder} = await findOrAdopt(world, text, options, findShownRun);
	if (engine === 'kubernetes') (await import('../engines/kubernetes/later-login.ts')).noteLogin(world, folder);
	return showRun(world, runId, options);
}
