import {readFile} from 'node:fs/promises';
import type {RunId} from '../engines/engine.ts';
import {sanitiseText} from '../terminal/sanitise.ts';
import {UserError} from '../user-error.ts';
import type {World} from '../world.ts';
import {driverGeneration, livingDriver} from './driver-lock.ts';
import {readEvents} from './event-file.ts';
import {driverLog, runFolderPath} from './run-folder.ts';
import {isDone} from './run-state.ts';
import {sleep} from './sleep.ts';
import {type Exit, spawnDriver} from './spawn-driver.ts';
import type {Standby} from './standby.ts';

/** A busy machine or a slow disk may take its time; who is told that the driver did not start would start the run again. Milliseconds. */
const deadline = 60_000;
const interval = 20;
/** So long after its first events a driver has said how a process ended that is over already. Milliseconds. */
const settled = 300;

/**
 * Starts the driver of a run as a process of its own, which this one may leave behind, or takes the one that stands by. Resolves when the run has a driver,
 * or is over already.
 */
export async function startDriver(world: World, runId: RunId, standby?: Standby): Promise<void> {
	const folder = runFolderPath(world, runId);
	const generation = driverGeneration(folder);
	const exit: Exit = standby?.begin(runId, driverLog(folder)) ?? spawnDriver(world, [runId], {cwd: folder, log: driverLog(folder)}).exit;
	for (let waited = 0; waited < deadline; waited += interval) {
		// The lock may have been taken and given back already.
		if (driverGeneration(folder) > generation || (await livingDriver(folder)) || isOver(folder)) return;
		if (exit.reason !== undefined) break;
		await sleep(interval);
	}
	exit.end();
	throw new UserError(`The driver of ${runId} did not start: ${exit.reason ?? `nothing was heard of it for ${deadline / 1000} s`}.${await tailOf(folder)}`, 1);
}

/** Starts a driver when the run is unfinished and none lives. */
export async function ensureDriver(world: World, runId: RunId): Promise<void> {
	const folder = runFolderPath(world, runId);
	if (isOver(folder) || (await livingDriver(folder))) return;
	await startDriver(world, runId);
}

/**
 * Lets the truth come out about runs whose driver is gone: a new one finds out how they ended, or goes on. Resolves when it has, at the latest after
 * `patience` milliseconds. A driver that cannot be started is no reason not to show what is known.
 */
export async function lookAgain(world: World, runIds: readonly RunId[], patience = 3000): Promise<void> {
	await Promise.all(runIds.map(runId => lookAgainAt(world, runId, patience)));
}

async function lookAgainAt(world: World, runId: RunId, patience: number): Promise<void> {
	const folder = runFolderPath(world, runId);
	if (isOver(folder) || (await livingDriver(folder))) return;
	const before = readEvents(folder).length;
	const isStarted = await startDriver(world, runId).then(
		() => true,
		() => false,
	);
	if (!isStarted) return;
	let told: number | undefined;
	for (let waited = 0; waited < patience && !isOver(folder); waited += interval) {
		// A driver that takes over tells its first events at once, and the end right after them when there is one
		if (readEvents(folder).length > before) told ??= waited;
		if (told !== undefined && waited - told >= settled) return;
		await sleep(interval);
	}
}

/** Sees to it that an unfinished run has a driver while someone looks at it, until the signal is aborted or the run is over. */
export async function keepDriven(world: World, runId: RunId, signal: AbortSignal, pause = 5000): Promise<void> {
	const folder = runFolderPath(world, runId);
	while (!signal.aborted && !isOver(folder)) {
		await ensureDriver(world, runId);
		await sleep(pause, signal);
	}
}

function isOver(folder: string): boolean {
	return readEvents(folder).some(event => event.type === 'status' && isDone(event.status));
}

async function tailOf(folder: string): Promise<string> {
	const text = await readFile(driverLog(folder), 'utf8').catch(() => '');
	const lines = sanitiseText(text).trimEnd().split('\n').slice(-10);
	return lines.join('') === '' ? '' : ` The end of ${driverLog(folder)}:\n${lines.map(line => `  ${line}`).join('\n')}`;
}
