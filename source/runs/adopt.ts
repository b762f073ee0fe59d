import {existsSync} from 'node:fs';
import type {FoundRun} from '../engines/containers/found-runs.ts';
import {UserError} from '../user-error.ts';
import type {World} from '../world.ts';
import {writeAtomically} from './atomic-file.ts';
import {handleFile, isRunId, makeRooms, recordFile, runFolderPath, writeRecord} from './run-folder.ts';

/** Makes the folder of a run anew that is known by its container alone: whoever drives it goes on from there. Throws a UserError when another folder has it. */
export async function adoptRun(world: World, run: FoundRun): Promise<void> {
	const {runId, name, kind, engine, createdAt, codeFolder} = run;
	if (!isRunId(runId)) throw new UserError(`A container says that it belongs to the run ${runId}, which is no id of a run.`);
	if (existsSync(recordFile(run.runFolder)))
		throw new UserError(`${runId} has its folder in ${run.runFolder}. Set XDG_DATA_HOME as it was when the run was started.`);
	const folder = runFolderPath(world, runId);
	makeRooms(folder);
	writeAtomically(handleFile(folder), `${JSON.stringify(run.handle)}\n`);
	await writeRecord(folder, {
		...{runId, name, kind, engine, createdAt, codeFolder, declarations: {}, plan: run.plan(folder), command: []},
		specification: {version: 1, kind, name, tags: [], declarations: {}, environment: {secret_refs: [], configmap_refs: []}},
	});
}
