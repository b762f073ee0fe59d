import {isDone} from '../runs/run-state.ts';
import {findRun, removeRun} from '../runs/store.ts';
import {UserError} from '../user-error.ts';
import type {World} from '../world.ts';
import {engineFor} from './engine-for.ts';

/** Deletes runs that are over. All of them are looked at before the first one is deleted. */
export async function removeCommand(world: World, texts: readonly string[]): Promise<number> {
	const found = [];
	for (const text of texts) found.push(await findRun(world, text));
	const unfinished = found.filter(({status, damage}) => damage === undefined && !isDone(status)).map(({runId}) => runId);
	if (unfinished.length > 0) {
		throw new UserError(
			`${unfinished.join(' and ')} ${unfinished.length > 1 ? 'are' : 'is'} not over, so nothing was removed. Stop first: polyaxon-tui stop ${unfinished[0]}.`,
		);
	}
	for (const {runId, name} of found) {
		await removeRun(world, runId, engine => engineFor(world, engine));
		world.stdout.write(`${name} ${runId} was removed.\n`);
	}
	return 0;
}
