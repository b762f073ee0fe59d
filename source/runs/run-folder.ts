import {mkdirSync, rmSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {dataFolder} from '../engines/data-folders.ts';
import type {EngineName, RunId, RunPlan} from '../engines/engine.ts';
import type {Kind, RenderedSpecification, Value} from '../polyaxonfile/specification.ts';
import {UserError} from '../user-error.ts';
import type {World} from '../world.ts';
import {writeAtomically} from './atomic-file.ts';
import {codeOf, reasonOf} from './file-error.ts';

/** What is known of a run before it starts, and never changes: the file run.json. */
export type RunRecord = {
	readonly runId: RunId;
	readonly name: string;
	readonly kind: Kind;
	readonly engine: EngineName;
	/** Milliseconds since 1970. */
	readonly createdAt: number;
	/** Absolute. */
	readonly codeFolder: string;
	/** Absolute; absent when the run was launched from answers that were never written. */
	readonly polyaxonfile?: string;
	readonly declarations: Readonly<Record<string, Value>>;
	readonly specification: RenderedSpecification;
	readonly plan: RunPlan;
	readonly rerunOf?: RunId;
	/** How to run it again: the words of a command line. */
	readonly command: readonly string[];
};

/** The folder that holds all runs of this user. */
export const runsFolder = (world: World): string => join(dataFolder(world), 'runs');
/** The folder of one run. The id must be one: see isRunId. */
export const runFolderPath = (world: World, id: RunId): string => join(runsFolder(world), id);
/** Facts of the run, written once. */
export const recordFile = (folder: string): string => join(folder, 'run.json');
/** What happened, one event a line; only ever appended to. */
export const eventsFile = (folder: string): string => join(folder, 'events.jsonl');
/** Where the engine stands, replaced whole. */
export const handleFile = (folder: string): string => join(folder, 'handle.json');
/** One pair of files a stream. */
export const logsFolder = (folder: string): string => join(folder, 'logs');
/** The bytes of a stream, as they were written. */
export const logFile = (folder: string, streamId: string): string => join(logsFolder(folder), `${streamId}.log`);
/** Time and place of every line of a stream; see line-index.ts. */
export const indexFile = (folder: string, streamId: string): string => join(logsFolder(folder), `${streamId}.index`);
/** One file for each process that has driven this run; see driver-lock.ts. */
export const driversFolder = (folder: string): string => join(folder, 'drivers');
/** Output of the driver process, for finding faults. */
export const driverLog = (folder: string): string => join(folder, 'driver.log');

/** Whether a text can be a run id, and so a folder name. */
export function isRunId(text: string): text is RunId {
	return /^r-[0-9a-z]{6}$/.test(text);
}

/** Whether a text can name a stream, and so a file. */
export function isStreamId(text: string): boolean {
	return /^[\w-][\w.-]{0,99}$/.test(text);
}

/** Makes the folder of a new run, with an id that no other run has. */
export async function createRunFolder(world: World): Promise<{runId: RunId; folder: string}> {
	const parent = runsFolder(world);
	try {
		mkdirSync(parent, {recursive: true, mode: 0o700});
		for (let second = Math.floor(world.now() / 1000); ; second++) {
			const runId = idOf(second);
			const folder = join(parent, runId);
			if (!makeFolder(folder)) continue;
			makeRooms(folder);
			return {runId, folder};
		}
	} catch (error) {
		throw new UserError(`Could not make a folder for the run in ${parent}: ${reasonOf(error)}`, 2, {cause: error});
	}
}

/** Makes the folders that a run's folder has in it, as far as they are not there. */
export function makeRooms(folder: string): void {
	for (const name of ['logs', 'outputs', 'drivers', 'requests']) mkdirSync(join(folder, name), {recursive: true, mode: 0o700});
}

/** Writes run.json, once, before the driver starts. When that fails, the folder goes: a run without its record is of no use. */
export async function writeRecord(folder: string, record: RunRecord): Promise<void> {
	try {
		writeAtomically(recordFile(folder), `${JSON.stringify(record)}\n`);
	} catch (error) {
		rmSync(folder, {recursive: true, force: true});
		throw new UserError(`Could not write ${recordFile(folder)}: ${reasonOf(error)}`, 2, {cause: error});
	}
}

/** Reads run.json. Throws what node throws, or SyntaxError, when it is not there or not whole. */
export async function readRecord(folder: string): Promise<RunRecord> {
	return parseRecord(await readFile(recordFile(folder), 'utf8'));
}

/** The record in the text of a run.json. Throws SyntaxError. */
export function parseRecord(text: string): RunRecord {
	const value: unknown = JSON.parse(text);
	if (!isRecord(value)) throw new SyntaxError('run.json does not hold a run.');
	return value;
}

function isRecord(value: unknown): value is RunRecord {
	if (typeof value !== 'object' || value === null) return false;
	const {runId, name, createdAt, plan, declarations} = value as Partial<RunRecord>;
	const isWhole = typeof plan === 'object' && plan !== null && typeof declarations === 'object' && declarations !== null;
	return isWhole && typeof runId === 'string' && isRunId(runId) && typeof name === 'string' && typeof createdAt === 'number';
}

// Seconds since 2020 in six base-36 digits: sortable as text until 2088.
function idOf(second: number): RunId {
	return `r-${Math.max(0, second - 1_577_836_800)
		.toString(36)
		.padStart(6, '0')}`;
}

function makeFolder(path: string): boolean {
	try {
		mkdirSync(path, {mode: 0o700});
		return true;
	} catch (error) {
		if (codeOf(error) === 'EEXIST') return false;
		throw error;
	}
}
