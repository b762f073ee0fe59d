import {spawn} from 'node:child_process';

type Options = {readonly cwd: string; readonly env: NodeJS.ProcessEnv};

/** Milliseconds from the start of a program until it has written a line with this end. It is waited for, so that nothing of it slows down the next one. */
export function untilWritten(line: string, command: string, args: readonly string[], options: Options): Promise<number> {
	const started = performance.now();
	const child = spawn(command, args, {...options, stdio: ['ignore', 'pipe', 'ignore']});
	return new Promise(resolve => {
		let written = '';
		let time: number | undefined;
		child.stdout.on('data', data => {
			written += data;
			if (written.includes(`${line}\n`)) time ??= performance.now() - started;
		});
		child.on('close', () => resolve(time ?? Number.NaN));
	});
}
