import {readFile, stat} from 'node:fs/promises';
import {dirname, join, resolve} from 'node:path';

/** The checked-out branch of the repository that the folder belongs to, or the first letters of the commit. Undefined outside of one; never throws. */
export async function findGitBranch(folder: string): Promise<string | undefined> {
	for (let at = resolve(folder); ; at = dirname(at)) {
		const head = await readHead(join(at, '.git'));
		if (head !== undefined) return /^ref: refs\/heads\/(\S+)/.exec(head)?.[1] ?? /^[0-9a-f]{7}/.exec(head)?.[0];
		if (dirname(at) === at) return undefined;
	}
}

async function readHead(git: string): Promise<string | undefined> {
	try {
		if ((await stat(git)).isDirectory()) return await readFile(join(git, 'HEAD'), 'utf8');
		// A worktree or submodule: a file that names the folder (gitrepository-layout).
		const folder = /^gitdir: (.+)$/m.exec(await readFile(git, 'utf8'))?.[1];
		return folder === undefined ? undefined : await readFile(join(resolve(dirname(git), folder), 'HEAD'), 'utf8');
	} catch {
		return undefined;
	}
}
