import {closeSync, fstatSync, openSync, readSync} from 'node:fs';
import type {RunEvent} from '../engines/engine.ts';
import {writeAtomically} from './atomic-file.ts';
import {readEvents} from './event-file.ts';
import {eventsFile, handleFile, isStreamId} from './run-folder.ts';
import {isDone} from './run-state.ts';
import {openStreamLog, type StreamLog} from './stream-log.ts';
import {writeAll} from './write-all.ts';

/** Writes what happens in a run to its folder. One at a time: the holder of the driver's lock. */
export type Journal = {
	/** Records an event after all that were written before; a handle is on the disk when this returns. Log bytes may wait for flush(). */
	write(event: RunEvent): void;
	/** Takes what processes wrote into their log files into the index, at most about `limit` bytes of each, and flushes. True when anything was new. */
	indexFiles(limit?: number): boolean;
	/** Makes all that was written visible to readers. */
	flush(): Promise<void>;
	/** Flushes and lets go of the files. */
	close(): Promise<void>;
};

const bytesPerTurn = 64 * 1024 * 1024;

/** Opens the journal of a run to begin or to go on. What a killed writer left torn is ended or cut. `now`: milliseconds since 1970. */
export async function openJournal(folder: string, now: () => number = Date.now): Promise<Journal> {
	const streams = new Map<string, StreamLog>();
	const events = openSync(eventsFile(folder), 'a+', 0o600);
	endTornLine(events);
	for (const event of readEvents(folder)) if (event.type === 'stream-opened') openStream(event.stream.id, event.isFile);

	function openStream(id: string, isFile = false): StreamLog {
		const known = streams.get(id);
		if (known) return known;
		if (!isStreamId(id)) throw new Error(`A stream cannot be named ${JSON.stringify(id)}.`);
		const stream = openStreamLog(folder, id, isFile);
		streams.set(id, stream);
		return stream;
	}

	const indexFiles = (limit: number) => {
		flush();
		let isNew = false;
		for (const stream of streams.values()) if (stream.advance(now(), limit)) isNew = true;
		return isNew;
	};

	const flush = () => {
		for (const stream of streams.values()) stream.flush();
	};

	return {
		write(event) {
			if (event.type === 'log') return openStream(event.streamId).append(event.bytes, event.times);
			if (event.type === 'stream-opened') openStream(event.stream.id, event.isFile);
			// Who reads that a stream or a run has ended finds all of its lines.
			if (event.type === 'stream-state' || (event.type === 'status' && isDone(event.status))) indexFiles(Number.POSITIVE_INFINITY);
			flush();
			if (event.type === 'handle') writeAtomically(handleFile(folder), `${JSON.stringify(event.handle)}\n`);
			const line = Buffer.from(`${JSON.stringify(event)}\n`);
			writeAll(events, line, line.length);
		},
		indexFiles: (limit = bytesPerTurn) => indexFiles(limit),
		flush: async () => flush(),
		async close() {
			for (const stream of streams.values()) stream.close();
			closeSync(events);
		},
	};
}

function endTornLine(events: number): void {
	const {size} = fstatSync(events);
	const last = Buffer.alloc(1);
	if (size === 0 || (readSync(events, last, 0, 1, size - 1) === 1 && last[0] === 10)) return;
	writeAll(events, Buffer.from('\n'), 1);
}
