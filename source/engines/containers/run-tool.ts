import {kill} from 'node:process';
import {setTimeout as wait} from 'node:timers/promises';
import {execa} from 'execa';
import type {World} from '../../world.ts';
import {findProgram} from '../processes/find-program.ts';
import type {ContainerTool} from './tools.ts';

/** A program of the table on this machine. */
export type Tools = {readonly world: World; readonly tool: ContainerTool};

/** What a command of it came to. */
export type Answer = {readonly isOk: boolean; readonly exitCode?: number; readonly stdout: string; readonly stderr: string; readonly isTimedOut: boolean};

/** Commands that only ask answer at once, or their engine has a problem. Milliseconds. */
const askPatience = 30_000;

export type ToolOptions = {
	/** Milliseconds. */
	readonly patience?: number;
	readonly signal?: AbortSignal;
	readonly env?: Readonly<Record<string, string>>;
	readonly input?: string | Uint8Array;
};

/** Runs a command of the engine to its end. Never throws, and never hangs: all of it is killed after `patience` or when the signal is aborted. */
export async function runTool({world, tool}: Tools, args: readonly string[], options: ToolOptions = {}): Promise<Answer> {
	const program = findProgram(world, tool.name);
	if (program === undefined) return {isOk: false, stdout: '', stderr: `${tool.name}: not found in PATH`, isTimedOut: false};
	const child = execa(program, args, {
		env: {...toolEnv(world), ...options.env},
		extendEnv: false,
		...(options.input === undefined ? {stdin: 'ignore'} : {input: options.input}),
		reject: false,
		// Not that of the user, which may be gone by now
		cwd: '/',
		// A group of its own: what the command itself has started (a plugin, a wrapper's program) holds its outputs open, and has to end with it
		detached: true,
		cleanup: false,
	});
	const end = await endOf(child, options);
	if (end === 'ended') {
		const {exitCode, stdout = '', stderr = '', failed, originalMessage} = await child;
		return {isOk: !failed, exitCode, stdout, stderr: stderr || (failed ? (originalMessage ?? '') : ''), isTimedOut: false};
	}
	killGroup(child.pid);
	// Who left its group may still hold them
	child.stdout?.destroy();
	child.stderr?.destroy();
	child.unref();
	void child.catch(() => {});
	return {isOk: false, stdout: '', stderr: '', isTimedOut: end === 'late'};
}

async function endOf(child: PromiseLike<unknown>, {patience = askPatience, signal}: ToolOptions): Promise<'ended' | 'late' | 'aborted'> {
	const over = new AbortController();
	const until = signal ? AbortSignal.any([signal, over.signal]) : over.signal;
	const late = wait(patience, 'late' as const, {signal: until}).catch(() => 'aborted' as const);
	try {
		return await Promise.race([child.then(() => 'ended' as const), late]);
	} finally {
		over.abort();
	}
}

function killGroup(pid: number | undefined): void {
	try {
		if (pid !== undefined) kill(-pid, 'SIGKILL');
	} catch {
		// Gone meanwhile
	}
}

/** The user's own environment, with messages in English: they are read. */
export function toolEnv(world: Pick<World, 'env'>): Record<string, string> {
	const env: Record<string, string> = {};
	for (const [name, value] of Object.entries(world.env)) if (value !== undefined) env[name] = value;
	return {...env, LC_ALL: 'C'};
}

/** The last line of what a command said, which is its reason. */
export function reasonOf({stderr, stdout, isTimedOut}: Answer): string {
	if (isTimedOut) return 'it did not answer in time';
	const lines = `${stdout}\n${stderr}`.split('\n').filter(line => line.trim() !== '');
	return (lines.at(-1) ?? 'it did not say why').replace(/^Error(?: response from daemon)?:\s*/, '');
}
