import {stat} from 'node:fs/promises';
import {type End, stopped} from '../drive-phases.ts';
import type {RunEvent} from '../engine.ts';
import {endedAt} from '../processes/ended-at.ts';
import {followExit, type Outcome, waitForClaim} from '../processes/follow-exit.ts';
import {launch} from '../processes/launch.ts';
import {type ProcessName, processFiles} from '../processes/process-files.ts';
import {isStopAskedFor} from '../stop-request.ts';
import {type Drive, endLeftovers, failure} from './drive-context.ts';
import {type HostHandle, handleEvent, type Started} from './host-handle.ts';
import {lost} from './notices.ts';

/** What is special about one of the two processes. */
export type ProcessKind = {
	readonly name: ProcessName;
	/** What is told when it starts, and told again by a driver that takes over. */
	begin(at: number): readonly RunEvent[];
	/** Told once it runs. */
	running(at: number): readonly RunEvent[];
	/** Its script and environment; throws what keeps it from starting. */
	prepare(): Promise<{readonly script: string; readonly env: Readonly<Record<string, string>>}>;
	/** What its exit code means, and a detail for the stage. */
	endOf(outcome: Extract<Outcome, {type: 'exited'}>): {readonly end: End; readonly detail?: string};
};

/** Starts a process, or finds the one that an earlier driver started, and follows it to its end. The end's status is for the caller to tell. */
export async function* driveProcess(
	drive: Drive,
	handle: HostHandle,
	kind: ProcessKind,
): AsyncGenerator<RunEvent, {readonly handle: HostHandle; readonly end: End}> {
	const {world, plan, signal} = drive;
	const {name} = kind;
	const files = processFiles(plan.runFolder, name);
	const claimedAt =
		handle[name]?.at ??
		(await stat(files.pid).then(
			({mtimeMs}) => Math.round(mtimeMs),
			() => undefined,
		));
	const at = claimedAt ?? world.now();
	yield* kind.begin(at);

	// A process of another driver is not ours to see the end of; its claim may be half-written for a moment.
	let hasEnded = () => false;
	if (claimedAt === undefined) {
		try {
			const {script, env} = await kind.prepare();
			({hasEnded} = await launch(files, script, {cwd: plan.runFolder, env}));
		} catch (error) {
			if (signal.aborted) throw error;
			return {handle, end: yield* finish(drive, kind, {end: failure('not-started', `The ${name} could not be started`, error)})};
		}
	}
	// Another driver may have started it in the same moment: whoever is in the file is the one to follow.
	const identity = handle[name] ?? (await waitForClaim(files, hasEnded, signal));
	if (!identity) return {handle, end: yield* finish(drive, kind, {end: lost(name)})};
	if (!handle[name]) {
		const started: Started = {...identity, at};
		handle = {...handle, [name]: started};
		yield handleEvent(world.now(), handle);
	}
	yield* kind.running(at);
	const outcome = await followExit(files, identity, signal);
	const endAt = await endedAt(files, at, world.now());
	// Also of a wrapper that was killed: nobody else would end what it had started.
	yield* endLeftovers(drive, name === 'build' ? 'a build step' : 'the command');
	if (outcome.type === 'lost') return {handle, end: yield* finish(drive, kind, {end: lost(name)}, undefined, endAt)};
	return {handle, end: yield* finish(drive, kind, kind.endOf(outcome), outcome.exitCode, endAt)};
}

async function* finish(
	{world, plan}: Drive,
	{name}: ProcessKind,
	{end, detail}: {readonly end: End; readonly detail?: string},
	exitCode?: number,
	at = world.now(),
): AsyncGenerator<RunEvent, End> {
	const isStopped = isStopAskedFor(plan);
	const state = end.status === 'succeeded' && !isStopped ? 'succeeded' : 'failed';
	const said = isStopped ? 'stopped' : (detail ?? end.message);
	yield {at, type: 'stream-state', streamId: name, state: 'ended', ...(exitCode === undefined ? {detail: said} : {exitCode})};
	yield {at, type: 'stage', stage: name, state, ...(said !== undefined && {detail: said})};
	return isStopped ? {...stopped, at, ...(exitCode !== undefined && {exitCode})} : {...end, at};
}
