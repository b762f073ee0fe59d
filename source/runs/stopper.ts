import {rmSync} from 'node:fs';
import type {Engine, RunEvent, RunHandle, RunPlan, RunStatus} from '../engines/engine.ts';
import {stopRequestFile} from '../engines/stop-request.ts';
import type {World} from '../world.ts';
import {messageOf} from './file-error.ts';

/** Ends a run at its engine. */
export type Stopper = {
	/** Ends what the handle names, also what was begun meanwhile. Says whether it worked; if not, that is written and may be asked again. */
	stop(): Promise<boolean>;
	/** Since the first call, until one has failed. */
	isStopping(): boolean;
};

type StopperOptions = {
	readonly world: World;
	readonly folder: string;
	readonly plan: RunPlan;
	readonly engine: Engine;
	write(event: RunEvent): void;
	/** The handle as it is known now. */
	handle(): RunHandle;
	status(): RunStatus;
};

/** Nothing happens before the first call of stop(). */
export function createStopper({world, folder, plan, engine, write, handle, status}: StopperOptions): Stopper {
	let working: Promise<boolean> | undefined;
	let isStopping = false;
	let stopped: RunHandle | undefined;

	const begin = async (): Promise<boolean> => {
		const before = status();
		if (before !== 'stopping') write({at: world.now(), type: 'status', status: 'stopping'});
		try {
			while (stopped !== handle()) {
				const current = handle();
				await engine.stop(plan, current);
				stopped = current;
			}
			return true;
		} catch (error) {
			isStopping = false;
			rmSync(stopRequestFile(folder), {force: true});
			write({at: world.now(), type: 'notice', severity: 'warning', text: `The run could not be stopped: ${messageOf(error)}`});
			if (before !== 'stopping') write({at: world.now(), type: 'status', status: before});
			return false;
		} finally {
			working = undefined;
		}
	};

	return {
		stop() {
			isStopping = true;
			working ??= begin();
			return working;
		},
		isStopping: () => isStopping,
	};
}
