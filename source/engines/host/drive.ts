import type {RunEvent} from '../engine.ts';
import {driveBuild} from './drive-build.ts';
import {type Drive, type End, isStopAskedFor, stopped} from './drive-context.ts';
import {drivePrepare} from './drive-prepare.ts';
import {driveRun} from './drive-run.ts';
import {type HostHandle, isStarted} from './host-handle.ts';

const phases = [
	{drivePhase: drivePrepare, process: undefined},
	{drivePhase: driveBuild, process: 'build'},
	{drivePhase: driveRun, process: 'run'},
] as const;

/**
 * Carries a run out, from wherever its handle and run folder say it stands. A driver that takes over tells the beginning of the phase that it
 * finds again, word for word and with the times of the first telling, since it cannot know what the first had recorded.
 * Ends without a last status when the signal is aborted.
 */
export async function* driveHost(drive: Drive, handle: HostHandle): AsyncGenerator<RunEvent> {
	const {world, plan, signal} = drive;
	try {
		for (const {drivePhase, process} of phases) {
			// A process that runs is ended by stop(), and followed to its end here.
			const isOver = isStopAskedFor(plan) && !(process && (await isStarted(plan.runFolder, handle, process)));
			const result: {readonly handle: HostHandle; readonly end?: End} = isOver ? {handle, end: stopped} : yield* drivePhase(drive, handle);
			handle = result.handle;
			if (result.end) {
				yield {at: world.now(), type: 'status', ...result.end};
				return;
			}
		}
	} catch (error) {
		if (signal.aborted) return;
		throw error;
	}
}
