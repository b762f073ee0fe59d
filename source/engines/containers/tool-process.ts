// As in host/launch.ts: the process itself writes its log, on and on after we are gone. Only the context of a build comes from us, by a pipe.
import {type ChildProcess, spawn} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {mkdir, open, rename, rm, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import type {Writable} from 'node:stream';
import type {ProcessFiles} from '../host/process-files.ts';
import {quote} from '../host/shell-quote.ts';
import {startTimeScript} from '../process-identity.ts';
import {stopRequestFile} from './drive-context.ts';

/** The commands of an engine that take long. */
export type ToolProcessName = 'pull' | 'build';

/** Paths of what such a command leaves in the folder of its run. */
export function toolFiles(runFolder: string, name: ToolProcessName): ProcessFiles {
	return {
		script: join(runFolder, `${name}.sh`),
		pid: join(runFolder, `${name}.pid`),
		exitCode: join(runFolder, `${name}-exit-code`),
		log: join(runFolder, 'logs', `${name}.log`),
	};
}

/** Forgets a command of a driver that is gone, so that it can be begun again. */
export async function forgetTool(runFolder: string, name: ToolProcessName): Promise<void> {
	const {pid, exitCode} = toolFiles(runFolder, name);
	for (const file of [pid, exitCode]) await rm(file, {force: true});
}

/** A command as words, run in its own session: who it is, and how it ended, is written down by itself. `before`: lines of sh. */
export function toolScript(runFolder: string, name: ToolProcessName, words: readonly string[], before = ''): string {
	const files = toolFiles(runFolder, name);
	return `#!/bin/sh
# The ${name} of a run of polyaxon-tui, which may end before this does.
trap : TERM INT HUP
${startTimeScript}
finish() {
	(umask 077; printf '%s\\n' "$1" >${quote(files.exitCode)})
	exit 0
}
(umask 077; set -C; printf '%s %s\\n' $$ "$(start_of $$)" >${quote(files.pid)}) 2>/dev/null || exit 0
[ ! -e ${quote(stopRequestFile(runFolder))} ] || finish 143
exec 2>&1
${before}${words.map(quote).join(' ')}
finish $?
`;
}

/** Starts a script as a session of its own. `input` is its stdin, when it wants one; `hasEnded` tells, as long as we live. */
export async function launchTool(
	files: ProcessFiles,
	script: string,
	options: {readonly cwd: string; readonly env: Readonly<Record<string, string>>; readonly wantsInput: boolean},
): Promise<{readonly input?: Writable; hasEnded(): boolean}> {
	await mkdir(dirname(files.log), {recursive: true, mode: 0o700});
	const temporary = `${files.script}.${randomBytes(6).toString('hex')}.tmp`;
	await writeFile(temporary, script, {mode: 0o600});
	await rename(temporary, files.script);
	const log = await open(files.log, 'a', 0o600);
	let hasEnded = false;
	try {
		const child: ChildProcess = spawn('/bin/sh', [files.script], {
			cwd: options.cwd,
			env: options.env,
			detached: true,
			stdio: [options.wantsInput ? 'pipe' : 'ignore', log.fd, 'ignore'],
		});
		child.once('exit', () => {
			hasEnded = true;
		});
		await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject));
		child.unref();
		return {...(child.stdin && {input: child.stdin}), hasEnded: () => hasEnded};
	} finally {
		await log.close();
	}
}
