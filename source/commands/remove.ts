import {isDone} from '../runs/run-state.ts';
import {findRun, type RunSummary, removeRun} from '../runs/store.ts';
import {UserError} from '../user-error.ts';
import type {World} from '../world.ts';
import {engineFor} from './engine-for.ts';
import {findAnywhere, type Where} from './find-or-adopt.ts';
import type {FoundRun} from './found-runs.ts';

/** Deletes runs that are over. All of them are looked at before the first one is deleted. */
export async function removeCommand(world: World, texts: readonly string[], where: Where = {}): Promise<number> {
	const found: Array<RunSummary | FoundRun> = [];
	for (const text of texts) found.push(await findAnywhere(world, text, where, findRun));
	const unfinished = found
		.map(each => ('listed' in each ? each.listed : each))
		.filter(({status, damage}) => damage === undefined && !isDone(status))
		.map(({runId}) => runId);
	if (unfinished.length > 0) {
		throw new UserError(
			`${unfinished.join(' and ')} ${unfinished.length > 1 ? 'are' : 'is'} not over, so nothing was removed. Stop first: polyaxon-tui stop ${unfinished[0]}.`,
		);
	}
	for (const each of found) {
		await removeFound(world, each);
		const {name, runId} = 'listed' in each ? each.listed : each;
		world.stdout.write(`${name} ${runId} was removed.\n`);
	}
	return 0;
}

/** Deletes a run that is over; of one without a folder here what its engine has of it. */
export async function removeFound(world: World, found: Pick<RunSummary, 'runId'> | FoundRun): Promise<void> {
	if (!('listed' in found)) return removeRun(world, found.runId, engine => engineFor(world, engine));
	const {run} = found;
	await engineFor(world, run.engine).remove(run.plan(''), run.handle, []);
}
