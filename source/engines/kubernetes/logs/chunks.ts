import type {Readable} from 'node:stream';
import {ApiError} from '../client/api-error.ts';

/** Milliseconds in which more may come to what has come: the API server sends every line by itself, and a turn for each costs more than the line. */
const linger = 5;
/** Bytes for which nobody waits for more, and that are held at most. */
const enough = 256 * 1024;
const most = 1024 * 1024;

/** All that has come of a stream in some milliseconds, in one piece. 'idle' each time that nothing has come for `idleAfter` milliseconds. Throws as the stream does. */
export async function* chunksOf(stream: Readable, idleAfter: number): AsyncGenerator<Buffer | 'idle'> {
	let chunks: Buffer[] = [];
	let size = 0;
	// It may have ended before anybody listened
	let failure: {readonly error: unknown} | undefined = stream.errored ? {error: stream.errored} : undefined;
	let isOver = stream.destroyed;
	let wanted = 0;
	let wake = () => {};
	const take = (chunk: Buffer) => {
		chunks.push(chunk);
		size += chunk.length;
		if (size > most) stream.pause();
		if (size > wanted) wake();
	};
	const end = () => {
		isOver = true;
		wake();
	};
	const fail = (error: unknown) => {
		failure ??= {error};
		end();
	};
	/** Until there are more bytes than that, it is over, or the time is up. */
	const wait = async (bytes: number, time: number) => {
		wanted = bytes;
		if (size > bytes || isOver) return;
		await new Promise<void>(resolve => {
			const timer = setTimeout(resolve, time);
			wake = () => {
				clearTimeout(timer);
				resolve();
			};
		});
		wake = () => {};
	};

	stream.on('data', take).on('end', end).on('close', end).on('error', fail);
	try {
		for (;;) {
			await wait(0, idleAfter);
			if (size > 0) await wait(enough, linger);
			if (size > 0) {
				const chunk = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, size);
				chunks = [];
				size = 0;
				stream.resume();
				yield chunk;
			} else if (failure) {
				throw failure.error;
			} else if (isOver) {
				return;
			} else {
				yield 'idle';
			}
		}
	} finally {
		stream.off('data', take).off('end', end).off('close', end).off('error', fail);
		held(stream).destroy();
	}
}

/** A stream that may fail while nobody listens: chunksOf throws it later. */
export function held<Stream extends Readable>(stream: Stream): Stream {
	return stream.on('error', () => {});
}

/** All bytes of an answer that has an end, as chunksOf gives them. Throws an ApiError when nothing has come for `patience` milliseconds. */
export async function* bytesOf(stream: Readable, patience: number): AsyncGenerator<Buffer> {
	for await (const chunk of chunksOf(stream, patience)) {
		if (chunk === 'idle') throw new ApiError('timeout', 'The answer stopped coming in the middle.');
		yield chunk;
	}
}
