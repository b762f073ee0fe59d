import {stopRun} from '../runs/stop.ts';
import {findRun} from '../runs/store.ts';
import type {World} from '../world.ts';
import {engineFor} from './engine-for.ts';
import {untilInterrupted} from './until-interrupted.ts';
import {findOwnRun} from './whole-run.ts';

/** Ends a run with everything that it started, and waits until nothing of it lives. Ctrl-C ends the waiting only. */
export async function stopCommand(world: World, text: string | undefined): Promise<number> {
	const {runId, name} = await findOwnRun(world, text);
	const onProgress = (milliseconds: number) => {
		world.stderr.write(`${name} ${runId} was asked to stop ${Math.round(milliseconds / 1000)} s ago…\n`);
	};
	const {result} = await untilInterrupted(signal => stopRun(world, runId, engine => engineFor(world, engine), {signal, onProgress}));
	if (result === 'left') {
		world.stdout.write(`${name} ${runId} was asked to stop, and will.\n`);
		return 130;
	}
	const {status} = await findRun(world, runId);
	world.stdout.write(`${name} ${runId}${result === 'already-done' ? ' is over already' : ''}: ${status}.\n`);
	return 0;
}
