import {randomBytes} from 'node:crypto';
import {closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';

/** Writes a file of ours (mode 0600) so that a reader sees the old text or the new one, never a part, also after a power cut. */
export function writeAtomically(path: string, text: string): void {
	const temporary = temporaryFor(path);
	try {
		writeWhole(temporary, text);
		renameSync(temporary, path);
	} catch (error) {
		rmSync(temporary, {force: true});
		throw error;
	}
}

/** A name in the same folder that no other process and no other call uses. */
export function temporaryFor(path: string): string {
	return join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
}

/** Makes a new file with all of its text on the disk. */
export function writeWhole(path: string, text: string): void {
	const file = openSync(path, 'wx', 0o600);
	try {
		const bytes = Buffer.from(text);
		for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
		fsyncSync(file);
	} finally {
		closeSync(file);
	}
}
