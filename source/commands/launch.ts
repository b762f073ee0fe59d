import {rmSync} from 'node:fs';
import {join} from 'node:path';
import type {RunId} from '../engines/engine.ts';
import {writeAtomically} from '../runs/atomic-file.ts';
import {reasonOf} from '../runs/file-error.ts';
import {startDriver} from '../runs/launch.ts';
import {createRunFolder, writeRecord} from '../runs/run-folder.ts';
import type {Standby} from '../runs/standby.ts';
import {UserError} from '../user-error.ts';
import type {World} from '../world.ts';
import type {ReadyRun, Wish} from './prepare-run.ts';

/** The polyaxonfile as it was read for a run, and each one that was laid over it, as they are kept in the run's folder: `rerun` reads them again. */
export function keptPolyaxonfile(number: number): string {
	return number === 1 ? 'polyaxonfile.yml' : `polyaxonfile.${number}.yml`;
}

/** Where a wish came from. */
export type Origin = {
	/** Absolute; absent when the text was never written. */
	readonly polyaxonfile?: string;
	/** Absolute: those that were laid over it. */
	readonly over?: readonly string[];
	readonly rerunOf?: RunId;
};

/** Makes the run's folder with all that its driver needs, and starts the driver, or takes the one that stands by. */
export async function launch(world: World, ready: ReadyRun, wish: Wish, origin: Origin, standby?: Standby): Promise<{runId: RunId; folder: string}> {
	const {runId, folder} = await createRunFolder(world);
	await writeRecord(folder, {
		runId,
		name: ready.name,
		kind: ready.specification.kind,
		engine: ready.engine.name,
		createdAt: world.now(),
		codeFolder: wish.codeFolder,
		polyaxonfile: origin.polyaxonfile,
		declarations: ready.specification.declarations,
		specification: ready.specification,
		plan: ready.plan(runId, folder),
		rerunOf: origin.rerunOf,
		command: commandFor(runId, wish, origin),
	});
	for (const [index, text] of [wish.text, ...(wish.over ?? []).map(each => each.text)].entries()) keepPolyaxonfile(folder, keptPolyaxonfile(index + 1), text);
	await startDriver(world, runId, standby);
	return {runId, folder};
}

// After the record, so that a folder without one is never left; and without it the run could not be made again.
function keepPolyaxonfile(folder: string, name: string, text: string): void {
	const file = join(folder, name);
	try {
		writeAtomically(file, text);
	} catch (error) {
		rmSync(folder, {recursive: true, force: true});
		throw new UserError(`Could not write ${file}: ${reasonOf(error)}`, 2, {cause: error});
	}
}

function commandFor(runId: RunId, {overrides}: Wish, {polyaxonfile, over = [], rerunOf}: Origin): readonly string[] {
	const params = Object.entries(overrides).flatMap(([name, value]) => ['-P', `${name}=${value}`]);
	return polyaxonfile === undefined
		? ['polyaxon-tui', 'rerun', rerunOf ?? runId, ...params]
		: ['polyaxon-tui', 'run', ...[polyaxonfile, ...over].flatMap(file => ['-f', file]), ...params];
}
