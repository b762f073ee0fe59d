import {execFile} from 'node:child_process';
import {readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {expect, test} from 'vitest';
import {livingDriver, takeDriverLock} from '../../source/runs/driver-lock.ts';
import {driversFolder} from '../../source/runs/run-folder.ts';
import {bundle} from '../helpers/bundle.ts';
import {createFakeRun, temporaryWorld} from '../helpers/fake-run.ts';

const run = promisify(execFile);
const patience = {timeout: 15_000, interval: 20};

test('the lock is held by one, and can be taken again when it was given back', async () => {
	await using world = await temporaryWorld();
	const {folder} = await createFakeRun(world);
	expect(await livingDriver(folder)).toBeUndefined();
	const first = await takeDriverLock(folder);
	expect((await livingDriver(folder))?.pid).toBe(globalThis.process.pid);
	expect(await takeDriverLock(folder)).toBeUndefined();
	first?.release();
	expect(await livingDriver(folder)).toBeUndefined();
	const second = await takeDriverLock(folder);
	expect(second).toBeDefined();
	expect(readdirSync(driversFolder(folder)).sort()).toEqual(['1.json', '2.json']);
	second?.release();
});

test('a process that has the pid of a dead driver is not taken for it, nor is a spoiled file', async () => {
	await using world = await temporaryWorld();
	const {folder} = await createFakeRun(world);
	writeFileSync(join(driversFolder(folder), '1.json'), JSON.stringify({pid: globalThis.process.pid, startTime: 'before the last boot'}));
	expect(await livingDriver(folder)).toBeUndefined();
	writeFileSync(join(driversFolder(folder), '2.json'), '{"pid":');
	const lock = await takeDriverLock(folder);
	expect((await livingDriver(folder))?.generation).toBe(3);
	lock?.release();
});

test('of twenty processes that want to drive a run, one does; when it was killed, one of the next five does', async () => {
	await using world = await temporaryWorld();
	const {folder} = await createFakeRun(world);
	const program = await bundle('test/helpers/take-lock.ts', world.root);
	for (const [round, contestants] of [
		[1, 20],
		[2, 5],
	] as const) {
		const contenders = Array.from({length: contestants}, () =>
			run('node', [program, folder]).then(
				({stdout}) => stdout,
				({stdout}: {stdout: string}) => stdout,
			),
		);
		const heard = Promise.all(contenders);
		const losers = contestants - 1;
		let lost = 0;
		for (const contender of contenders) contender.then(text => (lost += text === 'lost' ? 1 : 0));
		await expect.poll(() => lost, patience).toBe(losers);
		const holder = await livingDriver(folder);
		expect(holder?.generation).toBe(round);
		globalThis.process.kill(holder!.pid, 'SIGKILL');
		expect((await heard).filter(text => text === 'won')).toEqual(['won']);
		await expect.poll(() => livingDriver(folder), patience).toBeUndefined();
	}
}, 30_000);
