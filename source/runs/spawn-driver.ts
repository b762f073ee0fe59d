import {type ChildProcess, spawn} from 'node:child_process';
import {closeSync, openSync} from 'node:fs';
import {UserError} from '../user-error.ts';
import type {World} from '../world.ts';
import {messageOf, reasonOf} from './file-error.ts';

/** Why a driver is no more, once it is none; `end`: a run that was said not to start must not go on. */
export type Exit = {reason?: string; end(): void};

/** Starts this program again as a driver, which outlives this one. All that it prints goes to `log`. Throws a UserError when that cannot be written. */
export function spawnDriver(
	{self, env}: World,
	args: readonly string[],
	{cwd, log, wantsInput}: {readonly cwd: string; readonly log: string; readonly wantsInput?: boolean},
): {readonly child: ChildProcess; readonly exit: Exit} {
	const [program, ...words] = self;
	const output = openLogFile(log);
	try {
		const child = spawn(program, [...words, 'drive', ...args], {
			...{cwd, env: {...env}, detached: true},
			stdio: [wantsInput ? 'pipe' : 'ignore', output, output],
		});
		const exit: Exit = {end: () => void child.kill('SIGKILL')};
		child.on('error', error => {
			exit.reason = messageOf(error);
		});
		child.on('exit', (code, signal) => {
			exit.reason ??= signal ? `it was ended by ${signal}` : `it ended with code ${code}`;
		});
		child.unref();
		return {child, exit};
	} finally {
		closeSync(output);
	}
}

function openLogFile(path: string): number {
	try {
		return openSync(path, 'a', 0o600);
	} catch (error) {
		throw new UserError(`Could not write ${path}: ${reasonOf(error)}`, 2, {cause: error});
	}
}
