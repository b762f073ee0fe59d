import {closeSync, readSync} from 'node:fs';
import {watchRun} from './follow.ts';
import {openIfThere} from './open-if-there.ts';
import {logFile} from './run-folder.ts';

const chunkSize = 256 * 1024;

/** The bytes of a stream as they were written: those that are there, and with `follow` those that come until the run is done. */
export async function* rawLog(
	folder: string,
	streamId: string,
	signal: AbortSignal,
	options: {readonly follow?: boolean} = {},
): AsyncGenerator<Uint8Array, void, void> {
	let file: number | undefined;
	let position = 0;
	const path = logFile(folder, streamId);

	function* news(): Generator<Uint8Array, void, void> {
		file ??= openIfThere(path);
		for (;;) {
			const chunk = Buffer.allocUnsafe(chunkSize);
			const length = file === undefined ? 0 : readSync(file, chunk, 0, chunkSize, position);
			if (length === 0) return;
			position += length;
			yield chunk.subarray(0, length);
		}
	}

	try {
		if (options.follow) for await (const _ of watchRun(folder, signal)) yield* news();
		yield* news();
	} finally {
		if (file !== undefined) closeSync(file);
	}
}
