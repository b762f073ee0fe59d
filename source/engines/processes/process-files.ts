import {existsSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {ProcessIdentity} from './process-identity.ts';

/** The two processes of a run. */
export type ProcessName = 'build' | 'run';

/** Where a process of a run leaves what has to outlive every driver. */
export type ProcessFiles = {
	readonly script: string;
	/** `<pid> <start time>`, written by the process itself before it does anything; made exclusively, so it can be started only once. */
	readonly pid: string;
	/** `<exit code> [detail]`, written as its last act. */
	readonly exitCode: string;
	/** Appended by the process itself: a file, not a pipe, so it never meets a reader that went away. */
	readonly log: string;
};

/** Paths of these files in a run folder. */
export function processFiles(runFolder: string, name: ProcessName): ProcessFiles {
	return {
		script: join(runFolder, `${name}.sh`),
		pid: join(runFolder, `${name}.pid`),
		exitCode: join(runFolder, name === 'run' ? 'exit-code' : 'build-exit-code'),
		log: join(runFolder, 'logs', `${name}.log`),
	};
}

/** Who the process is; `torn` when its file is there and not whole (yet), undefined when there is none. */
export async function readIdentity(file: string): Promise<ProcessIdentity | 'torn' | undefined> {
	const text = await readText(file);
	if (text === undefined) return undefined;
	const [, pid, startTime] = /^(\d+) (.*)\n$/.exec(text) ?? [];
	return pid === undefined || startTime === undefined ? 'torn' : {pid: Number(pid), startTime};
}

/** How the process ended, once its file is whole. */
export async function readOutcome(file: string): Promise<{readonly exitCode: number; readonly detail?: string} | undefined> {
	// Without its newline the file is still being written.
	const [, exitCode, detail] = /^(\d+)(?: (.+))?\n$/.exec((await readText(file)) ?? '') ?? [];
	return exitCode === undefined ? undefined : {exitCode: Number(exitCode), ...(detail !== undefined && {detail})};
}

async function readText(file: string): Promise<string | undefined> {
	// Asked ten times a second while a run goes on; an error is far dearer than this question.
	if (!existsSync(file)) return undefined;
	try {
		return await readFile(file, 'utf8');
	} catch {
		return undefined;
	}
}
