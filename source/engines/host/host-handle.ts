import type {RunEvent, RunHandle} from '../engine.ts';
import {type ProcessName, processFiles, readIdentity} from '../processes/process-files.ts';
import type {ProcessIdentity} from '../processes/process-identity.ts';

/** A process that was started, and when (milliseconds since 1970), so that a later driver tells its beginning in the same words. */
export type Started = ProcessIdentity & {readonly at: number};

/** How far a run has come. */
export type HostHandle = {
	/** When the code had been copied. */
	readonly prepared?: number;
	readonly build?: Started;
	/** When the environment was ready. */
	readonly built?: number;
	readonly run?: Started;
};

/** The saved handle, less what does not look like ours. */
export function toHostHandle(handle: RunHandle): HostHandle {
	const build = toStarted(handle.build);
	const run = toStarted(handle.run);
	return {
		...(typeof handle.prepared === 'number' && {prepared: handle.prepared}),
		...(build && {build}),
		...(typeof handle.built === 'number' && {built: handle.built}),
		...(run && {run}),
	};
}

/** The event that has the whole handle saved. */
export function handleEvent(at: number, handle: HostHandle): RunEvent {
	return {at, type: 'handle', handle};
}

/** The processes of a run, whether their handle was saved or not. */
export async function rootsOf(runFolder: string, handle: HostHandle): Promise<readonly ProcessIdentity[]> {
	const rootOf = async (name: ProcessName) => {
		const identity = handle[name] ?? (await readIdentity(processFiles(runFolder, name).pid));
		return identity && identity !== 'torn' ? [identity] : [];
	};
	return (await Promise.all([rootOf('build'), rootOf('run')])).flat();
}

/** Whether a process was started, by any driver. */
export async function isStarted(runFolder: string, handle: HostHandle, name: ProcessName): Promise<boolean> {
	return handle[name] !== undefined || (await readIdentity(processFiles(runFolder, name).pid)) !== undefined;
}

function toStarted(value: unknown): Started | undefined {
	if (typeof value !== 'object' || value === null) return undefined;
	const {pid, startTime, at}: {pid?: unknown; startTime?: unknown; at?: unknown} = value;
	return typeof pid === 'number' && typeof startTime === 'string' && typeof at === 'number' ? {pid, startTime, at} : undefined;
}
