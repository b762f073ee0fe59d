import {linkSync, mkdirSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {pid} from 'node:process';
import {isAlive, startTimeOf} from '../engines/processes/process-identity.ts';
import {temporaryFor, writeAtomically, writeWhole} from './atomic-file.ts';
import {codeOf} from './file-error.ts';
import {driversFolder} from './run-folder.ts';

// Each driver of a run makes the file drivers/<n>.json, whole and at once (by a link), and only when the holder of n - 1 is gone. Numbers are
// never used again, so that each has one owner and two drivers cannot live at the same time.

/** The process that drives a run. */
export type Holder = {readonly pid: number; readonly startTime?: string; readonly generation: number};

/** A lock that is ours until it is given back or this process ends. */
export type DriverLock = {release(): void};

/** Becomes the driver of a run, or says undefined when another process is. */
export async function takeDriverLock(folder: string): Promise<DriverLock | undefined> {
	mkdirSync(driversFolder(folder), {recursive: true, mode: 0o700});
	const own = {pid, startTime: await startTimeOf(pid)};
	for (;;) {
		const last = lastHolder(folder);
		if (last && (await lives(last))) return undefined;
		const path = fileOf(folder, (last?.generation ?? 0) + 1);
		if (linkNew(path, JSON.stringify(own))) return {release: () => release(path, own)};
		// Another one was faster: see whether it lives.
	}
}

/** The living driver of a run. */
export async function livingDriver(folder: string): Promise<Holder | undefined> {
	const last = lastHolder(folder);
	return last && (await lives(last)) ? last : undefined;
}

/** How many processes have become driver of this run so far. */
export function driverGeneration(folder: string): number {
	return lastHolder(folder)?.generation ?? 0;
}

function release(path: string, own: object): void {
	try {
		writeAtomically(path, JSON.stringify({...own, isReleased: true}));
	} catch {
		// A full disk. The lock is given back when this process ends.
	}
}

type Entry = Holder & {readonly isReleased: boolean};

function lastHolder(folder: string): Entry | undefined {
	const generation = generationsIn(folder);
	if (generation === 0) return undefined;
	const {pid: holder, startTime, isReleased} = readHolder(fileOf(folder, generation));
	// A file that cannot be read was damaged from outside: nobody can be found through it.
	if (typeof holder !== 'number') return {pid: 0, generation, isReleased: true};
	return {pid: holder, startTime: typeof startTime === 'string' ? startTime : undefined, generation, isReleased: isReleased === true};
}

function generationsIn(folder: string): number {
	try {
		return Math.max(0, ...readdirSync(driversFolder(folder)).map(name => Number(/^(\d+)\.json$/.exec(name)?.[1] ?? 0)));
	} catch (error) {
		if (codeOf(error) === 'ENOENT') return 0;
		throw error;
	}
}

function readHolder(path: string): Readonly<Record<string, unknown>> {
	try {
		const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
		return typeof value === 'object' && value !== null ? {...value} : {};
	} catch {
		return {};
	}
}

async function lives({pid: holder, startTime, isReleased}: Entry): Promise<boolean> {
	return !isReleased && startTime !== undefined && (await isAlive(holder, startTime));
}

function linkNew(path: string, text: string): boolean {
	const temporary = temporaryFor(path);
	writeWhole(temporary, text);
	try {
		linkSync(temporary, path);
		return true;
	} catch (error) {
		if (codeOf(error) === 'EEXIST') return false;
		throw error;
	} finally {
		rmSync(temporary, {force: true});
	}
}

function fileOf(folder: string, generation: number): string {
	return join(driversFolder(folder), `${generation}.json`);
}
