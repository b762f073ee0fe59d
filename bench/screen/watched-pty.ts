import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import nodePty from '@lydell/node-pty';

/** A program in a pseudo terminal whose output is only looked through, so that looking costs little. */
export type WatchedPty = ReturnType<typeof watchPty>;

const frameStart = '\u001b[?2026h';

/** Starts a program in a terminal of 200x50 cells. */
export function watchPty(command: string, args: readonly string[], env: Readonly<Record<string, string>>) {
	const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !['CI', 'NO_COLOR', 'FORCE_COLOR', 'NODE_ENV'].includes(name)));
	const program = nodePty.spawn(command, [...args], {
		name: 'xterm-256color',
		cols: 200,
		rows: 50,
		env: {...inherited, COLORTERM: 'truecolor', LC_ALL: 'C.UTF-8', ...env} as Record<string, string>,
	});
	let frames = 0;
	let bytes = 0;
	let tail = '';
	let onData = () => {};
	program.onData(data => {
		bytes += data.length;
		for (let at = data.indexOf(frameStart); at !== -1; at = data.indexOf(frameStart, at + 1)) frames++;
		tail = (tail + data).slice(-64 * 1024);
		onData();
	});
	const exited = new Promise<number>(resolve => program.onExit(({exitCode}) => resolve(exitCode)));

	/** Resolves with the match in what came since the call; looked for with every piece of output. */
	const next = (wanted: RegExp, deadline = 15_000) => {
		tail = '';
		return new Promise<RegExpMatchArray>((resolve, reject) => {
			const timer = setTimeout(() => {
				onData = () => {};
				reject(new Error(`${wanted} did not come in ${deadline} ms; the last output: ${JSON.stringify(tail.slice(-2000))}`));
			}, deadline);
			onData = () => {
				const match = tail.match(wanted);
				if (!match) return;
				onData = () => {};
				clearTimeout(timer);
				resolve(match);
			};
		});
	};

	return {
		pid: program.pid,
		exited,
		get frames() {
			return frames;
		},
		get bytes() {
			return bytes;
		},
		next,
		send: (keys: string) => program.write(keys),
		kill: () => program.kill('SIGKILL'),
		/** Milliseconds from a key to the output that shows it. */
		async pressed(keys: string, shown: RegExp): Promise<number> {
			const coming = next(shown, 3000);
			const began = performance.now();
			program.write(keys);
			await coming;
			const milliseconds = performance.now() - began;
			await sleep(20 + Math.random() * 40);
			return milliseconds;
		},
	};
}
