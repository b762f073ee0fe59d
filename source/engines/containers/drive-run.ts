import {rm} from 'node:fs/promises';
import {type End, stopped} from '../drive-phases.ts';
import type {RunEvent} from '../engine.ts';
import {isStopAskedFor} from '../stop-request.ts';
import {type ContainerState, stateOf} from './container-state.ts';
import type {ContainerPhase, Drive} from './drive-context.ts';
import {endOfRun} from './end-of-run.ts';
import {followContainer} from './follow-container.ts';
import {logWhile} from './follow-log.ts';
import {type ContainerHandle, type Ended, handleEvent} from './handle.ts';
import {type ContainerLog, createContainerLog} from './logs/container-log.ts';
import {knownBytes} from './logs/known-bytes.ts';
import {makeContainer} from './make-container.ts';
import {removeContainer} from './remove.ts';
import {envFileOf} from './run-environment.ts';
import {type Answer, reasonOf, runTool} from './run-tool.ts';

/** Starting a container on a busy machine. Milliseconds. */
const patience = 120_000;

/** Runs the command in its container. The container is there once, whoever drives; when all of its output is in the journal, it is deleted. */
export async function* driveRun(drive: Drive, handle: ContainerHandle): ContainerPhase {
	const {world, plan} = drive;
	if (handle.ended === undefined) {
		const log = createContainerLog(drive, await knownBytes(plan.runFolder, 'run'));
		const started = yield* start(drive, handle, log);
		if (started.end) return started;
		handle = started.handle;
		const ended = yield* followContainer(drive, handle, log, started.logFile);
		if ('end' in ended) return {handle, end: yield* finish(drive, ended.end, undefined)};
		handle = {...handle, ended};
		// From here on nothing is left to ask the container
		yield handleEvent(world.now(), handle);
	}
	await removeContainer(drive);
	const ended = handle.ended as Ended;
	return {handle, end: yield* finish(drive, endOfRun(plan, ended), ended)};
}

type Started = {readonly handle: ContainerHandle; readonly end?: End; readonly logFile?: string};

async function* start(drive: Drive, handle: ContainerHandle, log: ContainerLog): AsyncGenerator<RunEvent, Started> {
	const {world, plan} = drive;
	if (handle.started !== undefined) {
		yield* begin(handle.started);
		yield {at: handle.started, type: 'status', status: 'running'};
		return {handle};
	}
	// A driver that died may have made it, and not have saved that
	let state: ContainerState = drive.isFirst ? {is: handle.created === undefined ? 'absent' : 'waiting'} : await stateOf(drive, plan.container);
	await rm(envFileOf(plan.runFolder), {force: true});
	if (state.is === 'absent' || drive.isFirst) yield {at: world.now(), type: 'status', status: 'starting'};
	if (state.is === 'absent') {
		const answer = await makeContainer(drive, handle.image ?? '');
		if (!answer.isOk) return {handle, end: yield* refused(drive, 'made', answer)};
		state = drive.isFirst ? {is: 'waiting'} : await stateOf(drive, plan.container);
	}
	if (state.is === 'unknown') return {handle, end: yield* refused(drive, 'looked at', state.reason)};
	if (isStopAskedFor(plan) && state.is === 'waiting') {
		await removeContainer(drive);
		return {handle, end: stopped};
	}
	const at = startOf(state) ?? world.now();
	yield* begin(at);
	const running: RunEvent = {at, type: 'status', status: 'running'};
	let logFile: string | undefined;
	let isSaid = false;
	if (state.is === 'waiting') {
		const starting = runTool(drive, ['start', plan.container], {patience});
		// Where its output will be is asked meanwhile, and what it writes is read before the engine says that it was started
		const beginning = await stateOf(drive, plan.container);
		logFile = 'logFile' in beginning ? beginning.logFile : undefined;
		for await (const event of logWhile(log, logFile, starting)) {
			if (!isSaid) yield running;
			isSaid = true;
			yield event;
		}
		const answer = await starting;
		if (!answer.isOk) {
			await removeContainer(drive);
			return {handle, end: yield* refused(drive, 'started', answer)};
		}
	}
	handle = {...handle, started: at};
	yield handleEvent(world.now(), handle);
	if (!isSaid) yield running;
	return {handle, ...(logFile !== undefined && {logFile})};
}

function* begin(at: number): Generator<RunEvent> {
	yield {at, type: 'stage', stage: 'run', state: 'started'};
	yield {at, type: 'stream-opened', stream: {id: 'run', title: 'run', stage: 'run', attempt: 1}};
}

function startOf(state: ContainerState): number | undefined {
	return 'startedAt' in state ? state.startedAt : undefined;
}

/** The engine's own words go into the log of the run, which has nothing else to say: there they are read, and there their cause is looked for. */
async function* refused({world, plan, tool}: Drive, what: string, answer: Answer): AsyncGenerator<RunEvent, End> {
	const at = world.now();
	if (isStopAskedFor(plan)) return stopped;
	yield* begin(at);
	const text = answer.isTimedOut ? `${tool.title} did not answer in time.` : answer.stderr.trim() || reasonOf(answer);
	const lines = text.split('\n');
	yield {at, type: 'log', streamId: 'run', bytes: Buffer.from(`${lines.join('\n')}\n`), times: lines.map(() => at)};
	const message = `The container could not be ${what}; its log says why.`;
	yield {at, type: 'stream-state', streamId: 'run', state: 'ended', detail: message};
	yield {at, type: 'stage', stage: 'run', state: 'failed', detail: message};
	return {status: 'failed', reason: 'not-started', message};
}

async function* finish({plan, world}: Drive, end: End, ended: Ended | undefined): AsyncGenerator<RunEvent, End> {
	const at = ended?.at ?? world.now();
	const isStopped = isStopAskedFor(plan);
	const {exitCode} = end;
	const said = isStopped ? 'stopped' : end.message;
	yield {at, type: 'stream-state', streamId: 'run', state: 'ended', ...(exitCode === undefined ? {detail: said} : {exitCode})};
	yield {at, type: 'stage', stage: 'run', state: end.status === 'succeeded' && !isStopped ? 'succeeded' : 'failed', ...(said !== undefined && {detail: said})};
	if (ended?.isOutOfMemory && !isStopped) yield {at, type: 'diagnosis', diagnosis: outOfMemory(plan.resources.memory, ended.isGuess === true)};
	return isStopped ? {...stopped, at, ...(exitCode !== undefined && {exitCode})} : {...end, at};
}

function outOfMemory(limit: number | undefined, isGuess: boolean) {
	const what = limit === undefined ? 'more memory than there is' : `more memory than its limit of ${limit} Mi`;
	return {
		code: 'memory-limit',
		title: `the command ${isGuess ? 'probably ' : ''}used ${what}, and was killed`,
		hint: 'Raise environment.resources.memory.limits, or load less at a time: a smaller batch size, fewer workers.',
		evidence: 'exit code 137',
	};
}
