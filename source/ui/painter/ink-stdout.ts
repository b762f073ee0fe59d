import {Writable} from 'node:stream';

/** What Ink writes besides frames: cursor moves and modes, bracketed paste, keyboard protocol. */
const controlOnly = /^(?:\u001b\[(?:\?\d+[hl]|\?u|[<>]\d*u|\d*[A-K]|[su]))*$/;
const forTheTerminal = /\u001b\[(?:\?2004[hl]|\?u|[<>]\d*u)/g;

/** Takes what Ink writes. */
export type InkSink = {
	/** A whole frame, its rows without the blanks at their ends. */
	onFrame(rows: readonly string[]): void;
	/** Sequences that must reach the real terminal. */
	onControl(sequence: string): void;
};

/** The stream that Ink takes for the terminal. */
export type InkStdout = Writable & {readonly isTTY: true; columns: number; rows: number; resize(columns: number, rows: number): void};

/** With `debug: true`, Ink writes every frame whole, in one write, its rows joined by newlines and without cursor moves: those frames are handed on. */
export function createInkStdout(columns: number, rows: number, {onFrame, onControl}: InkSink): InkStdout {
	const stream = new Writable({
		decodeStrings: false,
		write(data: string | Buffer, _encoding, done) {
			const text = String(data);
			if (controlOnly.test(text)) {
				const sequences = text.match(forTheTerminal)?.join('');
				if (sequences) onControl(sequences);
			} else onFrame(text.split('\n'));
			done();
		},
	});
	// Every component that asks for the size of the window listens
	stream.setMaxListeners(0);
	const inkStdout = Object.assign(stream, {
		isTTY: true as const,
		columns,
		rows,
		resize(newColumns: number, newRows: number) {
			inkStdout.columns = newColumns;
			inkStdout.rows = newRows;
			inkStdout.emit('resize');
		},
	});
	return inkStdout;
}
