import {execFileSync} from 'node:child_process';
import {existsSync, readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {livingDriver} from '../../source/runs/driver-lock.ts';
import {readEvents} from '../../source/runs/event-file.ts';
import {startDriver} from '../../source/runs/launch.ts';
import {driverLog, runsFolder} from '../../source/runs/run-folder.ts';
import {withStandby} from '../../source/runs/standby.ts';
import {bundle} from '../helpers/bundle.ts';
import {createFakeRun, type TemporaryWorld, temporaryWorld} from '../helpers/fake-run.ts';

const patience = {timeout: 10_000, interval: 20};

let world: TemporaryWorld;
beforeAll(async () => {
	const outer = await temporaryWorld();
	const program = await bundle('test/helpers/fake-driver.ts', outer.root);
	world = {...outer, self: [globalThis.process.execPath, program]};
});
afterAll(() => world[Symbol.asyncDispose]());

const waiting = () => readdirSync(runsFolder(world)).filter(name => name.startsWith('.driver-'));

test('a driver that stands by takes the run that it is given, and what it prints is in the log of that run', async () => {
	const {runId, folder} = await createFakeRun(world);
	await withStandby(world, async standby => {
		expect(waiting().length).toBe(1);
		await startDriver(world, runId, standby);
	});
	expect(waiting()).toEqual([]);
	expect(existsSync(driverLog(folder))).toBe(true);
	const driver = await livingDriver(folder);
	await expect.poll(() => readEvents(folder).findLast(({type}) => type === 'notice'), patience).toMatchObject({text: `driven by ${driver?.pid}`});
	writeFileSync(join(folder, 'finish'), '');
	await expect.poll(() => readEvents(folder).at(-1), patience).toMatchObject({status: 'succeeded'});
});

test('a driver that stands by ends, and leaves nothing, when there is no run for it', async () => {
	let log = '';
	await withStandby(world, async () => {
		log = waiting()[0]!;
		await expect.poll(commands, patience).toContain(log);
	});
	expect(waiting()).toEqual([]);
	await expect.poll(commands, patience).not.toContain(log);
});

test('a driver that could not stand by is started when the run is there', async () => {
	const {runId, folder} = await createFakeRun(world);
	await withStandby({...world, self: [join(world.root, 'missing')]}, async standby => {
		await expect.poll(() => standby === undefined || waiting().length, patience).toBeTruthy();
		await new Promise(resolve => setTimeout(resolve, 50));
		await startDriver(world, runId, standby);
	});
	expect(await livingDriver(folder)).toBeDefined();
	writeFileSync(join(folder, 'finish'), '');
	await expect.poll(() => readEvents(folder).at(-1), patience).toMatchObject({status: 'succeeded'});
});

/** What runs on this machine. */
const commands = () => execFileSync('ps', ['-A', '-ww', '-o', 'args'], {encoding: 'utf8'});
