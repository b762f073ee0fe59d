import type {Stats} from 'node:fs';
import {lstat, readdir, readlink, realpath} from 'node:fs/promises';
import {isAbsolute, join, relative, sep} from 'node:path';
import {UserError} from '../user-error.ts';
import {type IgnoreRules, readIgnoreRules} from './ignore-rules.ts';
import type {CodeFile} from './plan.ts';

/** The reason of what has a name that Node cannot hand back to the system. */
export const notUtf8 = 'its name is not UTF-8';

/** Something in the code folder that cannot go along, and why. */
export type LeftOut = {readonly path: string; readonly reason: string};

export type CodeFolder = {
	/** Sorted by path. */
	readonly files: readonly CodeFile[];
	readonly leftOut: readonly LeftOut[];
	/** Folders in which nothing of all this stands, and that are not left out themselves. Sorted. */
	readonly emptyFolders: readonly string[];
	readonly rules: IgnoreRules;
};

/**
 * The files and empty folders of a code folder, sorted by path, less what `.polyaxonignore` (else `.dockerignore`) leaves out, and the links and special files that had to
 * stay behind. Links are never followed; `.git`, `.polyaxon` and the `others` (absolute paths) are no code. Throws a UserError when a folder cannot be read.
 */
export async function readCodeFolder(folder: string, signal: AbortSignal, others: readonly string[] = []): Promise<CodeFolder> {
	const root = await realpath(folder).catch(() => folder);
	const notCode = new Set(await Promise.all(others.map(other => realpath(other).catch(() => other))));
	const walk: Walk = {root, notCode, rules: await readIgnoreRules(root), files: [], leftOut: [], emptyFolders: [], signal};
	await walkFolder(walk, '');
	const byPath = (a: {path: string}, b: {path: string}) => (a.path < b.path ? -1 : 1);
	return {files: walk.files.sort(byPath), leftOut: walk.leftOut.sort(byPath), emptyFolders: walk.emptyFolders.sort(), rules: walk.rules};
}

type Walk = {
	readonly root: string;
	readonly notCode: ReadonlySet<string>;
	readonly rules: IgnoreRules;
	readonly files: CodeFile[];
	readonly leftOut: LeftOut[];
	readonly emptyFolders: string[];
	readonly signal: AbortSignal;
};

const neverCode = new Set(['.git', '.polyaxon']);

async function walkFolder(walk: Walk, folder: string): Promise<void> {
	walk.signal.throwIfAborted();
	const names = (await readNames(walk.root, folder)).filter(name => !neverCode.has(name) && !walk.notCode.has(join(walk.root, folder, name)));
	// One batch a folder: the thread pool works on four at a time, and memory stays bounded by the largest folder.
	const found = await Promise.all(
		names.map(async name => {
			const path = folder === '' ? name : `${folder}/${name}`;
			return {path, stats: await lstat(join(walk.root, path)).catch(() => undefined)};
		}),
	);
	for (const {path, stats} of found) {
		if (stats) await visit(walk, path, stats);
		// Else it went away since the folder was read, or its name cannot be written in UTF-8.
		else if (path.includes('\ufffd') && !walk.rules.isIgnored(path, false)) walk.leftOut.push({path, reason: notUtf8});
	}
}

async function visit(walk: Walk, path: string, stats: Stats): Promise<void> {
	const isIgnored = walk.rules.isIgnored(path, stats.isDirectory());
	if (stats.isDirectory()) {
		if (isIgnored && walk.rules.prunes) return;
		const before = countOf(walk);
		await walkFolder(walk, path);
		if (!isIgnored && countOf(walk) === before) walk.emptyFolders.push(path);
		return;
	}
	if (isIgnored) return;
	const target = stats.isSymbolicLink() ? await readlink(join(walk.root, path)).catch(() => '') : undefined;
	const reason = target === undefined ? whySpecialStays(stats) : await whyLinkStays(walk.root, path, target);
	if (reason) {
		walk.leftOut.push({path, reason});
		return;
	}
	// Only then the default rules count, which are not among these
	const isTakenBack = walk.rules.file === undefined && walk.rules.isTakenBack(path);
	const mode = stats.mode & 0o777;
	walk.files.push({path, size: stats.size, mode, isLink: target !== undefined, ...(target !== undefined && {target}), ...(isTakenBack && {isTakenBack})});
}

function countOf({files, leftOut, emptyFolders}: Walk): number {
	return files.length + leftOut.length + emptyFolders.length;
}

async function readNames(root: string, folder: string): Promise<readonly string[]> {
	try {
		return await readdir(join(root, folder));
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? error.code : undefined;
		if (folder !== '' && code === 'ENOENT') return [];
		if (code === 'ENOENT') throw new UserError(`There is no folder ${root}. Change to the folder with your code.`, 2, {cause: error});
		if (code === 'ENOTDIR') throw new UserError(`${root} is not a folder. Change to the folder with your code.`, 2, {cause: error});
		throw new UserError(`Cannot read the folder ${join(root, folder)}. Change its rights, or name it in .polyaxonignore.`, 2, {cause: error});
	}
}

async function whyLinkStays(root: string, path: string, target: string): Promise<string | undefined> {
	// An absolute link would lead from the copy back into the original.
	if (isAbsolute(target)) return `it is a link to the absolute path ${target}`;
	const written = join(root, path, '..', target);
	const real = await realpath(join(root, path)).catch(() => written);
	return isInside(root, written) && isInside(root, real) ? undefined : `it is a link out of the folder, to ${target}`;
}

function whySpecialStays(stats: Stats): string | undefined {
	if (stats.isFile()) return undefined;
	if (stats.isFIFO()) return 'it is a named pipe';
	if (stats.isSocket()) return 'it is a socket';
	return 'it is a device';
}

/** Whether an absolute path is the folder or in it. */
export function isInside(root: string, path: string): boolean {
	const way = relative(root, path);
	return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
