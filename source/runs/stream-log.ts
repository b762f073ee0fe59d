import {closeSync, fstatSync, ftruncateSync, openSync, readSync} from 'node:fs';
import {codeOf} from './file-error.ts';
import {type IndexWriter, openIndexWriter} from './index-writer.ts';
import {indexFile, logFile} from './run-folder.ts';
import {writeAll} from './write-all.ts';

/** One stream's log and index, on the writing side. */
export type StreamLog = {
	/** Adds whole lines, for a stream that comes through us. */
	append(bytes: Uint8Array, times: readonly number[]): void;
	/** Indexes what a process wrote into the file since the last call, at most about `limit` bytes. True when there was anything new. */
	advance(now: number, limit: number): boolean;
	flush(): void;
	close(): void;
};

type Opened = {readonly log: number; readonly index: IndexWriter};

const chunkSize = 256 * 1024;
/** Milliseconds by which the time of a file may be behind the clock, or a look at it late. */
const coarse = 1000;
// One for all streams: it is used up before the call that filled it ends.
const chunk = Buffer.allocUnsafe(chunkSize);

/** Opens nothing yet: the file of an `isFile` stream is made by its process. */
export function openStreamLog(folder: string, id: string, isFile: boolean): StreamLog {
	let files: Opened | undefined;
	let hasAppended = false;
	let waiting: Buffer | undefined;
	let waitingTimes: number[] = [];
	let filled = 0;

	const open = (): Opened => {
		if (files) return files;
		const log = openSync(logFile(folder, id), isFile ? 'r' : 'a+', 0o600);
		files = {log, index: openIndexWriter(indexFile(folder, id), log)};
		return files;
	};

	const save = (bytes: Buffer, times: readonly number[]) => {
		const {log, index} = open();
		// In this order: a line that is in the index is in the log.
		writeAll(log, bytes, bytes.length);
		index.add(bytes, times);
		index.save();
	};

	const flush = () => {
		if (filled === 0 || !waiting) return;
		save(waiting.subarray(0, filled), waitingTimes);
		filled = 0;
		waitingTimes = [];
	};

	return {
		append(bytes, times) {
			if (!hasAppended) dropTornLine(open());
			hasAppended = true;
			if (filled + bytes.length > chunkSize) flush();
			if (bytes.length > chunkSize / 2) {
				flush();
				return save(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), times);
			}
			waiting ??= Buffer.allocUnsafe(chunkSize);
			waiting.set(bytes, filled);
			filled += bytes.length;
			for (const time of times) waitingTimes.push(time);
		},
		advance(now, limit) {
			if (hasAppended) return false;
			try {
				// Also for a stream that comes through us: an earlier writer may have died between the lines and their index.
				return readOn(open(), now, limit);
			} catch (error) {
				if (codeOf(error) === 'ENOENT') return false;
				throw error;
			}
		},
		flush,
		close() {
			flush();
			if (!files) return;
			files.index.close();
			closeSync(files.log);
			files = undefined;
		},
	};
}

function readOn({log, index}: Opened, now: number, limit: number): boolean {
	// A process that never stops writing must not keep us here.
	const {size, mtimeMs} = fstatSync(log);
	const until = Math.min(size, index.seen + limit);
	// Who comes late (a driver after a dead one) must not date the lines by its coming.
	const time = now - mtimeMs < coarse ? now : Math.floor(mtimeMs);
	if (index.seen >= until) return false;
	while (index.seen < until) {
		const length = readSync(log, chunk, 0, Math.min(chunkSize, until - index.seen), index.seen);
		if (length === 0) break;
		index.add(chunk.subarray(0, length), time);
	}
	index.save();
	return true;
}

// Lines come whole, so that a beginning of one was torn by the death of an earlier writer.
function dropTornLine({log, index}: Opened): void {
	readOn({log, index}, Date.now(), Number.POSITIVE_INFINITY);
	if (index.seen > index.end) ftruncateSync(log, index.end);
	index.rewind();
}
