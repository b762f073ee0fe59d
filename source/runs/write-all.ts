import {writeSync} from 'node:fs';
import {codeOf} from './file-error.ts';

const patience = 30_000;
const pause = 250;

/** Writes all bytes, at `position` or where the file stands. A full disk is waited for up to 30 s, so that freeing space is enough to go on. */
export function writeAll(file: number, bytes: Uint8Array, length: number, position?: number): void {
	let waited = 0;
	for (let done = 0; done < length; ) {
		try {
			done += writeSync(file, bytes, done, length - done, position === undefined ? null : position + done);
		} catch (error) {
			const code = codeOf(error);
			if ((code !== 'ENOSPC' && code !== 'EDQUOT') || waited >= patience) throw error;
			// Nothing may overtake these bytes, so that the whole process waits.
			Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
			waited += pause;
		}
	}
}
