import {closeSync, fstatSync, readSync} from 'node:fs';
import {decodeLine} from './decode-line.ts';
import {type IndexReader, openIndexReader} from './index-reader.ts';
import {openIfThere} from './open-if-there.ts';
import {indexFile, logFile} from './run-folder.ts';

/** Reads any lines of a stream, while it grows or years later. All synchronous, with nothing but the files; the memory does not grow with the log. */
export type LogReader = {
	/** Looks at the files again. True when there is more than before. */
	refresh(): boolean;
	/** Lines that the index knows, and one more when bytes stand after them. */
	readonly lineCount: number;
	/** Lines that are ended by a newline; they will never change. */
	readonly wholeLineCount: number;
	/** Text of lines without their ends; longer ones are cut. */
	lines(from: number, count: number): readonly string[];
	/** When lines were written or first seen, in milliseconds since 1970. */
	times(from: number, count: number): readonly number[];
	/** How many lines from `from` on, at least one and at most `count`, have together no more than so many bytes. */
	countWithin(from: number, count: number, bytes: number): number;
	/** What stands in the log after the lines that the index knows, line for line: more than one only when no driver lives to index them. */
	tail(): Generator<readonly string[], void, void>;
	/** When the log was last seen to grow, in milliseconds since 1970. */
	readonly lastTime: number;
	close(): void;
};

const runSize = 1024 * 1024;

/** Opens a stream; its files need not be there yet. `maxBytes` of one line are given, then `… +N bytes`. */
export function openLog(folder: string, streamId: string, options: {readonly maxBytes?: number} = {}): LogReader {
	const {maxBytes = 65_536} = options;
	const index: IndexReader = openIndexReader(indexFile(folder, streamId));
	let log: number | undefined;
	let size = 0;
	let modifiedAt = 0;
	let buffer = Buffer.allocUnsafe(65_536);

	const lineCount = () => index.lineCount + (size > index.end ? 1 : 0);
	const lengthOf = (line: number) => (line < index.lineCount ? index.lengthOf(line) : size - index.end);
	const offsetOf = (line: number) => (line < index.lineCount ? index.offsetOf(line) : index.end);
	const countFrom = (from: number, count: number) => Math.max(0, Math.min(count, lineCount() - from));

	// The clock of the files is behind the one that dates whole lines.
	const timeOfLast = () => Math.max(modifiedAt, index.lineCount > 0 ? index.timeOf(index.lineCount - 1) : 0);

	const read = (position: number, length: number): Buffer => {
		if (buffer.length < length) buffer = Buffer.allocUnsafe(length);
		return buffer.subarray(0, log === undefined ? 0 : readSync(log, buffer, 0, length, position));
	};

	// A line that is longer than it may be shown: its beginning, or what a progress bar wrote last.
	const longLine = (position: number, length: number): string => {
		const end = read(position + length - maxBytes, maxBytes);
		const isProgress = end.subarray(0, -1).includes(13);
		const shown = isProgress ? end.subarray(end.indexOf(13) + 1) : read(position, maxBytes);
		return decodeLine(shown, 0, shown.length, isProgress ? 0 : length - maxBytes);
	};

	const textOf = (position: number, length: number): string =>
		length > maxBytes ? longLine(position, length) : decodeLine(read(position, length), 0, length, 0);

	// Or the end of the log.
	const newlineAfter = (position: number): number => {
		while (position < size) {
			const chunk = read(position, Math.min(runSize, size - position));
			const newline = chunk.indexOf(10);
			if (newline !== -1) return position + newline;
			if (chunk.length === 0) break;
			position += chunk.length;
		}
		return size;
	};

	const lastLine = (): string => {
		const length = size - index.end;
		const bytes = read(index.end, Math.min(length, maxBytes));
		// Written since the index was: the line is whole already, and others may stand after it.
		const newline = bytes.indexOf(10);
		if (newline !== -1) return decodeLine(bytes, 0, newline, 0);
		return textOf(index.end, length);
	};

	return {
		get lineCount() {
			return lineCount();
		},
		get wholeLineCount() {
			return index.lineCount;
		},
		refresh() {
			log ??= openIfThere(logFile(folder, streamId));
			// The index first: what it knows is in the log, which may only be ahead.
			const isLonger = index.refresh();
			if (log === undefined) return false;
			const stat = fstatSync(log);
			modifiedAt = Math.floor(stat.mtimeMs);
			if (stat.size === size) return isLonger;
			size = stat.size;
			return true;
		},
		lines(from, count) {
			const out: string[] = [];
			const end = from + countFrom(from, count);
			for (let line = from; line < end; ) {
				if (line >= index.lineCount) {
					out.push(lastLine());
					break;
				}
				const first = line;
				let bytes = 0;
				while (line < Math.min(end, index.lineCount) && bytes + lengthOf(line) < runSize) bytes += lengthOf(line++) + 1;
				if (line === first) {
					out.push(textOf(offsetOf(line), lengthOf(line)));
					line++;
					continue;
				}
				takeRun(first, line, bytes, out);
			}
			return out;
		},
		times(from, count) {
			return Array.from({length: countFrom(from, count)}, (_, line) => (from + line < index.lineCount ? index.timeOf(from + line) : timeOfLast()));
		},
		countWithin(from, count, bytes) {
			const most = countFrom(from, count);
			let taken = 0;
			for (let sum = 0; taken < most; taken++) {
				sum += lengthOf(from + taken) + 1;
				if (sum > bytes && taken > 0) break;
			}
			return taken;
		},
		get lastTime() {
			return timeOfLast();
		},
		*tail() {
			for (let at = index.end; at < size; ) {
				// A copy: the buffer is read into again while the lines are with the reader.
				const chunk = Buffer.from(read(at, Math.min(runSize, size - at)));
				if (chunk.length === 0) return;
				const end = chunk.lastIndexOf(10);
				if (end === -1) {
					const length = newlineAfter(at + chunk.length) - at;
					yield [textOf(at, length)];
					at += length + 1;
					continue;
				}
				const lines: string[] = [];
				for (let from = 0; from <= end; ) {
					const newline = chunk.indexOf(10, from);
					lines.push(newline - from > maxBytes ? longLine(at + from, newline - from) : decodeLine(chunk, from, newline, 0));
					from = newline + 1;
				}
				yield lines;
				at += end + 1;
			}
		},
		close() {
			index.close();
			if (log !== undefined) closeSync(log);
			log = undefined;
		},
	};

	// Lines that stand together in the log are read at once.
	function takeRun(first: number, end: number, bytes: number, out: string[]): void {
		const run = read(offsetOf(first), bytes);
		const long: Array<{at: number; line: number}> = [];
		let position = 0;
		for (let line = first; line < end; line++) {
			const length = lengthOf(line);
			if (length > maxBytes) long.push({at: out.push('') - 1, line});
			else out.push(decodeLine(run, position, position + length, 0));
			position += length + 1;
		}
		// These read into the same buffer, so they come after all others.
		for (const {at, line} of long) out[at] = longLine(offsetOf(line), lengthOf(line));
	}
}
