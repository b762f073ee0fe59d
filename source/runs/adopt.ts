import {existsSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import type {EngineName, RunHandle, RunId, RunPlan} from '../engines/engine.ts';
import {stopRequestFile} from '../engines/stop-request.ts';
import type {Environment, Kind, Value} from '../polyaxonfile/specification.ts';
import {sanitiseLine} from '../terminal/sanitise.ts';
import {shellWord} from '../terminal/shell-word.ts';
import {UserError} from '../user-error.ts';
import type {World} from '../world.ts';
import {writeAtomically} from './atomic-file.ts';
import {handleFile, isRunId, makeRooms, parseRecord, recordFile, runFolderPath, runsFolder, writeRecord} from './run-folder.ts';

/** A run that its engine knows, in a container or a Job, and that can be gone on with from another folder than its own. */
export type AdoptableRun = {
	readonly runId: RunId;
	readonly name: string;
	readonly kind: Kind;
	readonly engine: EngineName;
	/** Milliseconds since 1970. */
	readonly createdAt: number;
	/** On the machine that started it. */
	readonly codeFolder: string;
	/** Where its folder was on this machine when it was started; absent when that was another one. */
	readonly runFolder?: string;
	readonly declarations?: Readonly<Record<string, Value>>;
	readonly environment?: Environment;
	readonly command?: string;
	/** The text. */
	readonly polyaxonfile?: string;
	/** What goes on with it from another folder. */
	plan(runFolder: string): RunPlan;
	readonly handle: RunHandle;
};

/**
 * Makes the folder of a run anew that is known by its engine alone: whoever drives it goes on from there. `isStopAsked`: it is to end, so nothing more of it
 * is begun. Nothing happens when the run has been adopted already. Throws a UserError when another run or folder has it.
 */
export async function adoptRun(world: World, run: AdoptableRun, {isStopAsked = false}: {readonly isStopAsked?: boolean} = {}): Promise<void> {
	const {runId, name, kind, engine, createdAt, codeFolder, declarations = {}, command, polyaxonfile} = run;
	if (!isRunId(runId)) throw new UserError(`${engine} has something that says it belongs to the run ${sanitiseLine(runId)}, which is no id of a run.`);
	if (run.runFolder !== undefined && existsSync(recordFile(run.runFolder)))
		throw new UserError(`${runId} has its folder in ${sanitiseLine(run.runFolder)}. Set XDG_DATA_HOME as it was when the run was started.`);
	const folder = runFolderPath(world, runId);
	if (isOnThisMachine(world, run)) return;
	if (existsSync(recordFile(folder))) throw new UserError(takenText(world, run));
	makeRooms(folder);
	writeAtomically(handleFile(folder), `${JSON.stringify(run.handle)}\n`);
	if (polyaxonfile !== undefined) writeAtomically(join(folder, 'polyaxonfile.yml'), polyaxonfile);
	if (isStopAsked) writeAtomically(stopRequestFile(folder), `${JSON.stringify({at: world.now()})}\n`);
	const environment = run.environment ?? {secret_refs: [], configmap_refs: []};
	await writeRecord(folder, {
		...{runId, name, kind, engine, createdAt, codeFolder, declarations, plan: run.plan(folder), command: []},
		specification: {version: 1, kind, name, tags: [], declarations, environment, ...(command !== undefined && {command})},
	});
}

/** Whether this machine has a folder of this very run, and not of another one with its id. */
export function isOnThisMachine(world: World, run: Pick<AdoptableRun, 'runId' | 'plan'>): boolean {
	const own = planOf(recordFile(runFolderPath(world, run.runId)));
	return own !== undefined && isSameRun(own, run.plan(''));
}

/** Ids of runs on different machines can be the same; what an engine names after them is not. */
function isSameRun(one: RunPlan, other: RunPlan): boolean {
	if (one.engine === 'kubernetes') return other.engine === 'kubernetes' && one.job === other.job && one.namespace === other.namespace;
	return 'container' in one && 'container' in other && one.container === other.container;
}

function planOf(file: string): RunPlan | undefined {
	try {
		return parseRecord(readFileSync(file, 'utf8')).plan;
	} catch {
		return undefined;
	}
}

function takenText(world: World, {runId, name, engine}: AdoptableRun): string {
	const other = shellWord(join(dirname(dirname(runsFolder(world))), 'other'));
	return (
		`${runId} is also the id of another run on this machine, so ${sanitiseLine(name)} (${engine}) cannot have its folder there. ` +
		`Look at it with a data folder of its own: XDG_DATA_HOME=${other} polyaxon-tui attach ${runId}. Or remove the other one: polyaxon-tui remove ${runId}.`
	);
}
