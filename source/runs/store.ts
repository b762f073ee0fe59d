import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {rm} from 'node:fs/promises';
import type {Engine, EngineName, RunId} from '../engines/engine.ts';
import {sanitiseLine} from '../terminal/sanitise.ts';
import {UserError} from '../user-error.ts';
import type {World} from '../world.ts';
import {livingDriver} from './driver-lock.ts';
import {readEvents} from './event-file.ts';
import {codeOf, reasonOf} from './file-error.ts';
import {readHandle} from './handle.ts';
import {isRunId, parseRecord, type RunRecord, recordFile, runFolderPath, runsFolder} from './run-folder.ts';
import {initialRunState, isDone, type RunState, reduceRun} from './run-state.ts';

/** A run in a list: its state at the last event, and what of its record a list shows. */
export type RunSummary = RunState &
	Pick<RunRecord, 'codeFolder' | 'polyaxonfile' | 'rerunOf' | 'command'> & {
		/** Absolute; the run's own folder. */
		readonly folder: string;
		/** Whether its driver lives. An unfinished run without one wants ensureDriver. */
		readonly isDriven: boolean;
		/** Why the run cannot be read; then the other facts are empty and the status is `unknown`. */
		readonly damage?: string;
	};

/** All runs of this user, newest first. A folder that cannot be read is listed with its damage, one that was deleted meanwhile not at all. */
export async function listRuns(world: World): Promise<readonly RunSummary[]> {
	const runs = await Promise.all(runIds(world).map(id => summaryOf(world, id)));
	return runs.filter(({damage, folder}) => damage === undefined || existsSync(folder));
}

/** The run that a text means: an id, the beginning of one with or without `r-`, or nothing for the newest run of this folder, else of all. */
export async function findRun(world: World, text?: string): Promise<RunSummary> {
	const ids = runIds(world);
	if (text === undefined) return newest(world, ids);
	const shown = sanitiseLine(text);
	const found = text === '' ? [] : ids.filter(id => id.startsWith(text) || id.startsWith(`r-${text}`));
	const exact = found.find(id => id === text || id === `r-${text}`);
	if (exact) return summaryOf(world, exact);
	if (found.length === 1) return summaryOf(world, found[0]!);
	if (found.length > 1) throw new UserError(`${shown} can be ${found.length} runs: ${named(found)}. Give more of the id.`);
	if (ids.length === 0) throw new UserError(`There is no run ${shown}, nor any other yet. Start one: polyaxon-tui run.`);
	throw new UserError(`There is no run ${shown}. The newest are ${named(ids)}; all are listed by polyaxon-tui runs.`);
}

/** Deletes a run that is over, with what its engine keeps for it. */
export async function removeRun(world: World, id: RunId, engineFor: (name: EngineName) => Engine): Promise<void> {
	const summary = await findRun(world, id);
	const {folder} = summary;
	if (summary.damage === undefined && !isDone(summary.status))
		throw new UserError(`${id} is not over: ${summary.status}. Stop it first: polyaxon-tui stop ${id}.`);
	if (summary.damage === undefined) {
		const {plan, engine} = parseRecord(readFileSync(recordFile(folder), 'utf8'));
		const others = runIds(world).filter(other => other !== summary.runId);
		await engineFor(engine).remove(
			plan,
			readHandle(folder),
			others.map(other => readHandle(runFolderPath(world, other))),
		);
	}
	try {
		await rm(folder, {recursive: true, force: true, maxRetries: 3});
	} catch (error) {
		throw new UserError(`Could not delete all of ${folder}: ${reasonOf(error)}`, 2, {cause: error});
	}
}

function runIds(world: World): readonly RunId[] {
	try {
		return readdirSync(runsFolder(world)).filter(isRunId).sort().reverse();
	} catch (error) {
		if (codeOf(error) === 'ENOENT') return [];
		throw new UserError(`Could not read ${runsFolder(world)}: ${reasonOf(error)}`, 2, {cause: error});
	}
}

async function newest(world: World, ids: readonly RunId[]): Promise<RunSummary> {
	const [first] = ids;
	if (first === undefined) throw new UserError('There is no run yet. Start one: polyaxon-tui run.');
	for (const id of ids) if (codeFolderOf(world, id) === world.cwd) return summaryOf(world, id);
	return summaryOf(world, first);
}

function codeFolderOf(world: World, id: RunId): string | undefined {
	try {
		return parseRecord(readFileSync(recordFile(runFolderPath(world, id)), 'utf8')).codeFolder;
	} catch {
		return undefined;
	}
}

async function summaryOf(world: World, id: RunId): Promise<RunSummary> {
	const folder = runFolderPath(world, id);
	try {
		const record = parseRecord(readFileSync(recordFile(folder), 'utf8'));
		if (record.runId !== id) return damaged(folder, id, `run.json belongs to ${sanitiseLine(record.runId)}`);
		const {codeFolder, polyaxonfile, rerunOf, command} = record;
		const state = readEvents(folder).reduce(reduceRun, initialRunState(record));
		return {...state, codeFolder, polyaxonfile, rerunOf, command, folder, isDriven: !isDone(state.status) && (await livingDriver(folder)) !== undefined};
	} catch (error) {
		return damaged(folder, id, existsSync(recordFile(folder)) ? `run.json cannot be read: ${sanitiseLine(messageOf(error))}` : 'run.json is missing');
	}
}

function damaged(folder: string, runId: RunId, damage: string): RunSummary {
	const state = initialRunState({runId, name: '(damaged)', kind: 'experiment', engine: 'host', createdAt: 0, declarations: {}});
	return {...state, status: 'unknown', message: damage, codeFolder: '', command: [], folder, isDriven: false, damage};
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

function named(ids: readonly RunId[]): string {
	return ids.length > 5 ? `${ids.slice(0, 5).join(', ')}, …` : ids.join(', ');
}
