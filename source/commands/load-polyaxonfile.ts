import {relative, resolve} from 'node:path';
import {findPolyaxonfile} from '../polyaxonfile/find.ts';
import type {Problem} from '../polyaxonfile/problem.ts';
import {readBytes} from '../polyaxonfile/read-bytes.ts';
import {textOfBytes} from '../polyaxonfile/text-of-bytes.ts';
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

type Place = Pick<World, 'cwd' | 'stdin'>;

/** Reads the files that `-f` names, the first lowest, else the one that the folder has; `-` is the standard input. Throws a UserError when there is none or one cannot be read. */
export async function loadPolyaxonfiles(world: Place, files: readonly string[] = []): Promise<readonly [Source, ...Source[]]> {
	const [first, ...others] = files;
	if (first === undefined) return [await loadFound(world)];
	return [await readSource(world, first), ...(await Promise.all(others.map(file => readSource(world, file))))];
}

async function loadFound(world: Place): Promise<Source> {
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
	return readSource(world, found, others.length > 0 ? [problem] : []);
}

async function readSource({cwd, stdin}: Place, name: string, problems: readonly Problem[] = []): Promise<Source> {
	const file = name === '-' ? '/dev/stdin' : resolve(cwd, name);
	const fromHere = relative(cwd, file);
	const shown = name === '-' ? 'stdin' : fromHere === '' || fromHere.startsWith('..') ? file : fromHere;
	try {
		// By its path the input cannot be opened where it is a socket
		const bytes = file === '/dev/stdin' ? await readAll(stdin) : await readBytes(file);
		return {file, shown, text: textOfBytes(bytes), problems};
	} catch (error) {
		throw new UserError(reasonOf(shown, error), 2, {cause: error});
	}
}

async function readAll(stdin: World['stdin']): Promise<Buffer> {
	const pieces: Buffer[] = [];
	for await (const piece of stdin) pieces.push(Buffer.from(piece));
	return Buffer.concat(pieces);
}

function reasonOf(shown: string, error: unknown): string {
	const code = error instanceof Error && 'code' in error ? error.code : undefined;
	if (code === 'ENOENT') return `There is no file ${shown}. Check the path, or make the file with "polyaxon-tui init -o ${shown}".`;
	if (code === 'EISDIR') return `${shown} is a folder. Name the file in it.`;
	if (code === 'EACCES' || code === 'EPERM') return `You have no right to read ${shown}. Change its rights.`;
	if (code === 'ENOFILE' || code === 'ENXIO') return `${shown} is a device or a socket. Name a file.`;
	if (code === 'ENOWRITER') return `${shown} is a pipe, and nothing writes to it. Name a file, or start first what writes to the pipe.`;
	return `Could not read ${shown}: ${error instanceof Error ? error.message : String(error)}`;
}
