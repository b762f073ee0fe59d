import {findRun, type RunSummary} from '../runs/store.ts';
import {sanitiseLine} from '../terminal/sanitise.ts';
import {UserError} from '../user-error.ts';
import type {World} from '../world.ts';

/** The run that is meant, by the rules of `findRun`. Throws a UserError also when its record is damaged: only `remove` is left for such a one. */
export async function findWholeRun(world: World, text: string | undefined): Promise<RunSummary> {
	const run = await findRun(world, text);
	if (run.damage === undefined) return run;
	throw new UserError(
		`${run.runId} is damaged: ${run.damage}. What is left of it is in ${sanitiseLine(run.folder)}; polyaxon-tui remove ${run.runId} deletes it.`,
	);
}
