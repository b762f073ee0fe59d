import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import type {RunEvent} from '../../source/engines/engine.ts';
import {livingDriver} from '../../source/runs/driver-lock.ts';
import {readEvents} from '../../source/runs/event-file.ts';
import {followEvents} from '../../source/runs/follow.ts';
import {lastLinesOf} from '../../source/runs/last-lines.ts';
import {ensureDriver, keepDriven, startDriver} from '../../source/runs/launch.ts';
import {driverLog} from '../../source/runs/run-folder.ts';
import {stopRun} from '../../source/runs/stop.ts';
import {bundle} from '../helpers/bundle.ts';
import {createFakeEngine} from '../helpers/fake-engine.ts';
import {createFakeRun, type TemporaryWorld, temporaryWorld} from '../helpers/fake-run.ts';

const patience = {timeout: 10_000, interval: 20};

let world: TemporaryWorld;
beforeAll(async () => {
	const outer = await temporaryWorld();
	const program = await bundle('test/helpers/fake-driver.ts', outer.root);
	world = {...outer, self: [globalThis.process.execPath, program]};
});
afterAll(() => world[Symbol.asyncDispose]());

async function end(folder: string): Promise<RunEvent | undefined> {
	let last: RunEvent | undefined;
	for await (const events of followEvents(folder, AbortSignal.timeout(10_000))) last = events.at(-1);
	return last;
}

const driversOf = (folder: string) => readEvents(folder).filter(({type}) => type === 'notice');

test('a driver killed with SIGKILL is followed by another, which goes on from the files to the end', async () => {
	const {runId, folder} = await createFakeRun(world);
	await startDriver(world, runId);
	await expect.poll(() => driversOf(folder).length, patience).toBe(1);
	const first = await livingDriver(folder);
	globalThis.process.kill(first!.pid, 'SIGKILL');
	await expect.poll(() => livingDriver(folder), patience).toBeUndefined();
	// Two viewers come back at once
	await Promise.all([ensureDriver(world, runId), ensureDriver(world, runId)]);
	await expect.poll(() => driversOf(folder).length, patience).toBe(2);
	writeFileSync(join(folder, 'finish'), '');
	expect(await end(folder)).toMatchObject({type: 'status', status: 'succeeded', exitCode: 0});
	expect(driversOf(folder).length).toBe(2);
	expect(readEvents(folder).filter(({type}) => type === 'stream-opened').length).toBe(1);
	expect(lastLinesOf(folder, 'main', 9)).toEqual(['hello', 'bye']);
	await ensureDriver(world, runId);
	expect(driversOf(folder).length).toBe(2);
});

test('a viewer that stays sees a new driver come when the old one was killed', async () => {
	const {runId, folder} = await createFakeRun(world);
	const controller = new AbortController();
	const keeping = keepDriven(world, runId, controller.signal, 20);
	await expect.poll(() => driversOf(folder).length, patience).toBe(1);
	globalThis.process.kill((await livingDriver(folder))!.pid, 'SIGKILL');
	await expect.poll(() => driversOf(folder).length, patience).toBe(2);
	writeFileSync(join(folder, 'finish'), '');
	expect(await end(folder)).toMatchObject({status: 'succeeded'});
	await keeping;
});

test('a stop is obeyed by the driver that lives', async () => {
	const {runId, folder} = await createFakeRun(world);
	await startDriver(world, runId);
	const unused = createFakeEngine([]);
	const results = await Promise.all([stopRun(world, runId, () => unused), stopRun(world, runId, () => unused)]);
	expect(results).toEqual(['stopped', 'stopped']);
	expect(await stopRun(world, runId, () => unused)).toBe('already-done');
	expect(unused.calls).toEqual([]);
	expect(await end(folder)).toMatchObject({type: 'status', status: 'stopped', exitCode: 0});
	expect(lastLinesOf(folder, 'main', 1)).toEqual(['bye']);
});

test('a driver that cannot start is told with the end of what it said', async () => {
	const {runId, folder} = await createFakeRun(world);
	writeFileSync(join(folder, 'broken'), '');
	await expect(startDriver(world, runId)).rejects.toThrow(
		`The driver of ${runId} did not start: it ended with code 3. The end of ${driverLog(folder)}:\n  Error: the disk is gone`,
	);
	expect(readFileSync(driverLog(folder), 'utf8')).toContain('the disk is gone');
	await expect(startDriver({...world, self: [join(world.root, 'missing')]}, runId)).rejects.toThrow(/did not start: spawn .* ENOENT/);
});
