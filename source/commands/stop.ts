import {adoptRun} from '../runs/adopt.ts';
import {ensureDriver} from '../runs/launch.ts';
import {isDone} from '../runs/run-state.ts';
import {stopRun} from '../runs/stop.ts';
import {findRun} from '../runs/store.ts';
import type {World} from '../world.ts';
import {engineFor} from './engine-for.ts';
import {findAnywhere, type Where} from './find-or-adopt.ts';
import type {FoundRun} from './found-runs.ts';
import {untilInterrupted} from './until-interrupted.ts';
import {untilRead} from './until-read.ts';
import {findOwnRun} from './whole-run.ts';

/** Ends a run with everything that it started, and waits until nothing of it lives. Ctrl-C ends the waiting only. */
export async function stopCommand(world: World, text: string | undefined, where: Where = {}): Promise<number> {
	// Without a text it is one of this machine, or none
	const found = text === undefined ? await findOwnRun(world, text) : await findAnywhere(world, text, where, findOwnRun);
	const {runId, name, status: known} = 'listed' in found ? found.listed : found;
	if ('listed' in found) {
		if (isDone(known)) {
			world.stdout.write(`${name} ${runId} is over already: ${known}.\n`);
			return 0;
		}
		await adoptToStop(world, found);
	} else if (found.engine === 'kubernetes') (await import('../engines/kubernetes/later-login.ts')).noteLogin(world, found.folder);
	const onProgress = (milliseconds: number) => {
		world.stderr.write(`${name} ${runId} was asked to stop ${Math.round(milliseconds / 1000)} s ago…\n`);
	};
	const {result} = await untilInterrupted(signal => stopRun(world, runId, engine => engineFor(world, engine), {signal, onProgress}));
	if (result === 'left') {
		world.stdout.write(`${name} ${runId} was asked to stop, and will.\n`);
		return 130;
	}
	const {status} = await findRun(world, runId);
	const isEarlier = result === 'already-done' && !('listed' in found && status === 'stopped');
	world.stdout.write(`${name} ${runId}${isEarlier ? ' is over already' : ''}: ${status}.\n`);
	return 0;
}

/** Makes the folder of a run that is to be stopped, and fetches what it wrote: its logs go with it. Of one that waits for its command nothing is begun any more. */
export async function adoptToStop(world: World, {run, listed}: FoundRun): Promise<void> {
	const isStopAsked = listed.reason === 'not-started';
	await adoptRun(world, run, {isStopAsked});
	if (isStopAsked) return;
	await ensureDriver(world, run.runId);
	await untilRead(world, run.runId);
}
