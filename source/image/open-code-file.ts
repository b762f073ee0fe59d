import {close, constants, fstat, open, read} from 'node:fs';
import {readlink} from 'node:fs/promises';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {UserError} from '../user-error.ts';

// A third quicker than the handles of node:fs/promises, which counts when there are thousands of small files
const [openFile, statFile, readFile, closeFile] = [promisify(open), promisify(fstat), promisify(read), promisify(close)];

/** A file of the code folder, open for reading, and its size at that moment. */
export type OpenCodeFile = {readonly fd: number; readonly size: number; readonly path: string};

/** Opens a file of the code folder for as long as `work` takes; a link or something else that has come in its place is not followed. Throws a UserError. */
export async function withCodeFile<T>(codeFolder: string, path: string, work: (file: OpenCodeFile) => Promise<T>): Promise<T> {
	const file = await openCodeFile(codeFolder, path);
	try {
		return await work(file);
	} finally {
		await closeCodeFile(file);
	}
}

/** The same for who closes it later. */
export async function openCodeFile(codeFolder: string, path: string): Promise<OpenCodeFile> {
	// Without O_NONBLOCK a named pipe would be waited for
	const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
	const fd = await openFile(join(codeFolder, path), flags).catch(error => {
		throw whyNot(path, error);
	});
	const stats = await statFile(fd);
	if (stats.isFile()) return {fd, path, size: stats.size};
	await closeFile(fd);
	throw changed(path, 'became something else');
}

/** Closes what `openCodeFile` opened. */
export async function closeCodeFile({fd}: OpenCodeFile): Promise<void> {
	await closeFile(fd);
}

/**
 * Fills the buffer from a place of the file; how many bytes it holds now. What is written behind the end that it had when it was opened (a log that goes on) is
 * left out. Throws a UserError when the file has become shorter.
 */
export async function readPart({fd, path, size}: OpenCodeFile, buffer: Buffer, position: number): Promise<number> {
	const wanted = Math.min(buffer.length, size - position);
	let filled = 0;
	while (filled < wanted) {
		const {bytesRead} = await readFile(fd, buffer, filled, wanted - filled, position + filled);
		if (bytesRead === 0) throw changed(path, 'became shorter');
		filled += bytesRead;
	}
	return filled;
}

/** Throws a UserError when a link does not lead to where it did any more. */
export async function checkLink(codeFolder: string, path: string, target: string): Promise<void> {
	const now = await readlink(join(codeFolder, path)).catch(error => {
		throw whyNot(path, error);
	});
	if (now !== target) throw changed(path, 'leads to somewhere else');
}

function whyNot(path: string, error: unknown): UserError {
	const code = error instanceof Error && 'code' in error ? error.code : undefined;
	if (code === 'ENOENT' || code === 'ENOTDIR') return changed(path, 'went away', error);
	if (code === 'ELOOP' || code === 'EINVAL' || code === 'ENXIO') return changed(path, 'became something else', error);
	if (code === 'EACCES' || code === 'EPERM')
		return new UserError(`You have no right to read ${path}. Change its rights, or name it in .polyaxonignore.`, 2, {cause: error});
	return new UserError(`Cannot read ${path}: ${error instanceof Error ? error.message : String(error)}.`, 2, {cause: error});
}

function changed(path: string, how: string, cause?: unknown): UserError {
	return new UserError(`${path} ${how} while it was read for the image. Run it again when nothing writes to your code.`, 2, {cause});
}
