import nodePty from '@lydell/node-pty';
import {cellsOf, createEmulator, drawn, isCursorHidden, rowsOf} from './emulator.ts';
import {holdTerminal} from './hold-terminal.ts';

/** How a program in a pseudo terminal is started. */
export type PtyOptions = {
	readonly columns?: number;
	readonly rows?: number;
	readonly cwd?: string;
	/** Added to the environment of the tests; `undefined` takes a variable away. */
	readonly env?: Readonly<Record<string, string | undefined>>;
};

/** A program in a pseudo terminal, seen through an emulator. */
export type Pty = ReturnType<typeof openPty>;

const pause = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));

/** Starts `command` in a pseudo terminal of the given size (100x30). Every opened one must be closed. */
export function openPty(command: string, args: readonly string[], {columns = 100, rows = 30, cwd = process.cwd(), env = {}}: PtyOptions = {}) {
	const emulator = createEmulator(columns, rows);
	const program = nodePty.spawn(command, [...args], {name: 'xterm-256color', cols: columns, rows, cwd, env: environment(env)});
	let raw = '';
	let title = '';
	let lastData = Date.now();
	let exitCode: number | undefined;

	emulator.onTitleChange(text => {
		title = text;
	});
	program.onData(data => {
		raw = (raw + data).slice(-4_000_000);
		lastData = Date.now();
		emulator.write(data);
	});
	holdTerminal((program as typeof program & {ptsName: string}).ptsName, program.pid, () => lastData);
	program.onExit(result => {
		exitCode = result.signal ? 128 + result.signal : result.exitCode;
	});

	const text = () => rowsOf(emulator).join('\n');

	/** Resolves as soon as `isMet` holds for the screen; fails with the screen at the deadline (milliseconds). */
	const until = async (isMet: () => boolean, what: string, deadline: number) => {
		const end = Date.now() + deadline;
		for (;;) {
			const isOver = exitCode !== undefined || Date.now() > end;
			await drawn(emulator);
			if (isMet()) return;
			if (isOver) throw new Error(`${what} did not come (${exitCode === undefined ? `${deadline} ms` : `exit ${exitCode}`}). The screen:\n${text()}`);
			await pause(10);
		}
	};

	return {
		emulator,
		get pid() {
			return program.pid;
		},
		/** All that the program wrote (the last 4 MB). */
		get raw() {
			return raw;
		},
		get title() {
			return title;
		},
		get isAlternate() {
			return emulator.buffer.active.type === 'alternate';
		},
		get isCursorHidden() {
			return isCursorHidden(emulator);
		},
		get modes() {
			return {...emulator.modes};
		},
		/** Types. Does nothing when the program has ended. */
		send(keys: string) {
			if (exitCode === undefined) program.write(keys);
		},
		resize(newColumns: number, newRows: number) {
			emulator.resize(newColumns, newRows);
			program.resize(newColumns, newRows);
		},
		/** The visible rows, without the blanks at their ends. */
		rows: () => rowsOf(emulator),
		text,
		/** Every visible cell with its width, colours and attributes. */
		cells: () => cellsOf(emulator),
		/** Waits until the screen matches; the text of the screen. The deadline is in milliseconds. */
		async waitFor(wanted: RegExp | ((text: string) => boolean), deadline = 10_000): Promise<string> {
			await until(() => (wanted instanceof RegExp ? wanted.test(text()) : wanted(text())), String(wanted), deadline);
			return text();
		},
		/** Waits until nothing was written for `milliseconds`. */
		async quiet(milliseconds = 150, deadline = 10_000) {
			const end = Date.now() + deadline;
			for (lastData = Math.max(lastData, Date.now()); Date.now() - lastData < milliseconds; await pause(10)) {
				if (Date.now() > end) throw new Error(`The terminal never came to rest. The screen:\n${text()}`);
			}
			await drawn(emulator);
		},
		/** Waits for the end of the program; its exit code (128 + signal). */
		async exited(deadline = 10_000): Promise<number> {
			await until(() => exitCode !== undefined, 'The end of the program', deadline);
			await drawn(emulator);
			return exitCode!;
		},
		/** The terminal stops reading, as with Ctrl-S or a window that hangs. */
		pause: () => program.pause(),
		resume: () => program.resume(),
		/** The terminal goes away, as when its window is closed. */
		hangUp: () => (program as typeof program & {destroy(): void}).destroy(),
		kill(signal: NodeJS.Signals = 'SIGTERM') {
			if (exitCode === undefined) process.kill(program.pid, signal);
		},
		/** Ends the program if it still lives. */
		async close() {
			if (exitCode === undefined) {
				program.kill('SIGKILL');
				for (const end = Date.now() + 2000; exitCode === undefined && Date.now() < end; ) await pause(5);
			}
			emulator.dispose();
		},
	};
}

/** The tests' environment without what changes colours, sizes or interactivity. */
function environment(changes: Readonly<Record<string, string | undefined>>): Record<string, string> {
	const {FORCE_COLOR, NO_COLOR, CI, LINES, COLUMNS, TERM_PROGRAM, VITEST, NODE_ENV, ...own} = process.env;
	const all = {...own, COLORTERM: 'truecolor', LANG: 'C.UTF-8', ...changes};
	return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
