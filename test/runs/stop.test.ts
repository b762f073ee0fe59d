import {existsSync} from 'node:fs';
import {expect, test} from 'vitest';
import {stopRequestFile} from '../../source/engines/stop-request.ts';
import {drive} from '../../source/runs/driver.ts';
import {livingDriver, takeDriverLock} from '../../source/runs/driver-lock.ts';
import {readEvents} from '../../source/runs/event-file.ts';
import {openJournal} from '../../source/runs/journal.ts';
import {stopRun} from '../../source/runs/stop.ts';
import {createFakeEngine} from '../helpers/fake-engine.ts';
import {createFakeRun, type TemporaryWorld, temporaryWorld} from '../helpers/fake-run.ts';

async function abandonedRun(world: TemporaryWorld) {
	const run = await createFakeRun(world);
	const journal = await openJournal(run.folder);
	journal.write({at: 1, type: 'status', status: 'running'});
	journal.write({at: 2, type: 'handle', handle: {pid: 7}});
	await journal.close();
	return run;
}

test('a run whose driver is dead is stopped from its handle, and that is recorded', async () => {
	await using world = await temporaryWorld();
	const {runId, folder} = await abandonedRun(world);
	const engine = createFakeEngine([]);
	expect(await stopRun(world, runId, () => engine)).toBe('stopped');
	expect(engine.calls).toEqual([{name: 'stop', handle: {pid: 7}}]);
	expect(readEvents(folder).map(event => (event.type === 'status' ? event.status : event.type))).toEqual(['running', 'handle', 'stopping', 'stopped']);
	expect(await stopRun(world, runId, () => engine)).toBe('already-done');
	expect(engine.calls.length).toBe(1);
	expect(await livingDriver(folder)).toBeUndefined();
});

test('a stop that fails is said, and can be asked for again', async () => {
	await using world = await temporaryWorld();
	const {runId, folder} = await abandonedRun(world);
	const refusing = createFakeEngine([], {onStop: () => Promise.reject(new Error('not permitted'))});
	await expect(stopRun(world, runId, () => refusing)).rejects.toThrow(`${runId}: The run could not be stopped: not permitted`);
	expect(existsSync(stopRequestFile(folder))).toBe(false);
	const willing = createFakeEngine([]);
	expect(await stopRun(world, runId, () => willing)).toBe('stopped');
});

test('who waits for a stop hears how long, and can leave', async () => {
	await using world = await temporaryWorld();
	const {runId, folder} = await abandonedRun(world);
	// A driver that lives and does nothing
	const lock = await takeDriverLock(folder);
	const controller = new AbortController();
	const heard: number[] = [];
	const onProgress = (milliseconds: number) => {
		heard.push(milliseconds);
		controller.abort();
	};
	expect(await stopRun(world, runId, () => createFakeEngine([]), {onProgress, signal: controller.signal})).toBe('left');
	expect(heard.length).toBe(1);
	expect(existsSync(stopRequestFile(folder))).toBe(true);
	lock?.release();
});

test('a run that ended by itself just before is left as it is', async () => {
	await using world = await temporaryWorld();
	const {runId} = await createFakeRun(world);
	await drive(world, runId, () => createFakeEngine([{at: 1, type: 'status', status: 'succeeded'}]), {patience: 10});
	expect(await stopRun(world, runId, () => createFakeEngine([]))).toBe('already-done');
});
