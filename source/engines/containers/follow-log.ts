import {access, constants} from 'node:fs/promises';
import {setTimeout as wait} from 'node:timers/promises';
import type {RunEvent} from '../engine.ts';
import {doesExist} from '../processes/process-identity.ts';
import {type ContainerState, stateOf} from './container-state.ts';
import type {Drive} from './drive-context.ts';
import type {ContainerLog} from './logs/container-log.ts';
import type {LogBytes} from './logs/line-joiner.ts';
import {type Answer, runTool} from './run-tool.ts';

type Made = Exclude<ContainerState, {readonly is: 'absent' | 'unknown'}>;

/**
 * What is new in the log, until the container seems to be over; the log is read to its end when it is. `writer`: asks for the process that writes the log,
 * of a container that was started just now.
 */
export async function* readOn(drive: Drive, state: Made, log: ContainerLog, writer?: Promise<Writer>): AsyncGenerator<LogBytes> {
	// What "logs" of podman prints is not exact (seen with 4.3: parts of a line get those of the other output). Its file is; of a podman in a virtual
	// machine it is not on this one
	if (state.logFile !== undefined && (await isReadable(state.logFile))) {
		yield* log.followFile(state.logFile, state.is === 'ended' ? () => true : whenOver(drive, writer ?? Promise.resolve(state.writer)));
		return;
	}
	if (state.is === 'running') yield* log.readCommand(true);
	// What was written just before the end is not always in what was followed, and what was cut off neither
	yield* log.readCommand(false);
}

/** What a container writes while it is being started; nothing where its log is no file of this machine. */
export async function* logWhile(log: ContainerLog, logFile: string | undefined, starting: Promise<Answer>): AsyncGenerator<RunEvent> {
	let isStarted = false;
	const started = starting.then(() => {
		isStarted = true;
	});
	// The file comes with the process that writes it
	while (logFile !== undefined && !isStarted && !(await isReadable(logFile))) await Promise.race([started, wait(5)]);
	if (logFile === undefined || !(await isReadable(logFile))) return;
	for await (const bytes of log.followFile(logFile, () => isStarted)) yield logEvent(bytes);
}

/** The process that writes the log of a container; undefined when the engine has none. */
type Writer = number | 'gone' | undefined;

/** Asks for the process that writes the log of a container. */
export async function writerOf(drive: Drive): Promise<Writer> {
	const state = await stateOf(drive, drive.plan.container);
	if (state.is === 'ended' || state.is === 'absent') return 'gone';
	return 'writer' in state ? state.writer : undefined;
}

/** Whether the process that writes the log, on this machine, is gone. */
export async function hasLostWriter({writer, logFile}: {readonly writer?: number; readonly logFile?: string}): Promise<boolean> {
	return writer !== undefined && logFile !== undefined && !doesExist(writer) && (await isReadable(logFile));
}

/** The event of bytes of a run's log. */
export function logEvent({bytes, times}: LogBytes): RunEvent {
	return {at: times.at(-1) ?? 0, type: 'log', streamId: 'run', bytes, times};
}

/** Longer than any run. */
const forEver = 2 ** 31 - 1;

/** Whether the container is over: its writer is gone, or the engine says so. */
function whenOver(drive: Drive, writer: Promise<Writer>): () => boolean {
	let isOver = () => false;
	void writer.then(pid => {
		if (pid !== undefined) {
			isOver = () => pid === 'gone' || !doesExist(pid);
			return;
		}
		void runTool(drive, ['wait', drive.plan.container], {patience: forEver, signal: drive.signal}).then(() => {
			isOver = () => true;
		});
	});
	return () => isOver();
}

async function isReadable(file: string): Promise<boolean> {
	return access(file, constants.R_OK).then(
		() => true,
		() => false,
	);
}
