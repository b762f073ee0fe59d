import {execFile} from 'node:child_process';
import {setTimeout as wait} from 'node:timers/promises';
import {promisify} from 'node:util';
import {expect, test} from 'vitest';
import {stopRun} from '../../source/runs/stop.ts';
import {busybox, createEngineSandbox, leftOfBuilds, ownBase, podman} from './engine-sandbox.ts';

type Sandbox = Awaited<ReturnType<typeof createEngineSandbox>>;
type Plan = Awaited<ReturnType<Sandbox['plan']>>;

const processes = async () => (await promisify(execFile)('ps', ['-eo', 'args'])).stdout;

/** Drives a run until it has said something, and then stops it as the command does. */
async function stopAfter(sandbox: Sandbox, plan: Plan, said: string) {
	const driving = sandbox.drive(plan);
	while (!sandbox.look(plan).short.includes(said)) await wait(10);
	const start = Date.now();
	await stopRun(sandbox.world, plan.runId, () => sandbox.engine);
	const took = Date.now() - start;
	await driving;
	return {took, ...sandbox.look(plan)};
}

test('a running command is asked to end, may say its last words, and nothing of it is left', async () => {
	await using sandbox = await createEngineSandbox();
	await sandbox.write({'train.py': ''});
	const plan = await sandbox.plan({specification: {command: 'trap "echo bye; exit 0" TERM; echo hello; while :; do sleep 0.1; done'}});
	const driving = sandbox.drive(plan);
	while (sandbox.look(plan).log('run') !== 'hello\n') await wait(10);
	const start = Date.now();
	await stopRun(sandbox.world, plan.runId, () => sandbox.engine);
	expect(Date.now() - start).toBeLessThan(4500);
	await driving;
	const {end, log, short} = sandbox.look(plan);
	expect(end).toEqual({status: 'stopped', exitCode: 0});
	expect(log('run')).toBe('hello\nbye\n');
	expect(short.slice(-4)).toEqual(['status stopping', 'stream run ended 0', 'run failed: stopped', 'status stopped 0']);
	expect(await podman('ps', '-aq', '--filter', `label=plx.folder=${plan.runFolder}`)).toBe('');
});

test('a command that does not listen is killed after the grace period', async () => {
	await using sandbox = await createEngineSandbox();
	const plan = await sandbox.plan({image: busybox, specification: {command: 'trap "" TERM; while :; do sleep 0.1; done'}, settings: {gracePeriod: 1}});
	const {end, took} = await stopAfter(sandbox, plan, 'status running');
	expect(end).toMatchObject({status: 'stopped', exitCode: 137});
	expect(took).toBeLessThan(6000);
});

test('a build that is stopped leaves no process, no working container and no file behind', async () => {
	await using sandbox = await createEngineSandbox();
	await sandbox.write({'train.py': ''});
	const image = await ownBase(sandbox.name);
	const plan = await sandbox.plan({image, steps: ['echo in; sleep 1234.5'], specification: {command: 'true'}});
	const {end, took, short} = await stopAfter(sandbox, plan, 'build started: step 1 of 1: echo in; sleep 1234.5');
	expect(end).toMatchObject({status: 'stopped'});
	expect(short).toContain('build failed: stopped');
	expect(took).toBeLessThan(6000);
	expect(await processes()).not.toContain('1234.5');
	expect(await leftOfBuilds(image, [plan])).toEqual([]);
});

test('a run that is stopped before anything began, or when no driver lives, does not begin', async () => {
	await using sandbox = await createEngineSandbox();
	const plan = await sandbox.plan({image: busybox, specification: {command: 'echo never'}});
	await sandbox.engine.stop(plan, {});
	expect((await sandbox.drive(plan)).end).toMatchObject({status: 'stopped'});
	expect(sandbox.look(plan).log('run')).toBeUndefined();
});
