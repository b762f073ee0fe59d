import {drive} from '../runs/driver.ts';
import {isRunId} from '../runs/run-folder.ts';
import {UserError} from '../user-error.ts';
import type {World} from '../world.ts';
import {engineFor} from './engine-for.ts';

/** The driver process of a run; started by the program itself, detached from every terminal. */
export async function driveCommand(world: World, run: string): Promise<number> {
	if (!isRunId(run)) throw new UserError(`${run} is not the id of a run.`);
	await drive(world, run, name => engineFor(world, name));
	return 0;
}
