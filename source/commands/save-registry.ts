import {mkdir, readFile} from 'node:fs/promises';
import {dirname, relative} from 'node:path';
import {type RegistryChoice, registryLine, writeRegistry} from '../engines/kubernetes/settings/registry-choice.ts';
import {settingsFiles} from '../engines/settings.ts';
import {parseSettings} from '../engines/settings-file.ts';
import {saveFile} from '../polyaxonfile/save.ts';
import {UserError} from '../user-error.ts';
import type {World} from '../world.ts';

/** Puts a registry that was chosen into the project's settings file, which keeps all else that it says. What is said about it; throws a UserError when it cannot be done. */
export async function saveRegistry(world: Pick<World, 'cwd' | 'env'>, choice: RegistryChoice): Promise<string> {
	const [file] = settingsFiles(world);
	const shown = relative(world.cwd, file);
	const fail = (reason: string, cause?: unknown) =>
		new UserError(`The registry was not written to ${shown}: ${reason}. Add it by hand: ${registryLine(choice)}.`, 2, {cause});
	const text = await textOf(file).catch((error: unknown) => {
		throw fail(messageOf(error), error);
	});
	const settingsOf = (of: string) => parseSettings(of, file, path => path);
	let next: string;
	try {
		next = writeRegistry(text, choice);
	} catch (error) {
		throw fail(settingsOf(text).problems[0]?.message.replace(/\.$/, '') ?? messageOf(error), error);
	}
	const {kubernetes, problems} = settingsOf(next);
	if (kubernetes?.registry !== choice.registry || problems.length > settingsOf(text).problems.length)
		throw fail('the file is written in a way that cannot be added to');
	await mkdir(dirname(file), {recursive: true});
	await saveFile(file, next);
	return `${shown} got ${registryLine(choice)}.\n`;
}

async function textOf(file: string): Promise<string> {
	try {
		return await readFile(file, 'utf8');
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
		throw error;
	}
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
