import {readFile} from 'node:fs';
import {relative, resolve} from 'node:path';
import {promisify} from 'node:util';
import {findPolyaxonfile} from '../polyaxonfile/find.ts';
import type {Problem} from '../polyaxonfile/problem.ts';
import {UserError} from '../user-error.ts';
import type {World} from '../world.ts';

/** The text of a polyaxonfile and where it came from. */
export type Source = {
	/** Absolute. */
	readonly file: string;
	/** The path as it is shown: relative when it is in this folder. */
	readonly shown: string;
	readonly text: string;
	/** Said before anything else, such as other candidates in the folder. */
	readonly problems: readonly Problem[];
};

/** Takes a third of the time that the one of node:fs/promises does, which counts when there are a thousand. */
const readText = promisify(readFile);

/** Reads the files that `-f` names, the first lowest, else the one that the folder has. Throws a UserError when there is none or one cannot be read. */
export async function loadPolyaxonfiles(world: Pick<World, 'cwd'>, files: readonly string[] = []): Promise<readonly [Source, ...Source[]]> {
	const [first, ...others] = files;
	if (first === undefined) return [await loadFound(world)];
	return [await readSource(world, resolve(world.cwd, first), []), ...(await Promise.all(others.map(file => readSource(world, resolve(world.cwd, file), []))))];
}

async function loadFound(world: Pick<World, 'cwd'>): Promise<Source> {
	const {file: found, others} = await findPolyaxonfile(world.cwd);
	if (found === undefined) {
		throw new UserError('There is no polyaxonfile in this folder. Make one with "polyaxon-tui init", or name one with -f.');
	}
	const shown = relative(world.cwd, found);
	const problem: Problem = {
		code: 'several-files',
		severity: 'warning',
		message: `This folder has ${others.length + 1} polyaxonfiles. ${shown} is taken, not ${others.map(other => relative(world.cwd, other)).join(', ')}.`,
		hint: 'Name the one that you mean with -f.',
		path: [],
	};
	return readSource(world, resolve(world.cwd, found), others.length > 0 ? [problem] : []);
}

async function readSource(world: Pick<World, 'cwd'>, file: string, problems: readonly Problem[]): Promise<Source> {
	const fromHere = relative(world.cwd, file);
	const shown = fromHere.startsWith('..') ? file : fromHere;
	try {
		return {file, shown, text: await readText(file, 'utf8'), problems};
	} catch (error) {
		throw new UserError(reasonOf(shown, error), 2, {cause: error});
	}
}

function reasonOf(shown: string, error: unknown): string {
	const code = error instanceof Error && 'code' in error ? error.code : undefined;
	if (code === 'ENOENT') return `There is no file ${shown}. Check the path, or make the file with "polyaxon-tui init -o ${shown}".`;
	if (code === 'EISDIR') return `${shown} is a folder. Name the file in it with -f.`;
	if (code === 'EACCES' || code === 'EPERM') return `You have no right to read ${shown}. Change its rights.`;
	return `Could not read ${shown}: ${error instanceof Error ? error.message : String(error)}`;
}
