import type {LogPiece, LogPosition} from './piece.ts';
import {hashAt, type Lines, packed, stampAt} from './stamped-lines.ts';

/** What is in the journal already: its size in bytes, and the last position that was saved. */
export type Known = {readonly bytes: number; readonly position?: LogPosition};

type Bytes = Extract<LogPiece, {type: 'bytes'}>;

/** The text of a log while it is given, however often parts of it are read again: nothing is given twice. */
export type LogText = {
	/** The end of the last whole line that was read. */
	readonly position: LogPosition | undefined;
	/** Bytes of the stream that were given, those of earlier drivers included. */
	readonly given: number;
	/** Lines up to `given`. */
	readonly lines: number;
	/** Reading goes on behind the position; what was given of the text behind it is left out when it comes again. */
	goBack(): void;
	/** What comes next is new, whatever was given behind the position. */
	goOn(): void;
	take(lines: Lines, from: number, to: number): Bytes | undefined;
	/** A part of a line, or a last line without its newline. */
	takePart(bytes: Buffer): Bytes | undefined;
};

export function createLogText(known: Known): LogText {
	// A position that is not in the journal leads past what is missing there
	let position = known.position && known.position.bytes <= known.bytes ? known.position : undefined;
	let at = position?.bytes ?? 0;
	let given = known.bytes;
	let lines = position?.lines ?? 0;
	let most = lines;
	let hasPart = false;
	/** How often each text came with the stamp of the position, by its hash. */
	let counts = new Map<number, number>(position && [[position.hash, position.count]]);

	const give = (bytes: Buffer, times: readonly number[]): Bytes | undefined => {
		const isKnown = Math.min(bytes.length, Math.max(0, given - at));
		at += bytes.length;
		if (isKnown === bytes.length) return undefined;
		given = at;
		if (isKnown === 0) return {type: 'bytes', bytes, times};
		let newlines = 0;
		for (let index = bytes.indexOf(10); index !== -1 && index < isKnown; index = bytes.indexOf(10, index + 1)) newlines++;
		return {type: 'bytes', bytes: bytes.subarray(isKnown), times: times.slice(newlines)};
	};

	const countRun = (batch: Lines, from: number, to: number): {stamp: string; hash: number} => {
		const stamp = stampAt(batch, to - 1);
		let first = to - 1;
		while (first > from && batch.times[first - 1] === batch.times[to - 1] && stampAt(batch, first - 1) === stamp) first--;
		if (first > from || position?.stamp !== stamp) counts = new Map();
		let hash = 0;
		for (let line = first; line < to; line++) {
			hash = hashAt(batch, line);
			counts.set(hash, (counts.get(hash) ?? 0) + 1);
		}
		return {stamp, hash};
	};

	return {
		get position() {
			return position;
		},
		get given() {
			return given;
		},
		get lines() {
			return most + (hasPart ? 1 : 0);
		},
		goBack() {
			at = position?.bytes ?? 0;
			lines = position?.lines ?? 0;
		},
		goOn() {
			at = given;
			lines = most;
		},
		take(batch, from, to) {
			if (from >= to) return undefined;
			const {stamp, hash} = countRun(batch, from, to);
			lines += to - from;
			most = Math.max(most, lines);
			hasPart = false;
			const piece = give(packed(batch, from, to), from === 0 && to === batch.times.length ? batch.times : batch.times.slice(from, to));
			position = {stamp, hash, count: counts.get(hash) ?? 1, lines, bytes: at};
			return piece;
		},
		takePart(bytes) {
			if (bytes.length === 0) return undefined;
			hasPart = true;
			return give(bytes, []);
		},
	};
}
