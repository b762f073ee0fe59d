import type {Piece} from './piece.ts';

/** Bytes of a log, and when each newline in them was written (milliseconds since 1970). */
export type LogBytes = {readonly bytes: Buffer; readonly times: readonly number[]};

/** Puts the pieces of a log together to one text. */
export type LineJoiner = {
	push(piece: Piece): void;
	/** Parts that wait for the end of their line are given as they are: there is no more. */
	end(): void;
	/** What has come together since the last call, or undefined. */
	take(): LogBytes | undefined;
	/** Bytes of the whole text so far, those that were left out included. */
	readonly length: number;
};

const carriageReturn = 13;
/** A line that has no end in so many bytes is given in parts: memory is not for it. */
const longest = 1_000_000;

/**
 * Lines of stdout and stderr in the order of their ends, each whole, so that none is torn by the other. A line that is written over (a progress bar, `\r`)
 * is given as it comes, for nobody waits for its end. What comes out depends on the pieces alone, so who reads the log again gets the same bytes, and
 * leaves out the first `known` that it has.
 */
export function createLineJoiner(known = 0): LineJoiner {
	const waiting: readonly [Buffer[], Buffer[]] = [[], []];
	const sizes = [0, 0];
	const isOpen = [false, false];
	let chunks: Buffer[] = [];
	let times: number[] = [];
	let length = 0;

	const give = (bytes: Buffer) => {
		const isKnown = known - length;
		length += bytes.length;
		if (isKnown >= bytes.length) return;
		// A copy: what a parser gives is a part of a chunk that it may use again
		chunks.push(isKnown > 0 ? bytes.subarray(isKnown) : bytes);
	};

	const giveWaiting = (source: 0 | 1) => {
		for (const bytes of waiting[source]) give(bytes);
		waiting[source].length = 0;
		sizes[source] = 0;
	};

	return {
		push({source, isPart, time, text}) {
			if (isPart) {
				waiting[source].push(text);
				sizes[source]! += text.length;
				isOpen[source] ||= sizes[source]! > longest || text.includes(carriageReturn);
				if (isOpen[source]) giveWaiting(source);
				return;
			}
			giveWaiting(source);
			give(text);
			give(newline);
			if (length > known) times.push(time);
			isOpen[source] = false;
		},
		end() {
			giveWaiting(0);
			giveWaiting(1);
		},
		take() {
			if (chunks.length === 0) return undefined;
			const taken = {bytes: Buffer.concat(chunks), times};
			chunks = [];
			times = [];
			return taken;
		},
		get length() {
			return length;
		},
	};
}

const newline = Buffer.from('\n');
