import type {RunEvent} from '../engine.ts';
import {driveBuild} from './drive-build.ts';
import {type Drive, type End, isStopAskedFor, stopped} from './drive-context.ts';
import {drivePrepare} from './drive-prepare.ts';
import {drivePull} from './drive-pull.ts';
import {driveRun} from './drive-run.ts';
import type {ContainerHandle} from './handle.ts';

const phases = [
	{drivePhase: drivePull, isBegun: ({pull, pulled}: ContainerHandle) => pull !== undefined && pulled === undefined},
	{drivePhase: drivePrepare, isBegun: () => false},
	{drivePhase: driveBuild, isBegun: ({build, image}: ContainerHandle) => build !== undefined && image === undefined},
	{drivePhase: driveRun, isBegun: ({started, ended}: ContainerHandle) => started !== undefined || ended !== undefined},
] as const;

/**
 * Carries a run out, from wherever its handle, its folder and the engine say it stands. A driver that takes over tells the beginning of what it finds
 * again, with the times of the first telling. Ends without a last status when the signal is aborted.
 */
export async function* driveContainer(given: Drive, handle: ContainerHandle): AsyncGenerator<RunEvent> {
	const drive = {...given, isFirst: Object.keys(handle).length === 0};
	const {world, plan, signal} = drive;
	try {
		for (const {drivePhase, isBegun} of phases) {
			// What goes on is ended by stop(), and followed to its end here
			const isOver = isStopAskedFor(plan) && !isBegun(handle);
			const result: {readonly handle: ContainerHandle; readonly end?: End} = isOver ? {handle, end: stopped} : yield* drivePhase(drive, handle);
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
