import {type FileHandle, open} from 'node:fs/promises';
import {join} from 'node:path';

/** The log of a stream in the folder of its run. */
export function logFileOf(runFolder: string, stream: string): string {
	return join(runFolder, 'logs', `${stream}.log`);
}

const step = 65_536;

/** How many bytes of a stream's log stay when a driver takes over: the journal cuts off a line that was torn by the death of the one before. */
export async function knownBytes(runFolder: string, stream: string): Promise<number> {
	let file: FileHandle;
	try {
		file = await open(logFileOf(runFolder, stream));
	} catch {
		return 0;
	}
	try {
		const buffer = Buffer.alloc(step);
		for (let end = (await file.stat()).size; end > 0; end -= Math.min(step, end)) {
			const from = Math.max(0, end - step);
			const {bytesRead} = await file.read(buffer, 0, end - from, from);
			const last = buffer.subarray(0, bytesRead).lastIndexOf(10);
			if (last !== -1) return from + last + 1;
		}
		return 0;
	} finally {
		await file.close();
	}
}
