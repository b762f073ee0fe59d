import {stat} from 'node:fs/promises';
import type {Readable, Writable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import type {RunEvent, Stage} from '../engine.ts';
import {followExit, type Outcome, waitForClaim} from '../processes/follow-exit.ts';
import {launch} from '../processes/launch.ts';
import {type ProcessFiles, readOutcome} from '../processes/process-files.ts';
import {isAlive} from '../processes/process-identity.ts';
import {createQueue} from '../queue.ts';
import type {Drive} from './drive-context.ts';
import {endTool} from './end-tool.ts';
import type {Started} from './handle.ts';
import {followFile} from './logs/follow-file.ts';
import {forgetTool, type ToolProcessName, toolFiles, toolScript} from './tool-process.ts';

/** A pull or build: what is run, and what is made of what it prints. */
export type ToolTask = {
	readonly name: ToolProcessName & Stage;
	readonly words: readonly string[];
	/** Lines of sh before it. */
	readonly before?: string;
	readonly env: Readonly<Record<string, string>>;
	/** What it reads on stdin. */
	input?(): Input;
	/** The process that an earlier driver started. */
	readonly earlier?: Started;
	/** Whether that one is still what is wanted. */
	readonly isUsable?: boolean;
	/** Told when it begins, and told again by a driver that takes over. */
	begin(at: number): readonly RunEvent[];
	/** A line that it printed, and when; not known of one that was printed before this driver came. What there is to say of it. */
	line?(text: string, at: number | undefined): readonly RunEvent[];
	/** What has to be saved; a process is a new one, to which nothing was sent. */
	saved(part: {readonly process?: Started; readonly sent?: string}): RunEvent;
};

type Input = {readonly stream: Readable; readonly sent: Promise<{readonly hash: string}>};

/** How it ended; `fault`: what it was to read could not be read to its end, and so it was ended. */
export type ToolEnd = {readonly outcome: Outcome; readonly sent?: string; readonly fault?: unknown};

/** Starts a command that takes long, or finds the one that an earlier driver started, and follows it to its end. Throws when aborted. */
export async function* driveTool({world, plan, signal}: Drive, task: ToolTask): AsyncGenerator<RunEvent, ToolEnd> {
	const files = toolFiles(plan.runFolder, task.name);
	const {runFolder} = plan;
	let identity = task.isUsable && task.earlier && (await hasSense(files, task.earlier)) ? task.earlier : undefined;
	const at = identity?.at ?? world.now();
	let from = 0;
	let isLive = identity === undefined;
	let feeding: Promise<void> | undefined;
	const queue = createQueue<RunEvent>();
	const end: {sent?: string; fault?: unknown} = {};

	yield* task.begin(at);
	if (task.earlier && !identity)
		yield {at, type: 'gap', streamId: task.name, detail: `The ${task.name} was interrupted, and begins again: what was done is taken from the cache.`};
	if (!identity) {
		// The log goes on where an earlier try left it
		from = await stat(files.log).then(
			({size}) => size,
			() => 0,
		);
		await endTool(runFolder, task.name);
		await forgetTool(runFolder, task.name);
		const script = toolScript(runFolder, task.name, task.words, task.before);
		const {input, hasEnded} = await launch(files, script, {cwd: runFolder, env: task.env, wantsInput: task.input !== undefined});
		const claimed = await waitForClaim(files, hasEnded, signal);
		if (!claimed) return {outcome: {type: 'lost'}};
		identity = {...claimed, at};
		yield task.saved({process: identity});
		if (input && task.input) feeding = feed(task.input(), input);
	}
	const watching = watch(identity);
	watching.then(
		() => queue.end(),
		error => queue.end(error),
	);
	yield* queue;
	await feeding;
	return {outcome: await followExit(files, identity, signal), ...end};

	async function watch(process: Started): Promise<void> {
		const exit = followExit(files, process, signal).then(() => true);
		let isOver = false;
		exit.then(
			() => {
				isOver = true;
			},
			() => {},
		);
		let rest = '';
		const decoder = new TextDecoder();
		for await (const bytes of followFile(files.log, () => isOver, signal, from)) {
			if (bytes.length === 0) isLive = true;
			if (bytes.length === 0 || !task.line) continue;
			const lines = `${rest}${decoder.decode(bytes, {stream: true})}`.split('\n');
			rest = (lines.pop() ?? '').slice(-longestLine);
			for (const line of lines) for (const event of task.line(line, isLive ? world.now() : undefined)) queue.push(event);
		}
		await exit;
	}

	async function feed({stream, sent}: Input, input: Writable): Promise<void> {
		try {
			await pipeline(stream, input, {signal});
			const {hash} = await sent;
			end.sent = hash;
			queue.push(task.saved({sent: hash}));
		} catch (error) {
			const code = error instanceof Error && 'code' in error ? error.code : undefined;
			// It ended before it had read all: why, it says itself
			if (signal.aborted || code === 'EPIPE' || code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE') return;
			end.fault = error;
			// A part of the context must not be taken for all of it
			await endTool(runFolder, task.name);
		}
	}
}

/** Whether a process of an earlier driver goes on, or has left its exit code. */
async function hasSense(files: ProcessFiles, {pid, startTime}: Started): Promise<boolean> {
	return (await isAlive(pid, startTime)) || (await readOutcome(files.exitCode)) !== undefined;
}

/** Characters of a line without an end that are kept: enough for what engines say. */
const longestLine = 100_000;
