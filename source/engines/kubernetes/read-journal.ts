import {createReadStream} from 'node:fs';
import {stat} from 'node:fs/promises';
import {setTimeout as wait} from 'node:timers/promises';

/** Milliseconds for what was given to come to the disk. */
const usualPatience = 30_000;

/** The bytes of a stream's log from one place to another; fewer when they do not come to the disk in time, none of a log that was deleted. */
export async function* readJournal(file: string, from: number, to: number, signal: AbortSignal, patience = usualPatience): AsyncGenerator<Uint8Array> {
	if (from >= to) return;
	for (const start = performance.now(); ; ) {
		const size = await stat(file).then(
			stats => stats.size,
			() => 0,
		);
		if (size >= to || performance.now() - start > patience) break;
		await wait(20, undefined, {signal});
	}
	try {
		yield* createReadStream(file, {start: from, end: to - 1, highWaterMark: 1 << 20});
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
	}
}
