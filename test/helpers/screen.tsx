import {EventEmitter} from 'node:events';
import {Readable} from 'node:stream';
import type {ReactNode} from 'react';
import {renderOnScreen} from '../../source/ui/painter/ink-app.tsx';
import {createScreen, type Screen} from '../../source/ui/painter/screen.ts';
import type {TerminalPort} from '../../source/ui/painter/terminal.ts';
import {cellsOf, createEmulator, drawn, rowsOf} from './emulator.ts';

/** A whole screen in this process: Ink → Screen → a terminal emulator. */
export type OpenedScreen = ReturnType<typeof openScreen>;

/** Ink holds an Esc back for 20 ms, in case it is the start of a sequence. */
const escapeDelay = 30;

/** Shows what `build` returns on an emulated terminal (80x24). Every opened one must be closed. */
export function openScreen(build: (screen: Screen) => ReactNode, {columns = 80, rows = 24, hasColour = true} = {}) {
	const terminal = emulatedTerminal(columns, rows);
	const screen = createScreen(terminal, {hasColour});
	const stdin = fakeStdin();
	screen.start();
	const ink = renderOnScreen(build(screen), screen, terminal, stdin);

	/** Until all that was asked for is drawn: effects and their frames, then the emulator. */
	const settle = async () => {
		for (let turn = 0; turn < 3; turn++) await new Promise(resolve => setImmediate(resolve));
		await drawn(terminal.emulator);
	};

	return {
		screen,
		emulator: terminal.emulator,
		/** All that was written to the terminal. */
		written: () => terminal.written(),
		/** Types the keys as one piece. */
		async press(keys: string) {
			stdin.push(keys);
			if (keys.endsWith('\u001b')) await new Promise(resolve => setTimeout(resolve, escapeDelay));
			await settle();
		},
		async resize(newColumns: number, newRows: number) {
			terminal.resize(newColumns, newRows);
			await settle();
		},
		settle,
		/** The visible rows, without the blanks at their ends. */
		async rows(): Promise<string[]> {
			await settle();
			return rowsOf(terminal.emulator);
		},
		async text(): Promise<string> {
			return (await this.rows()).join('\n');
		},
		/** Every visible cell with its width, colours and attributes. */
		async cells(): Promise<string[][]> {
			await settle();
			return cellsOf(terminal.emulator);
		},
		/** Waits until the screen matches; its text. The deadline is in milliseconds. */
		async waitFor(wanted: RegExp | ((text: string) => boolean), deadline = 5000): Promise<string> {
			const end = Date.now() + deadline;
			for (;;) {
				screen.paint();
				const text = await this.text();
				if (wanted instanceof RegExp ? wanted.test(text) : wanted(text)) return text;
				if (Date.now() > end) throw new Error(`${wanted} did not come in ${deadline} ms. The screen:\n${text}`);
				await new Promise(resolve => setTimeout(resolve, 5));
			}
		},
		close() {
			ink.unmount();
			screen.stop();
		},
	};
}

function emulatedTerminal(columns: number, rows: number) {
	const events = new EventEmitter();
	const emulator = createEmulator(columns, rows);
	let written = '';
	const write = (data: string) => {
		written += data;
		emulator.write(data);
	};
	const port: TerminalPort = {
		get columns() {
			return emulator.cols;
		},
		get rows() {
			return emulator.rows;
		},
		isFull: false,
		enter: () => write('\u001b[?1049h\u001b[?25l\u001b[?7l\u001b[2J\u001b[H'),
		leave: () => write('\u001b[?7h\u001b[?25h\u001b[?1049l'),
		write,
		on: (event, listener) => void events.on(event, listener),
	};
	return Object.assign(port, {
		emulator,
		written: () => written,
		resize(newColumns: number, newRows: number) {
			emulator.resize(newColumns, newRows);
			events.emit('resize');
		},
	});
}

/** A stream that says it is a terminal, for Ink's raw mode. */
function fakeStdin() {
	const stream = new Readable({encoding: 'utf8', read() {}});
	return Object.assign(stream, {
		isTTY: true,
		setRawMode: () => stream,
		ref: () => stream,
		unref: () => stream,
	});
}
