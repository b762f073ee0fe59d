import {randomBytes} from 'node:crypto';
import {open, realpath, rename, rm, stat} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';
import {UserError} from '../user-error.ts';

/** Writes a file so that a reader sees the old text or the new one, never a part. An existing file keeps its mode, a link its target. */
export async function saveFile(path: string, text: string): Promise<void> {
	try {
		await replace(await targetOf(path), text);
	} catch (error) {
		throw new UserError(reasonOf(path, error), 2, {cause: error});
	}
}

async function targetOf(path: string): Promise<string> {
	try {
		return await realpath(path);
	} catch (error) {
		if (codeOf(error) === 'ENOENT') return path;
		throw error;
	}
}

async function replace(target: string, text: string): Promise<void> {
	const mode = await modeOf(target);
	const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
	try {
		const file = await open(temporary, 'wx', mode ?? 0o666);
		try {
			await file.writeFile(text);
			// The umask may have taken bits that the existing file has.
			if (mode !== undefined) await file.chmod(mode);
			await file.sync();
		} finally {
			await file.close();
		}
		await rename(temporary, target);
	} catch (error) {
		await rm(temporary, {force: true});
		throw error;
	}
}

async function modeOf(target: string): Promise<number | undefined> {
	try {
		const found = await stat(target);
		if (found.isDirectory()) throw Object.assign(new Error('is a folder'), {code: 'EISDIR'});
		return found.mode & 0o7777;
	} catch (error) {
		if (codeOf(error) === 'ENOENT') return undefined;
		throw error;
	}
}

const reasons: Readonly<Record<string, string>> = {
	ENOSPC: 'the disk is full. Free some space and try again.',
	EDQUOT: 'your disk quota is used up. Free some space and try again.',
	EROFS: 'the disk is read-only. Choose another folder.',
	EACCES: 'you have no right to write there. Change the rights of the folder, or choose another one.',
	EPERM: 'you have no right to write there. Change the rights of the folder, or choose another one.',
	ENOENT: 'its folder does not exist. Make the folder first.',
	ENOTDIR: 'a part of its path is a file. Choose another path.',
	EISDIR: 'there is a folder of that name. Choose another name.',
};

function reasonOf(path: string, error: unknown): string {
	const code = codeOf(error);
	return `Could not write ${path}: ${reasons[code ?? ''] ?? (error instanceof Error ? error.message : String(error))}`;
}

function codeOf(error: unknown): string | undefined {
	return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
