import {existsSync} from 'node:fs';
import type {Engine, RunEvent, RunPlan} from '../engines/engine.ts';
import {stopRequestFile} from '../engines/stop-request.ts';
import {sanitiseLine} from '../terminal/sanitise.ts';
import {UserError} from '../user-error.ts';
import type {World} from '../world.ts';
import {diagnoseRun} from './diagnose-run.ts';
import {messageOf} from './file-error.ts';
import {readHandle} from './handle.ts';
import type {Journal} from './journal.ts';
import {isDone, type RunState, reduceRun} from './run-state.ts';
import {createStopper} from './stopper.ts';
import {startTicking} from './tick.ts';
import {untilAborted} from './until-aborted.ts';

/** What a driver has in hand. */
export type Job = {
	readonly world: World;
	readonly folder: string;
	readonly plan: RunPlan;
	readonly engine: Engine;
	readonly journal: Journal;
	/** After the events so far. */
	readonly state: RunState;
	/** Ends the following, not the run. */
	readonly signal?: AbortSignal;
	/** How long the engine may still speak after the end of the run, or after it was told to leave. Milliseconds. */
	readonly patience: number;
};

type Status = RunEvent & {type: 'status'};

/** Lets the engine carry the run out and writes all that it says, the final status last of all. Throws when the journal cannot be written. */
export async function carryOut(job: Job): Promise<void> {
	const {world, folder, plan, engine, journal, patience} = job;
	const leaving = new AbortController();
	const signal = job.signal ? AbortSignal.any([leaving.signal, job.signal]) : leaving.signal;
	const leave = () => leaving.abort();
	let {state} = job;
	let handle = readHandle(folder);
	let end: Status | undefined;
	let failure: {error: unknown} | undefined;
	let broken: {error: unknown} | undefined; // The journal cannot be written
	let timer: NodeJS.Timeout | undefined;

	const guarded = <Result>(work: () => Result): Result | undefined => {
		try {
			return work();
		} catch (error) {
			broken ??= {error};
			leave();
			return undefined;
		}
	};
	const write = (event: RunEvent) => {
		guarded(() => journal.write(event));
		state = reduceRun(state, event);
	};
	const stopper = createStopper({world, folder, plan, engine, write, handle: () => handle, status: () => state.status});
	const isAskedToStop = () => existsSync(stopRequestFile(folder));

	if (isAskedToStop()) {
		// Following could begin the next stage: end what there is.
		const isStopped = await stopper.stop();
		if (!isStopped && !broken) return;
	} else {
		const ticking = startTicking(() => {
			const isNew = guarded(() => journal.indexFiles()) ?? false;
			if (!end && !stopper.isStopping() && isAskedToStop())
				void stopper.stop().then(isStopped => {
					if (isStopped) timer ??= setTimeout(leave, patience);
				});
			return isNew;
		});
		try {
			for await (const event of untilAborted(engine.drive(plan, handle, signal), signal, patience)) {
				if (event.type === 'status' && isDone(event.status)) {
					// Viewers end at this: all else that is said of the end goes before it.
					end ??= event;
					timer ??= setTimeout(leave, patience);
					continue;
				}
				if (event.type === 'status' && stopper.isStopping()) continue;
				write(event);
				if (event.type !== 'handle') continue;
				handle = event.handle;
				if (stopper.isStopping()) void stopper.stop();
			}
		} catch (error) {
			failure = {error};
		} finally {
			clearTimeout(timer);
			ticking.end();
		}
		if (stopper.isStopping()) await stopper.stop();
	}

	if (broken) throw broken.error;
	const last = await lastStatus();
	if (!last) return;
	if (last.status === 'failed' && !state.diagnosis && last.reason !== 'internal-error') {
		journal.indexFiles(Number.POSITIVE_INFINITY);
		const diagnosis = diagnoseRun(folder, state, last.exitCode);
		if (diagnosis) journal.write({at: world.now(), type: 'diagnosis', diagnosis});
	}
	journal.write(last);

	async function lastStatus(): Promise<Status | undefined> {
		const at = world.now();
		if (stopper.isStopping()) return {at, type: 'status', status: 'stopped', exitCode: end?.exitCode};
		if (end) return end;
		if (failure) {
			world.stderr.write(`${failure.error instanceof Error ? failure.error.stack : String(failure.error)}\n`);
			// A run that is said to have failed leaves nothing behind that goes on.
			await engine.stop(plan, handle).catch((error: unknown) => world.stderr.write(`${messageOf(error)}\n`));
			return {
				at,
				type: 'status',
				status: 'failed',
				reason: failure.error instanceof UserError ? 'cannot-run' : 'internal-error',
				message: sanitiseLine(messageOf(failure.error)),
			};
		}
		if (job.signal?.aborted) return undefined;
		return {at, type: 'status', status: 'failed', reason: 'internal-error', message: 'The engine ended without saying how the run ended.'};
	}
}
