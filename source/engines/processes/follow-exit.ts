import {setTimeout as wait} from 'node:timers/promises';
import {type ProcessFiles, readIdentity, readOutcome} from './process-files.ts';
import {doesExist, isAlive, type ProcessIdentity} from './process-identity.ts';

/** How a process ended; `lost`: it is gone and left no exit code. */
export type Outcome = {readonly type: 'exited'; readonly exitCode: number; readonly detail?: string} | {readonly type: 'lost'};

/** Milliseconds between looks: short at first, so that a run of 50 ms is not made longer, then so rare that it costs nothing. */
const shortest = 4;
const longest = 100;
/** How often the start time is compared as well: a pid is not taken by another process within moments. */
const looksPerIdentityCheck = 20;
const claimPatience = 10_000;
const endPatience = 2000;

/** Waits until the process has said who it is. Undefined when it ended, or was ended, before that. Throws when aborted. */
export async function waitForClaim(files: ProcessFiles, hasEnded: () => boolean, signal: AbortSignal): Promise<ProcessIdentity | undefined> {
	let delay = shortest;
	for (let waited = 0; waited < claimPatience; waited += delay) {
		// Asked before the file is read, so that a claim written just before the end is not missed.
		const isOver = hasEnded();
		const identity = await readIdentity(files.pid);
		if (identity && identity !== 'torn') return identity;
		if (isOver) return undefined;
		await wait(delay, undefined, {signal});
		delay = Math.min(longest, delay * 1.5);
	}
	return undefined;
}

/** Waits for the end of a process that any driver started, by its exit code file. Throws when aborted. */
export async function followExit(files: ProcessFiles, identity: ProcessIdentity, signal: AbortSignal): Promise<Outcome> {
	let delay = shortest;
	for (let look = 0; ; look++) {
		const doesLive = look % looksPerIdentityCheck === 0 ? await isAlive(identity.pid, identity.startTime) : doesExist(identity.pid);
		// After the question whether it lives, since the file is its last act.
		const outcome = await readOutcome(files.exitCode);
		if (outcome) {
			await waitForEnd(identity, signal);
			return {type: 'exited', ...outcome};
		}
		if (!doesLive) return {type: 'lost'};
		await wait(delay, undefined, {signal});
		delay = Math.min(longest, delay * 1.3);
	}
}

/** The file is the last act of the wrapper, which then still has to go: on a busy machine it would be seen as a process that was left running. */
async function waitForEnd({pid, startTime}: ProcessIdentity, signal: AbortSignal): Promise<void> {
	for (const end = performance.now() + endPatience; performance.now() < end && (await isAlive(pid, startTime)); ) await wait(shortest, undefined, {signal});
}
