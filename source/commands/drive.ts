import {drive} from '../runs/driver.ts';
import {isRunId, runFolderPath} from '../runs/run-folder.ts';
import {awaitRun} from '../runs/standby.ts';
import {UserError} from '../user-error.ts';
import type {World} from '../world.ts';
import {engineFor} from './engine-for.ts';

/** The driver process of a run; started by the program itself, detached from every terminal. With `standby`, the log it writes to, its run comes on stdin. */
export async function driveCommand(world: World, run: string | undefined, {standby}: {readonly standby?: string} = {}): Promise<number> {
	const runId = standby === undefined ? run : await awaitRun(world.stdin, standby);
	if (runId === undefined && standby !== undefined) return 0;
	if (runId === undefined || !isRunId(runId)) throw new UserError(`${runId} is not the id of a run.`);
	const own = {...world, cwd: runFolderPath(world, runId)};
	await drive(own, runId, name => engineFor(own, name));
	return 0;
}
