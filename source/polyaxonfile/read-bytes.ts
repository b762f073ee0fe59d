import {closeSync, constants, fstatSync, openSync, readFileSync, readSync} from 'node:fs';
import {setTimeout as pause} from 'node:timers/promises';

/** What keeps bytes from being read, besides what the system says. */
export type NoBytes = 'ENOFILE' | 'ENOWRITER';

/** So long a pipe that has a name may be without a program that writes to it. */
const longestWait = 3000;

/**
 * The bytes of a file, or of a pipe until its writers have closed it (`<(…)` of a shell is one). Throws what the system says, EISDIR of a
 * folder, ENOFILE of a device, and ENOWRITER of a pipe that nothing writes to. Small files are read sooner so than through threads.
 */
export async function readBytes(file: string): Promise<Buffer> {
	// Without O_NONBLOCK the opening of a pipe waits for a writer, and keeps the process from ending
	const descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
	try {
		const found = fstatSync(descriptor);
		if (found.isFIFO()) return await readPipe(descriptor, file);
		if (!found.isFile()) throw Object.assign(new Error('no file'), {code: found.isDirectory() ? 'EISDIR' : ('ENOFILE' satisfies NoBytes)});
		return readFileSync(descriptor);
	} finally {
		closeSync(descriptor);
	}
}

async function readPipe(descriptor: number, file: string): Promise<Buffer> {
	const pieces: Buffer[] = [];
	const end = Date.now() + longestWait;
	for (;;) {
		const piece = readPiece(descriptor);
		const isEmpty = piece?.length === 0;
		if (piece && !isEmpty) pieces.push(piece);
		// A pipe without a name had its writer from the start
		else if (isEmpty && (pieces.length > 0 || /^\/(?:dev|proc)\//.test(file))) return Buffer.concat(pieces);
		else if (isEmpty && Date.now() > end) throw Object.assign(new Error('no writer'), {code: 'ENOWRITER' satisfies NoBytes});
		else await pause(10);
	}
}

/** What is in a pipe now: empty when nothing writes to it, undefined when what does has written nothing yet. */
function readPiece(descriptor: number): Buffer | undefined {
	const buffer = Buffer.allocUnsafe(65_536);
	try {
		return buffer.subarray(0, readSync(descriptor, buffer));
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return undefined;
		throw error;
	}
}
