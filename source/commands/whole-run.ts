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

/** The same for who only looks; that it is of another folder is said. */
export async function findShownRun(world: World, text: string | undefined): Promise<RunSummary> {
	const run = await findWholeRun(world, text);
	if (text === undefined && run.codeFolder !== world.cwd)
		world.stderr.write(`This folder has no run: this is the newest elsewhere, ${run.runId} of ${sanitiseLine(run.codeFolder)}.\n`);
	return run;
}

/** The run that a text means; without one, the newest of this folder and of no other: what is done to it cannot be undone by looking elsewhere. */
export async function findOwnRun(world: World, text: string | undefined): Promise<RunSummary> {
	const run = await findWholeRun(world, text);
	if (text !== undefined || run.codeFolder === world.cwd) return run;
	throw new UserError(`This folder has no run. The newest elsewhere is ${run.runId}, of ${sanitiseLine(run.codeFolder)}: give its id if you mean it.`);
}
