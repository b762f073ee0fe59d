import type {RunId} from '../engines/engine.ts';
import {type RunChange, watchRun} from '../runs/follow.ts';
import {keepDriven} from '../runs/launch.ts';
import {runFolderPath} from '../runs/run-folder.ts';
import type {World} from '../world.ts';

/** What happens to a run, while something sees to it that an unfinished one has a driver. Throws when none can be started. */
export async function* watchDriven(world: World, runId: RunId, signal: AbortSignal): AsyncGenerator<RunChange, void, void> {
	const controller = new AbortController();
	const both = AbortSignal.any([signal, controller.signal]);
	let fault: {readonly error: unknown} | undefined;
	keepDriven(world, runId, both).catch((error: unknown) => {
		fault = {error};
		controller.abort();
	});
	try {
		yield* watchRun(runFolderPath(world, runId), both);
		if (fault && !signal.aborted) throw fault.error;
	} finally {
		controller.abort();
	}
}
