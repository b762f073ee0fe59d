import type {Engine, RunEvent, RunHandle, RunPlan, RunRequest} from '../../source/engines/engine.ts';
import type {HostPlan} from '../../source/engines/host/plan.ts';

/** What a script is given: the arguments of drive(), and a promise that ends with the first call of stop(). */
export type FakeDrive = {readonly plan: RunPlan; readonly handle: RunHandle; readonly signal: AbortSignal; readonly stopped: Promise<void>};

/** Events to yield one after the other; or a function that makes them. */
export type FakeScript = readonly RunEvent[] | ((drive: FakeDrive) => AsyncIterable<RunEvent>);

/** An engine that does nothing but say what its script says, and remembers what was asked of it. */
export type FakeEngine = Engine & {readonly calls: ReadonlyArray<{readonly name: 'drive' | 'stop' | 'remove'; readonly handle: RunHandle}>};

/** `onStop` is what stop() does besides being remembered. */
export function createFakeEngine(script: FakeScript, options: {readonly onStop?: (handle: RunHandle) => Promise<void>} = {}): FakeEngine {
	const calls: Array<{name: 'drive' | 'stop' | 'remove'; handle: RunHandle}> = [];
	let tellStopped = () => {};
	const stopped = new Promise<void>(resolve => {
		tellStopped = resolve;
	});
	return {
		name: 'host',
		calls,
		probe: async () => [],
		plan: request => fakePlan(request),
		describe: ({name}) => [{title: 'run', lines: [name]}],
		preflight: async () => [],
		async *drive(plan, handle, signal) {
			calls.push({name: 'drive', handle});
			if (typeof script === 'function') yield* script({plan, handle, signal, stopped});
			else yield* script;
		},
		async stop(_plan, handle) {
			calls.push({name: 'stop', handle});
			await options.onStop?.(handle);
			tellStopped();
		},
		async remove(_plan, handle) {
			calls.push({name: 'remove', handle});
		},
	};
}

/** A plan of the right shape that nobody carries out. */
export function fakePlan({runId, name, codeFolder, runFolder}: Pick<RunRequest, 'runId' | 'name' | 'codeFolder' | 'runFolder'>): HostPlan {
	return {
		engine: 'host',
		runId,
		name,
		runFolder,
		codeFolder,
		codeFiles: [],
		env: [],
		polyaxonEnv: [],
		secretRefs: [],
		configmapRefs: [],
		missingRefs: [],
		command: 'python3 train.py',
		gracePeriod: 1,
	};
}
