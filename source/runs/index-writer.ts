import {closeSync, fstatSync, ftruncateSync, openSync, readSync} from 'node:fs';
import {blockSize, endOf, entrySize, headerSize, linesIn, linesPerBlock, parseBlock, sizeFor} from './line-index.ts';
import {writeAll} from './write-all.ts';

/** The index of one log while it is made. */
export type IndexWriter = {
	/** Where the last whole line ends in the log, its newline included. */
	readonly end: number;
	/** Bytes of the log that were looked at: `end` and a beginning of a line. */
	readonly seen: number;
	/** Takes the next bytes of the log, from `seen` on. `times`: milliseconds since 1970, one for all lines or one for each. */
	add(bytes: Buffer, times: number | readonly number[]): void;
	/** Forgets the beginning of a line after `end`, when the log was cut there. */
	rewind(): void;
	/** Writes what was added. */
	save(): void;
	close(): void;
};

const capacity = 32 * blockSize;

/** Opens the index of a log to go on with it. What is torn or does not fit the log is cut off, and will be made again. */
export function openIndexWriter(path: string, log: number): IndexWriter {
	const file = openSync(path, openFlags(path), 0o600);
	const start = soundPartOf(file, log);
	ftruncateSync(file, sizeFor(start.lineCount));
	// All parts are of 8 bytes, so that numbers always stand where typed arrays want them.
	const numbers = new Uint32Array(capacity / 4);
	const reals = new Float64Array(numbers.buffer);
	const bytes = Buffer.from(numbers.buffer);
	let filled = 0; // Numbers that wait to be written
	let position = sizeFor(start.lineCount);
	let inBlock = start.lineCount % linesPerBlock;
	let {base, end} = start;
	let seen = end;

	const save = () => {
		if (filled === 0) return;
		writeAll(file, bytes, filled * 4, position);
		position += filled * 4;
		filled = 0;
	};

	const addLine = (length: number, time: number) => {
		if (inBlock === 0) {
			if (filled * 4 + blockSize > capacity) save();
			numbers[filled] = end >>> 0;
			numbers[filled + 1] = Math.floor(end / 2 ** 32);
			reals[filled / 2 + 1] = time;
			base = time;
			filled += headerSize / 4;
		} else if (filled * 4 + entrySize > capacity) {
			save();
		}
		// A clock that was set back, or fifty days in one block, cost the exact time and nothing else.
		numbers[filled] = Math.min(Math.max(0, time - base), 0xffff_ffff);
		numbers[filled + 1] = Math.min(length, 0xffff_ffff);
		filled += entrySize / 4;
		inBlock = (inBlock + 1) % linesPerBlock;
	};

	return {
		get end() {
			return end;
		},
		get seen() {
			return seen;
		},
		add(chunk, times) {
			const first = seen;
			// If a write fails in the middle, the rest is looked at again.
			seen = end;
			let line = 0;
			for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) {
				addLine(first + at - end, typeof times === 'number' ? times : (times[line++] ?? times.at(-1) ?? 0));
				end = first + at + 1;
				seen = end;
			}
			seen = first + chunk.length;
		},
		rewind() {
			seen = end;
		},
		save,
		close() {
			save();
			closeSync(file);
		},
	};
}

function openFlags(path: string): string {
	try {
		closeSync(openSync(path, 'ax', 0o600));
	} catch {
		// It is there: all the better.
	}
	return 'r+';
}

/** How many lines of an index agree with the log, going back block by block from its end. */
function soundPartOf(file: number, log: number): {lineCount: number; end: number; base: number} {
	const size = fstatSync(log).size;
	const newline = Buffer.alloc(1);
	const bytes = Buffer.alloc(blockSize);
	for (let lineCount = linesIn(fstatSync(file).size); lineCount > 0; ) {
		const number = Math.floor((lineCount - 1) / linesPerBlock);
		const count = lineCount - number * linesPerBlock;
		const length = readSync(file, bytes, 0, headerSize + count * entrySize, number * blockSize);
		const block = parseBlock(bytes.subarray(0, length));
		const end = endOf(block, block.count);
		if (end <= size && readSync(log, newline, 0, 1, end - 1) === 1 && newline[0] === 10) return {lineCount, end, base: block.base};
		lineCount = number * linesPerBlock;
	}
	return {lineCount: 0, end: 0, base: 0};
}
