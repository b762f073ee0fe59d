import {access, constants} from 'node:fs/promises';
import {setTimeout as wait} from 'node:timers/promises';
import type {End} from '../drive-phases.ts';
import type {RunEvent} from '../engine.ts';
import {doesExist} from '../processes/process-identity.ts';
import {isStopAskedFor} from '../stop-request.ts';
import {type ContainerState, stateOf} from './container-state.ts';
import type {Drive} from './drive-context.ts';
import {isMemoryTheCause} from './end-of-run.ts';
import type {ContainerHandle, Ended} from './handle.ts';
import {type ContainerLog, createContainerLog} from './logs/container-log.ts';
import {knownBytes} from './logs/known-bytes.ts';
import type {LogBytes} from './logs/line-joiner.ts';
import {reasonOf, runTool} from './run-tool.ts';

/** So long (ms) an engine may be away, for an update of its daemon, before the run counts as lost. */
const patience = 120_000;
const retryAfter = 1000;

/** Follows a started container to its end, with all of its output. Throws when aborted. */
export async function* followContainer(drive: Drive, handle: ContainerHandle): AsyncGenerator<RunEvent, Ended | {readonly end: End}> {
	const {world, plan, tool, signal} = drive;
	const log = createContainerLog(drive, await knownBytes(plan.runFolder, 'run'));
	let hasSaid = false;
	let awaySince: number | undefined;

	for (;;) {
		const state = await stateOf(drive, plan.container);
		if (state.is === 'absent') return {end: lost(`The container ${plan.container} is gone: something else than polyaxon-tui deleted it.`)};
		if (state.is === 'waiting') return {end: lost('The container was stopped before its end: the computer or its engine was restarted.')};
		if (state.is === 'unknown') {
			if (awaySince === undefined)
				yield {at: world.now(), type: 'stream-state', streamId: 'run', state: 'reconnecting', detail: `${tool.title} does not answer`};
			awaySince ??= performance.now();
			if (performance.now() - awaySince > patience) return {end: lost(`${tool.title} does not answer: ${reasonOf(state.reason)}`)};
			await wait(retryAfter, undefined, {signal});
			continue;
		}
		if (awaySince !== undefined) yield {at: world.now(), type: 'stream-state', streamId: 'run', state: 'live'};
		awaySince = undefined;

		for await (const bytes of readOn(drive, state, log)) {
			if (!hasSaid && log.lacksBash()) yield* sayNoBash();
			yield logEvent(bytes);
		}
		if (!hasSaid && log.lacksBash()) yield* sayNoBash();
		const now = state.is === 'ended' ? state : await settled(drive);
		if (now?.is !== 'ended') continue;
		const rest = log.end();
		if (rest) yield logEvent(rest);
		const at = now.endedAt ?? world.now();
		const isOutOfMemory = !isStopAskedFor(plan) && isMemoryTheCause(plan, now.exitCode, now.isOutOfMemory);
		return {exitCode: now.exitCode, at: Math.max(at, handle.started ?? 0), isOutOfMemory, ...(now.detail !== undefined && {detail: now.detail})};
	}

	function* sayNoBash(): Generator<RunEvent> {
		hasSaid = true;
		yield {
			at: world.now(),
			type: 'notice',
			severity: 'warning',
			text: 'The image has no bash: its sh runs the command, and may read some of it in another way.',
		};
	}
}

/** What is new in the log, until the container seems to be over; the log is read to its end when it is. */
async function* readOn(drive: Drive, state: Exclude<ContainerState, {readonly is: 'absent' | 'unknown'}>, log: ContainerLog): AsyncGenerator<LogBytes> {
	// What "logs" of podman prints is not exact (seen with 4.3: parts of a line get those of the other output). Its file is; of a podman in a virtual
	// machine it is not on this one
	if (state.logFile !== undefined && (await isReadable(state.logFile))) {
		yield* log.followFile(state.logFile, state.is === 'ended' ? () => true : whenOver(drive, state.writer));
		return;
	}
	if (state.is === 'running') yield* log.readCommand(true);
	// What was written just before the end is not always in what was followed, and what was cut off neither
	yield* log.readCommand(false);
}

/** Longer than any run. */
const forEver = 2 ** 31 - 1;

/** Whether the container is over: its writer is gone, or the engine says so. */
function whenOver(drive: Drive, writer: number | undefined): () => boolean {
	if (writer !== undefined) return () => !doesExist(writer);
	let isOver = false;
	void runTool(drive, ['wait', drive.plan.container], {patience: forEver, signal: drive.signal}).then(() => {
		isOver = true;
	});
	return () => isOver;
}

async function isReadable(file: string): Promise<boolean> {
	return access(file, constants.R_OK).then(
		() => true,
		() => false,
	);
}

/** Some moments may go by between the end of the output and the end of the container. */
async function settled(drive: Drive): Promise<ContainerState | undefined> {
	for (let pause = 10; pause < 1000; pause *= 2) {
		const state = await stateOf(drive, drive.plan.container);
		if (state.is !== 'running') return state;
		await wait(pause, undefined, {signal: drive.signal});
	}
	return undefined;
}

function lost(message: string): End {
	return {status: 'failed', reason: 'lost', message};
}

function logEvent({bytes, times}: LogBytes): RunEvent {
	return {at: times.at(-1) ?? 0, type: 'log', streamId: 'run', bytes, times};
}
