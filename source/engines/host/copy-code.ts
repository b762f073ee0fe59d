import {constants} from 'node:fs';
import {copyFile, lstat, mkdir, readdir, readlink, rm, symlink} from 'node:fs/promises';
import {dirname, join} from 'node:path';

const atOnce = 16;

/** Copies files and links from one folder to another, which is made anew. Returns those that had gone away. Throws when aborted, and what writing throws. */
export async function copyCode(from: string, to: string, paths: readonly string[], signal: AbortSignal): Promise<readonly string[]> {
	await rm(to, {recursive: true, force: true});
	await mkdir(to, {recursive: true, mode: 0o700});
	for (const folder of new Set(paths.map(path => dirname(path)))) await mkdir(join(to, folder), {recursive: true});
	const vanished: string[] = [];
	for (let index = 0; index < paths.length; index += atOnce) {
		signal.throwIfAborted();
		const batch = paths.slice(index, index + atOnce);
		const areCopied = await Promise.all(batch.map(path => copyEntry(join(from, path), join(to, path))));
		vanished.push(...batch.filter((_, position) => !areCopied[position]));
	}
	return vanished;
}

/** Puts what the build steps left below the code of the run, which wins wherever both have the same name. Can be done again. */
export async function layUnder(from: string, to: string, codePaths: ReadonlySet<string>, signal: AbortSignal): Promise<void> {
	const walk = async (folder: string): Promise<void> => {
		for (const entry of await readdir(join(from, folder), {withFileTypes: true})) {
			signal.throwIfAborted();
			const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
			if (codePaths.has(path)) continue;
			if (entry.isDirectory()) {
				await mkdir(join(to, path), {recursive: true});
				await walk(path);
			} else if (!(await isFolder(join(to, path)))) {
				await rm(join(to, path), {force: true});
				await copyEntry(join(from, path), join(to, path));
			}
		}
	};
	await walk('');
}

/** False when there is nothing (any more) that could be copied. */
async function copyEntry(from: string, to: string): Promise<boolean> {
	try {
		// Asked again: opening what has become a named pipe would wait for ever.
		const stats = await lstat(from);
		if (stats.isSymbolicLink()) await symlink(await readlink(from), to);
		else if (stats.isFile()) await copyFile(from, to, constants.COPYFILE_FICLONE);
		else return false;
		return true;
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
		throw error;
	}
}

async function isFolder(path: string): Promise<boolean> {
	return lstat(path).then(
		stats => stats.isDirectory(),
		() => false,
	);
}
