import {setTimeout as wait} from 'node:timers/promises';
import {noBashNotice} from '../command-script.ts';
import type {End} from '../drive-phases.ts';
import type {RunEvent} from '../engine.ts';
import {doesExist} from '../processes/process-identity.ts';
import {isStopAskedFor} from '../stop-request.ts';
import {type ContainerState, stateOf} from './container-state.ts';
import type {Drive} from './drive-context.ts';
import {hasLostWriter, logEvent, readOn, writerOf} from './follow-log.ts';
import type {ContainerHandle, Ended} from './handle.ts';
import type {ContainerLog} from './logs/container-log.ts';
import {memoryCause} from './memory-cause.ts';
import {removeContainer} from './remove.ts';
import {reasonOf, runTool} from './run-tool.ts';

/** So long (ms) an engine may be away, for an update of its daemon, before the run counts as lost. */
const patience = 120_000;
const retryAfter = 1000;
/** So long (ms) an engine may take to see that a container is over, once its processes are gone. */
const sightPatience = 5000;
/** Between looks (ms) at a container whose output nobody keeps. */
const blindPause = 3000;

/**
 * Follows a started container to its end, with all of its output. `logFile`: where that is, when it was started just now; then it is read before the engine
 * is asked anything. Throws when aborted.
 */
export async function* followContainer(
	drive: Drive,
	handle: ContainerHandle,
	log: ContainerLog,
	logFile?: string,
): AsyncGenerator<RunEvent, Ended | {readonly end: End}> {
	const {world, plan, tool, signal} = drive;
	let hasSaid = false;
	let awaySince: number | undefined;
	let begun = logFile;
	let goneSince: number | undefined;
	let hasSaidBlind = false;
	const complaints = new Set<string>();

	for (;;) {
		const state: ContainerState = begun === undefined ? await stateOf(drive, plan.container) : {is: 'running', logFile: begun};
		const writer = begun === undefined ? undefined : writerOf(drive);
		begun = undefined;
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

		for await (const bytes of readOn(drive, state, log, writer)) {
			if (!hasSaid && log.lacksBash()) yield* sayNoBash();
			yield logEvent(bytes);
		}
		if (!hasSaid && log.lacksBash()) yield* sayNoBash();
		yield* complain();
		const now = state.is === 'ended' ? state : await settled(drive);
		if (now.is === 'running' && (await hasLostWriter(now))) {
			const isGone = !(await hasProcess(drive));
			goneSince = isGone ? (goneSince ?? performance.now()) : undefined;
			if (goneSince !== undefined && performance.now() - goneSince > sightPatience) {
				const rest = log.end();
				if (rest) yield logEvent(rest);
				await removeContainer(drive);
				return {end: lost(`The container ended, and nobody knows how: the process of ${tool.title} that watched it (conmon) was killed.`)};
			}
			if (!isGone && !hasSaidBlind) yield {at: world.now(), type: 'gap', streamId: 'run', detail: blindness(tool.title)};
			hasSaidBlind ||= !isGone;
			await wait(isGone ? retryAfter : blindPause, undefined, {signal});
		}
		if (now.is !== 'ended') continue;
		const rest = log.end();
		if (rest) yield logEvent(rest);
		const at = now.endedAt ?? world.now();
		const cause = isStopAskedFor(plan) ? {isOutOfMemory: false} : await memoryCause(drive, now);
		return {exitCode: now.exitCode, at: Math.max(at, handle.started ?? 0), ...cause, ...(now.detail !== undefined && {detail: now.detail})};
	}

	function* complain(): Generator<RunEvent> {
		const text = log.takeComplaint();
		if (text === undefined || complaints.has(text)) return;
		complaints.add(text);
		yield {at: world.now(), type: 'notice', severity: 'warning', text: `${tool.title} did not give all of the log: ${text}`};
	}

	function* sayNoBash(): Generator<RunEvent> {
		hasSaid = true;
		yield {at: world.now(), type: 'notice', severity: 'warning', text: noBashNotice};
	}
}

/** Some moments may go by between the end of the output and the end of the container. */
async function settled(drive: Drive): Promise<ContainerState> {
	for (let pause = 10; ; pause *= 2) {
		const state = await stateOf(drive, drive.plan.container);
		if (state.is !== 'running' || pause > 1000) return state;
		await wait(pause, undefined, {signal: drive.signal});
	}
}

/** Whether the first process of a container lives on this machine. An engine that does not answer is no proof that it is gone. */
async function hasProcess(drive: Drive): Promise<boolean> {
	const {isOk, stdout} = await runTool(drive, ['container', 'inspect', '--format', '{{.State.Pid}}', drive.plan.container]);
	const pid = Number(stdout.trim());
	return !isOk || !Number.isInteger(pid) || (pid > 0 && doesExist(pid));
}

function blindness(title: string): string {
	return `What the run writes from now on is lost: the process of ${title} that kept it (conmon) was killed.`;
}

function lost(message: string): End {
	return {status: 'failed', reason: 'lost', message};
}
