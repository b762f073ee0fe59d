// Not execa: its `stdout` takes only 1 and 2 of our own descriptors, and its `{file}` is a pipe that our process has to carry, while here the
// process itself has to write, on and on after we are gone.
import {type ChildProcess, spawn} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {mkdir, open, rename, writeFile} from 'node:fs/promises';
import {dirname} from 'node:path';
import type {Writable} from 'node:stream';
import type {ProcessFiles} from './process-files.ts';

/**
 * Starts a script as a session of its own, which goes on without us. Resolves when it was started; `hasEnded` tells, as long as we live. `input` is its
 * stdin, when it wants one.
 */
export async function launch(
	files: ProcessFiles,
	script: string,
	{wantsInput = false, ...options}: {readonly cwd: string; readonly env: Readonly<Record<string, string>>; readonly wantsInput?: boolean},
): Promise<{readonly input?: Writable; hasEnded(): boolean}> {
	await mkdir(dirname(files.log), {recursive: true, mode: 0o700});
	// A new file each time: a shell reads its script as it goes, and one may still be reading.
	const temporary = `${files.script}.${randomBytes(6).toString('hex')}.tmp`;
	await writeFile(temporary, script, {mode: 0o600});
	await rename(temporary, files.script);
	const log = await open(files.log, 'a', 0o600);
	let hasEnded = false;
	try {
		const child: ChildProcess = spawn('/bin/sh', [files.script], {...options, detached: true, stdio: [wantsInput ? 'pipe' : 'ignore', log.fd, 'ignore']});
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
