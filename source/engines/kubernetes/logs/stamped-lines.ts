import {crc32} from 'node:zlib';
import {noBash} from '../../command-script.ts';
import {canonicalStamp, createStampReader} from './stamp.ts';

const newline = 10;
const carriageReturn = 13;
/** A line that has no end in so many bytes is given in parts: memory is not for it. */
const longest = 1_000_000;
const nothing = Buffer.alloc(0);
const saying = Buffer.from(noBash);

type OpenLine = {readonly stamp: string; readonly time: number; readonly hash: number};

/** Lines that came in one piece: `<stamp> <text>` each, or the rest of a line whose beginning was given before. */
export type Lines = {
	readonly data: Buffer;
	/** Where each line begins in `data`, where its text does, and where its newline is. */
	readonly starts: readonly number[];
	readonly texts: readonly number[];
	readonly ends: readonly number[];
	/** Milliseconds since 1970. */
	readonly times: readonly number[];
	/** What has come of a line that has no end yet and is not waited for. */
	readonly part: Buffer;
	/** The stamp of the first line and the CRC-32 of what was given before of its text; undefined when that line is whole. */
	readonly open: OpenLine | undefined;
};

/** Takes what the API server sends for `timestamps=true` apart, however it is cut. */
export type StampedLines = {
	push(chunk: Buffer): Lines;
	/** The text of a last line without its newline, as far as it was not given: what comes after it is not known. */
	rest(): Buffer;
	/** From now on a progress bar and very long lines are given in parts; what waits of one is given with the next push. */
	giveParts(): void;
};

/**
 * `onMessage` gets the lines without a stamp: the kubelet's own words, or the rest of a line that began before `sinceTime` (in cri-client logs.go the
 * parts of a long line are compared with it one by one, and only the first has the stamp). It also gets `noBash`, which is no line of the command: left
 * out here it is left out of each reading, so that they stay alike.
 */
export function createStampedLines(onMessage: (line: Buffer) => void = () => {}): StampedLines {
	const stamps = createStampReader();
	let waiting: Buffer[] = [];
	let size = 0;
	let hasReturn = false;
	let canGiveParts = false;
	let open: OpenLine | undefined;

	const part = (): Buffer => {
		const bytes = waiting.length === 1 ? waiting[0]! : Buffer.concat(waiting);
		const text = open ? 0 : stamps.read(bytes, 0, bytes.length);
		if (text === -1) return nothing;
		const {stamp, time} = open ?? {stamp: canonicalStamp(bytes.toString('latin1', 0, text - 1)) ?? '', time: stamps.time};
		open = {stamp, time, hash: crc32(bytes.subarray(text), open?.hash)};
		waiting = [];
		size = 0;
		return bytes.subarray(text);
	};

	return {
		giveParts() {
			canGiveParts = true;
		},
		rest() {
			if (size === 0) return nothing;
			const bytes = Buffer.concat(waiting);
			if (open) return bytes;
			const text = stamps.read(bytes, 0, bytes.length);
			return text === -1 ? nothing : bytes.subarray(text);
		},
		push(chunk) {
			const starts: number[] = [];
			const texts: number[] = [];
			const ends: number[] = [];
			const times: number[] = [];
			const wasOpen = open;
			let data = chunk;
			let start = 0;
			let end = chunk.indexOf(newline);
			if (end !== -1 && size > 0) {
				data = Buffer.concat([...waiting, chunk]);
				end += size;
			}
			if (end !== -1) {
				waiting = [];
				size = 0;
			}
			for (; end !== -1; end = data.indexOf(newline, start)) {
				const text = open ? 0 : stamps.read(data, start, end);
				if (text === -1) onMessage(data.subarray(start, end));
				else if (!open && end - text === saying.length && saying.equals(data.subarray(text, end))) onMessage(saying);
				else {
					starts.push(start);
					texts.push(text);
					ends.push(end);
					times.push(open ? open.time : stamps.time);
				}
				open = undefined;
				start = end + 1;
			}
			const rest = data.subarray(start);
			if (start > 0) hasReturn = false;
			hasReturn ||= rest.includes(carriageReturn);
			if (rest.length > 0) waiting.push(rest);
			size += rest.length;
			const isPart = canGiveParts && size > 0 && (size > longest || open !== undefined || hasReturn);
			return {data, starts, texts, ends, times, part: isPart ? part() : nothing, open: wasOpen};
		},
	};
}

/** The stamp of one line, canonical. */
export function stampAt({data, starts, texts, open}: Lines, line: number): string {
	if (line === 0 && open) return open.stamp;
	return canonicalStamp(data.toString('latin1', starts[line], texts[line]! - 1)) ?? '';
}

/** CRC-32 of the text of one line. */
export function hashAt({data, texts, ends, open}: Lines, line: number): number {
	return crc32(data.subarray(texts[line], ends[line]), line === 0 ? open?.hash : undefined);
}

/** The texts of some lines one behind the other, with their newlines. Moved together within `data`, of which these lines cannot be read any more. */
export function packed({data, texts, ends}: Lines, from: number, to: number): Buffer {
	if (from >= to) return nothing;
	const begin = texts[from]!;
	let at = ends[from]! + 1;
	for (let line = from + 1; line < to; line++) {
		const text = texts[line]!;
		const end = ends[line]! + 1;
		data.copyWithin(at, text, end);
		at += end - text;
	}
	return data.subarray(begin, at);
}
