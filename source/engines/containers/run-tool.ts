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

/** Runs a command of the engine to its end. Never throws, and never hangs: it is killed after `patience` (ms) or when the signal is aborted. */
export async function runTool(
	{world, tool}: Tools,
	args: readonly string[],
	options: {readonly patience?: number; readonly signal?: AbortSignal; readonly env?: Readonly<Record<string, string>>; readonly input?: string} = {},
): Promise<Answer> {
	const program = findProgram(world, tool.name);
	if (program === undefined) return {isOk: false, stdout: '', stderr: `${tool.name}: not found in PATH`, isTimedOut: false};
	const result = await execa(program, args, {
		env: {...toolEnv(world), ...options.env},
		extendEnv: false,
		...(options.input === undefined ? {stdin: 'ignore'} : {input: options.input}),
		reject: false,
		timeout: options.patience ?? askPatience,
		forceKillAfterDelay: 1000,
		cancelSignal: options.signal,
		// Not that of the user, which may be gone by now
		cwd: '/',
	});
	const {exitCode, stdout = '', stderr = '', timedOut, failed, originalMessage} = result;
	return {isOk: !failed, exitCode, stdout, stderr: stderr || (failed ? (originalMessage ?? '') : ''), isTimedOut: timedOut};
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
