import {EventEmitter} from 'node:events';
import {writeSync} from 'node:fs';
import process from 'node:process';
import type {WriteStream} from 'node:tty';

/** What the screen needs of a terminal; tests put an emulator behind it. */
export type TerminalPort = {
	readonly columns: number;
	readonly rows: number;
	/** True while the terminal has not taken the last write: do not paint before `drain`. */
	readonly isFull: boolean;
	/** Takes the terminal: alternate screen, hidden cursor, no automatic line breaks. */
	enter(): void;
	/** Gives the terminal back as it was. Synchronous and may be called at any time, any number of times. */
	leave(): void;
	write(data: string): void;
	on(event: 'resize' | 'drain' | 'gone', listener: () => void): void;
};

/** The real terminal. */
export type Terminal = TerminalPort & {
	/** Resolves when the terminal has taken all that was written; nothing is painted meanwhile. */
	drained(): Promise<void>;
	/** Leaves and lets go of the streams. */
	dispose(): void;
};

const enterSequence = '\u001b[?1049h\u001b[?25l\u001b[?7l\u001b[0m\u001b[2J\u001b[H';
// CAN first: a half-written sequence must not swallow what follows
const leaveSequence = '\u0018\u001b[?2026l\u001b[0m\u001b[?7h\u001b[?2004l\u001b[?25h\u001b[?1049l';

/** The last of what others tried to print that is kept, in UTF-16 units. */
const longestStray = 64 * 1024;

/** The only module that writes to the terminal while it is ours: what others write to `guarded` streams comes out after leaving. */
export function createTerminal(stdout: WriteStream, guarded: readonly WriteStream[] = [stdout]): Terminal {
	const events = new EventEmitter<{resize: []; drain: []; gone: []}>();
	const write = stdout.write.bind(stdout);
	let isOurs = false;
	let isFull = false;
	let isDraining = false;
	let stray = '';
	let unguard = () => {};

	const onResize = () => events.emit('resize');
	const onError = () => events.emit('gone');
	const onDrain = () => {
		isFull = false;
		events.emit('drain');
	};

	const leave = () => {
		if (!isOurs) return;
		isOurs = false;
		unguard();
		writeAllSync(stdout, leaveSequence + stray);
		setBlocking(stdout, true);
		stray = '';
	};

	stdout.on('resize', onResize);
	stdout.on('drain', onDrain);
	stdout.on('error', onError);
	process.on('exit', leave);

	return {
		get columns() {
			return stdout.columns || 80;
		},
		get rows() {
			return stdout.rows || 24;
		},
		get isFull() {
			return isFull || isDraining;
		},
		enter() {
			if (isOurs) return;
			isOurs = true;
			setBlocking(stdout, false);
			write(enterSequence);
			unguard = guard(guarded, text => {
				stray = (stray + text).slice(-longestStray);
			});
		},
		leave,
		write(data) {
			if (isOurs) isFull = !write(data);
		},
		on(event, listener) {
			events.on(event, listener);
		},
		async drained() {
			isDraining = true;
			// A write that is not large enough to make the stream full can still be waiting
			await new Promise<void>(resolve => write('', () => resolve()));
			isDraining = false;
		},
		dispose() {
			leave();
			events.removeAllListeners();
			stdout.off('resize', onResize);
			stdout.off('drain', onDrain);
			stdout.off('error', onError);
			process.off('exit', leave);
		},
	};
}

/** Node makes writes to a terminal block; then a slow or stopped terminal would stop the whole program. */
function setBlocking(stdout: WriteStream, isBlocking: boolean): void {
	(stdout as {_handle?: {setBlocking?(isBlocking: boolean): void}})._handle?.setBlocking?.(isBlocking);
}

function guard(streams: readonly WriteStream[], onStray: (text: string) => void): () => void {
	const originals = streams.map(stream => ({stream, write: stream.write}));
	for (const stream of streams) {
		stream.write = (data: string | Uint8Array, encoding?: unknown, done?: unknown) => {
			onStray(typeof data === 'string' ? data : Buffer.from(data).toString());
			const callback = typeof encoding === 'function' ? encoding : done;
			if (typeof callback === 'function') callback();
			return true;
		};
	}
	return () => {
		for (const {stream, write} of originals) stream.write = write;
	};
}

/** Writes past the stream's queue: nothing may be lost when the process ends right after. Gives up when the terminal takes nothing for 5 s. */
function writeAllSync(stdout: WriteStream, data: string): void {
	let rest = Buffer.from(data);
	for (let tries = 0; rest.length > 0 && tries < 1000; tries++) {
		try {
			rest = rest.subarray(writeSync((stdout as WriteStream & {readonly fd: number}).fd, rest));
		} catch (error) {
			if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) return;
			Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
		}
	}
}
