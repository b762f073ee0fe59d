import {createHash} from 'node:crypto';
import {createStampedLines, packed} from './stamped-lines.ts';

/** The bytes of the stream from one place to another as they are in the journal. */
export type ReadGiven = (from: number, to: number) => AsyncIterable<Uint8Array>;

/** What a second reading of a log, or of its end, came to. */
export type Reading = {readonly bytes: number; readonly lines: number; readonly hash: string};

/** Reads stamped lines to their end and keeps nothing of them. */
export async function readingOf(source: AsyncIterable<Buffer | 'hole'>): Promise<Reading> {
	const parser = createStampedLines();
	parser.giveParts();
	const hash = createHash('sha1');
	let bytes = 0;
	let lines = 0;
	const add = (text: Buffer) => {
		hash.update(text);
		bytes += text.length;
	};
	for await (const chunk of source) {
		if (chunk === 'hole') continue;
		const batch = parser.push(chunk);
		lines += batch.times.length;
		add(packed(batch, 0, batch.times.length));
		add(batch.part);
	}
	add(parser.rest());
	return {bytes, lines, hash: hash.digest('hex')};
}

/** Whether the last bytes that were given are those of the reading; undefined when the journal does not have them any more. */
export async function isEndOf(given: number, reading: Reading, readGiven: ReadGiven): Promise<boolean | undefined> {
	if (reading.bytes > given) return false;
	const hash = createHash('sha1');
	let read = 0;
	for await (const bytes of readGiven(given - reading.bytes, given)) {
		hash.update(bytes);
		read += bytes.length;
	}
	return read < reading.bytes ? undefined : hash.digest('hex') === reading.hash;
}
