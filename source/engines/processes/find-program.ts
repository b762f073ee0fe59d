import {accessSync, constants, statSync} from 'node:fs';
import {delimiter, isAbsolute, join} from 'node:path';
import type {World} from '../../world.ts';

/** Absolute path of a program in the user's PATH, as the shell would find it, or undefined. */
export function findProgram({env, cwd}: Pick<World, 'env' | 'cwd'>, name: string): string | undefined {
	const folders = (env.PATH ?? '/usr/local/bin:/usr/bin:/bin').split(delimiter);
	return folders.map(folder => join(isAbsolute(folder) ? folder : join(cwd, folder), name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return statSync(path).isFile();
	} catch {
		return false;
	}
}
