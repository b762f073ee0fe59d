import {relative, resolve} from 'node:path';
import {findPolyaxonfile} from '../polyaxonfile/find.ts';
import {readBytes} from '../polyaxonfile/read-bytes.ts';
import {saveFile} from '../polyaxonfile/save.ts';
import {textOfBytes} from '../polyaxonfile/text-of-bytes.ts';
import {UserError} from '../user-error.ts';
import {whyNotEditable} from '../wizard/from-polyaxonfile.ts';
import type {World} from '../world.ts';

/** The file that init writes, and what is in it now. */
export type Target = {
	/** Absolute. */
	readonly file: string;
	/** As people see it. */
	readonly shown: string;
	/** Absent when there is no such file yet. */
	readonly text?: string;
};

/** The file that `-o` names, else the one that the folder has, else a new polyaxonfile.yml. Throws a UserError when it cannot be read or edited. */
export async function findTarget(world: Pick<World, 'cwd'>, output: string | undefined): Promise<Target> {
	const found = output ?? (await findPolyaxonfile(world.cwd)).file ?? 'polyaxonfile.yml';
	const file = resolve(world.cwd, found);
	const fromHere = relative(world.cwd, file);
	const shown = fromHere.startsWith('..') ? file : fromHere;
	const text = await textOf(file, shown);
	const reason = text === undefined ? undefined : whyNotEditable(text);
	if (reason !== undefined) throw new UserError(`${shown}: ${reason}`);
	return {file, shown, text};
}

/** Writes the file, unless it is not any more what it was when the target was found. */
export async function writeTarget({file, shown, text: before}: Target, text: string): Promise<void> {
	if ((await textOf(file, shown)) !== before) {
		throw new UserError(
			`${shown} was ${before === undefined ? 'made' : 'changed'} by someone else meanwhile, so it was not written. Start again: polyaxon-tui init.`,
		);
	}
	if (text !== before) await saveFile(file, text);
}

async function textOf(file: string, shown: string): Promise<string | undefined> {
	try {
		return textOfBytes(await readBytes(file));
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? error.code : undefined;
		if (code === 'ENOENT') return undefined;
		if (code === 'EISDIR') throw new UserError(`${shown} is a folder. Name a file with -o.`, 2, {cause: error});
		if (code === 'ENOFILE' || code === 'ENOWRITER') throw new UserError(`${shown} is no file. Name another one with -o.`, 2, {cause: error});
		if (code === 'ENOTDIR') throw new UserError(`A part of the path ${shown} is a file. Name another file with -o.`, 2, {cause: error});
		if (code === 'EACCES' || code === 'EPERM')
			throw new UserError(`You have no right to read ${shown}. Change its rights, or name another file with -o.`, 2, {cause: error});
		throw error;
	}
}
