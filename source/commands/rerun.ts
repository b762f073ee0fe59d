import {existsSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {choiceOf} from '../engines/kubernetes/settings/registry-choice.ts';
import {type RunRecord, readRecord, runFolderPath} from '../runs/run-folder.ts';
import type {Standby} from '../runs/standby.ts';
import {UserError} from '../user-error.ts';
import type {World} from '../world.ts';
import {keptPolyaxonfile, type Origin} from './launch.ts';
import {parseOverrides} from './overrides.ts';
import type {Wish} from './prepare-run.ts';
import {type StartOptions, startRun} from './start-run.ts';
import {findOwnRun} from './whole-run.ts';

type Place = {readonly context?: string; readonly namespace?: string};

/** Runs what a run ran, with its declarations and the `-P` flags over them, and the code as it is now. */
export async function rerunCommand(
	world: World,
	run: string | undefined,
	options: StartOptions & Place & {param?: readonly string[]; engine?: string},
	standby?: Standby,
): Promise<number> {
	const added = parseOverrides(options.param);
	const {runId} = await findOwnRun(world, run);
	const folder = runFolderPath(world, runId);
	const record = await readRecord(folder);
	const overrides = {...parseOverrides(paramsOf(record.command)), ...added};
	const [first, ...over] = await readKept(folder);
	const engine = options.engine ?? record.engine;
	const wish = {
		text: first.text,
		shown: first.file,
		over,
		overrides,
		codeFolder: record.codeFolder,
		engine,
		...placeOf(options, engine === 'kubernetes' ? record : undefined),
	};
	return startRun(world, wish, {...filesOf(record.command), rerunOf: runId}, options, {standby});
}

/** The same cluster and namespace, unless another one is asked for; in the same cluster also the same registry, which may have been chosen for that run alone. */
function placeOf({context, namespace}: Place, record?: RunRecord): Pick<Wish, 'context' | 'namespace' | 'registry'> {
	const before = record?.plan.engine === 'kubernetes' ? record.plan : undefined;
	const place = {context: context ?? before?.context, namespace: namespace ?? before?.namespace};
	// Of a run that was found in a cluster anybody there may have written what it says; it has no command, and code is not sent to its registry
	const isOwn = record !== undefined && record.command.length > 0;
	const registry = before && isOwn && place.context === before.context ? choiceOf(before.settings) : undefined;
	return {
		...(place.context !== undefined && {context: place.context}),
		...(place.namespace !== undefined && {namespace: place.namespace}),
		...(registry && {registry}),
	};
}

/** What followed each `-P` when the run was started. */
function paramsOf(command: readonly string[]): readonly string[] {
	return command.filter((_, index) => command[index - 1] === '-P');
}

/** The polyaxonfiles that the run was started with, if they were files. */
function filesOf(command: readonly string[]): Pick<Origin, 'polyaxonfile' | 'over'> {
	const [polyaxonfile, ...over] = command.filter((_, index) => command[index - 1] === '-f');
	return polyaxonfile === undefined ? {} : {polyaxonfile, over};
}

type Kept = {readonly text: string; readonly file: string};

async function readKept(folder: string): Promise<readonly [Kept, ...Kept[]]> {
	const first = join(folder, keptPolyaxonfile(1));
	const kept: [Kept, ...Kept[]] = [{file: first, text: await readFirst(first)}];
	for (let number = 2; ; number++) {
		const file = join(folder, keptPolyaxonfile(number));
		if (!existsSync(file)) return kept;
		kept.push({file, text: await readFile(file, 'utf8')});
	}
}

async function readFirst(file: string): Promise<string> {
	try {
		return await readFile(file, 'utf8');
	} catch (error) {
		throw new UserError(`The polyaxonfile of this run is not kept (${file}). Start it with "polyaxon-tui run".`, 2, {cause: error});
	}
}
