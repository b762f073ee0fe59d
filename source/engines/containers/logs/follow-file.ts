import {open} from 'node:fs/promises';
import {setTimeout as wait} from 'node:timers/promises';

/** Milliseconds between looks: short while something comes, then so rare that it costs nothing. */
const shortest = 10;
const longest = 150;
const chunkSize = 256 * 1024;

/**
 * The bytes of a file that grows, from its beginning, until `isOver` says that nobody writes any more, and all is read. An empty buffer tells that all was
 * given so far. Throws when aborted.
 */
export async function* followFile(path: string, isOver: () => boolean | Promise<boolean>, signal: AbortSignal, from = 0): AsyncGenerator<Buffer> {
	const file = await open(path);
	try {
		let position = from;
		for (let pause = shortest; ; ) {
			// Asked before the file is read, so that nothing is missed that was written just before the end
			const isLast = await isOver();
			for (;;) {
				signal.throwIfAborted();
				const buffer = Buffer.allocUnsafe(chunkSize);
				const {bytesRead} = await file.read(buffer, 0, chunkSize, position);
				if (bytesRead === 0) break;
				position += bytesRead;
				pause = shortest;
				yield buffer.subarray(0, bytesRead);
			}
			if (isLast) return;
			yield nothing;
			await wait(pause, undefined, {signal});
			pause = Math.min(longest, pause * 1.3);
		}
	} finally {
		await file.close();
	}
}

const nothing = Buffer.alloc(0);
