import type {World} from '../world.ts';
import {type ShowOptions, showRun} from './show-run.ts';
import {findWholeRun} from './whole-run.ts';

/** Watches a run, finished or not. The exit code is the run's: 0 when it succeeded or goes on, 1 when it failed or was stopped. */
export async function attachCommand(world: World, text: string | undefined, options: ShowOptions): Promise<number> {
	const {runId} = await findWholeRun(world, text);
	return showRun(world, runId, options);
}
