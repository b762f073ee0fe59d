import type {IncomingMessage} from 'node:http';
import {Readable} from 'node:stream';
import {faultOf} from './faults.ts';
import {onAbort} from './on-abort.ts';

/**
 * The bytes of an answer. Where IncomingMessage drops what it holds when the connection is cut, this gives all that has come before it ends with an ApiError.
 * It ends too when the signal is aborted.
 */
export function streamOf(answer: IncomingMessage, server: string, signal?: AbortSignal): Readable {
	let cut: Error | undefined;
	const stream = new Readable({
		read() {
			answer.resume();
			if (!cut) return;
			if (stream.readableLength === 0) stream.destroy(cut);
			// Nothing, so that the stream asks again when the reader has taken more.
			else stream.push(Buffer.alloc(0));
		},
		destroy(error, done) {
			forget();
			answer.destroy();
			done(error);
		},
	});
	const stop = () => stream.destroy(signal?.reason);
	const forget = onAbort(signal, stop);
	const fail = (error: unknown) => {
		if (cut || stream.destroyed) return;
		cut = faultOf(error, server);
		// What it still holds from a pause; it emits no more of it.
		const rest: Buffer | null = answer.read();
		if (rest) stream.push(rest);
		if (stream.readableLength === 0) stream.destroy(cut);
		else stream.push(Buffer.alloc(0));
	};
	answer.on('data', (chunk: Buffer) => {
		if (!stream.push(chunk)) answer.pause();
	});
	answer.on('end', () => (answer.complete ? stream.push(null) : fail(cutOff())));
	answer.on('error', fail);
	answer.on('close', () => answer.complete || fail(cutOff()));
	if (signal?.aborted) stop();
	return stream;
}

function cutOff(): Error {
	return Object.assign(new Error('The answer ended in the middle.'), {code: 'ECONNRESET'});
}
