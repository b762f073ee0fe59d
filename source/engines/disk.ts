import {constants} from 'node:fs';
import {access, stat, statfs} from 'node:fs/promises';
import {dirname} from 'node:path';
import type {Problem} from '../polyaxonfile/problem.ts';
import {formatSize} from '../terminal/format-size.ts';

/** Bytes that every run may need beside its code. */
export const leastFree = 50_000_000;

/** Rejects when `path` may not be used in that way, as `access` of node:fs/promises does. */
type Access = (path: string, mode: number) => Promise<void>;

/** Whether folders that exist or will be made can be written to, and have `least` bytes to spare. Nothing is created. */
export async function checkDisk(folders: readonly string[], least = leastFree, mayUse: Access = access): Promise<readonly Problem[]> {
	const problems = await Promise.all(folders.map(folder => checkFolder(folder, least, mayUse)));
	// Data and cache are often on the same disk: one message is enough.
	return problems.flat().filter((problem, index, all) => all.findIndex(other => other.message === problem.message) === index);
}

async function checkFolder(folder: string, least: number, mayUse: Access): Promise<readonly Problem[]> {
	const base = await nearestExisting(folder);
	const problem = (code: string, message: string, hint: string): readonly Problem[] => [{code, severity: 'error', message, hint, path: []}];
	try {
		if (!(await stat(base)).isDirectory())
			return problem(
				'disk-not-writable',
				`${base} is a file, and has to be a folder.`,
				'Move it away, or set XDG_DATA_HOME and XDG_CACHE_HOME to other folders.',
			);
		await mayUse(base, constants.W_OK | constants.X_OK);
	} catch (error) {
		const isReadOnly = error instanceof Error && 'code' in error && error.code === 'EROFS';
		const message = isReadOnly ? `The disk of ${base} is read-only.` : `You cannot write to ${base}.`;
		return problem('disk-not-writable', message, 'Change the rights, or set XDG_DATA_HOME and XDG_CACHE_HOME to other folders.');
	}
	const {bavail, bsize} = await statfs(base);
	const free = bavail * bsize;
	if (free >= least) return [];
	return problem(
		'disk-full',
		`The disk of ${base} has only ${formatSize(free)} free, and ${formatSize(least)} are needed.`,
		'Free some space, or set XDG_DATA_HOME and XDG_CACHE_HOME to another disk.',
	);
}

async function nearestExisting(folder: string): Promise<string> {
	let path = folder;
	while (path !== dirname(path)) {
		try {
			await stat(path);
			return path;
		} catch (error) {
			const code = error instanceof Error && 'code' in error ? error.code : undefined;
			if (code !== 'ENOENT' && code !== 'ENOTDIR') return path;
			path = dirname(path);
		}
	}
	return path;
}
