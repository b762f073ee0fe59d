import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {readRecord, runFolderPath} from '../runs/run-folder.ts';
import {UserError} from '../user-error.ts';
import type {World} from '../world.ts';
import {keptPolyaxonfile} from './launch.ts';
import {parseOverrides} from './overrides.ts';
import {type StartOptions, startRun} from './start-run.ts';
import {findWholeRun} from './whole-run.ts';

/** Runs what a run ran, with its declarations and the `-P` flags over them, and the code as it is now. */
export async function rerunCommand(
	world: World,
	run: string | undefined,
	options: StartOptions & {param?: readonly string[]; engine?: string},
): Promise<number> {
	const added = parseOverrides(options.param);
	const {runId} = await findWholeRun(world, run);
	const folder = runFolderPath(world, runId);
	const record = await readRecord(folder);
	const overrides = {...parseOverrides(paramsOf(record.command)), ...added};
	const wish = {
		text: await readKept(join(folder, keptPolyaxonfile)),
		shown: join(folder, keptPolyaxonfile),
		overrides,
		codeFolder: record.codeFolder,
		engine: options.engine ?? record.engine,
	};
	return startRun(world, wish, {polyaxonfile: record.polyaxonfile, rerunOf: runId}, options);
}

/** What followed each `-P` when the run was started. */
function paramsOf(command: readonly string[]): readonly string[] {
	return command.filter((_, index) => command[index - 1] === '-P');
}

async function readKept(file: string): Promise<string> {
	try {
		return await readFile(file, 'utf8');
	} catch (error) {
		throw new UserError(`The polyaxonfile of this run is not kept (${file}). Start it with "polyaxon-tui run".`, 2, {cause: error});
	}
}
