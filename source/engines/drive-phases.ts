import type {World} from '../world.ts';
import type {RunEvent} from './engine.ts';
import {isStopAskedFor} from './stop-request.ts';

/** How a run ends; `at` (milliseconds since 1970) when that was not just now. */
export type End = Omit<Extract<RunEvent, {type: 'status'}>, 'at' | 'type'> & {readonly at?: number};

/** The end that was asked for. */
export const stopped: End = {status: 'stopped', reason: 'stop-requested', message: 'It was stopped on request.'};

/** A part of carrying a run out gives the handle to go on with, or the end of the run. */
export type Phase<Handle> = AsyncGenerator<RunEvent, {readonly handle: Handle; readonly end?: End}>;

/** What is done one after the other. `isBegun`: what it has started goes on by itself, and is to be followed to its end also when a stop was asked for. */
export type PhaseOf<Handle, Drive> = {
	readonly drivePhase: (drive: Drive, handle: Handle) => Phase<Handle>;
	readonly isBegun: (handle: Handle) => boolean | Promise<boolean>;
};

/**
 * Carries a run out, from wherever its handle and folder say it stands. A driver that takes over tells the beginning of the phase that it finds again,
 * word for word and with the times of the first telling, since it cannot know what the first had recorded. Ends without a last status when the signal is
 * aborted.
 */
export async function* drivePhases<Handle, Drive extends {readonly world: World; readonly plan: {readonly runFolder: string}; readonly signal: AbortSignal}>(
	phases: ReadonlyArray<PhaseOf<Handle, Drive>>,
	drive: Drive,
	handle: Handle,
): AsyncGenerator<RunEvent> {
	const {world, plan, signal} = drive;
	try {
		for (const {drivePhase, isBegun} of phases) {
			const isOver = isStopAskedFor(plan) && !(await isBegun(handle));
			const result: {readonly handle: Handle; readonly end?: End} = isOver ? {handle, end: stopped} : yield* drivePhase(drive, handle);
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
