import {existsSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import type {RunEvent, RunHandle, RunPlan} from '../../../source/engines/engine.ts';
import {startTimeOf} from '../../../source/engines/processes/process-identity.ts';
import {createSandbox, fileAppears, inShort, lastStatus, type Sandbox} from '../sandbox.ts';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await createSandbox();
});

afterEach(() => sandbox.remove());

/** Those of the pids that live; a zombie that nobody has fetched yet does not. */
async function living(pids: readonly number[]): Promise<readonly number[]> {
	const startTimes = await Promise.all(pids.map(startTimeOf));
	return pids.filter((_, index) => startTimes[index] !== undefined);
}

/** Drives beside the test, which waits for the file `ready` in the run's code folder and gets what has to be ended. */
async function start(command: string, gracePeriod: number) {
	const plan = await sandbox.plan({specification: {command}, settings: {gracePeriod}});
	const driven = drive(plan);
	await fileAppears(join(plan.runFolder, 'code/ready'));
	const text = await readFile(join(plan.runFolder, 'code/ready'), 'utf8');
	return {plan, driven, pids: text.trim().split(/\s+/).map(Number)};
}

async function drive(plan: RunPlan): Promise<{events: readonly RunEvent[]; handle: RunHandle}> {
	const events: RunEvent[] = [];
	let handle: RunHandle = {};
	for await (const event of sandbox.engine.drive(plan, {}, AbortSignal.timeout(20_000))) {
		events.push(event);
		if (event.type === 'handle') handle = event.handle;
	}
	return {events, handle};
}

test('a handler that finishes cleanly on SIGTERM gets its time, and the run is stopped, not succeeded', async () => {
	const {plan, driven} = await start('trap "echo saving; sleep 0.1; echo saved; exit 0" TERM; echo > ready; while :; do sleep 0.02; done', 5);
	await sandbox.engine.stop(plan, {});
	const {events} = await driven;
	expect(lastStatus(events)).toEqual({status: 'stopped', reason: 'stop-requested', message: 'It was stopped on request.', exitCode: 0});
	expect(inShort(events).slice(-3)).toEqual(['stream run ended 0', 'run failed: stopped', 'status stopped 0']);
	// bash tells of the sleep that was ended beside it.
	expect((await readFile(join(plan.runFolder, 'logs/run.log'), 'utf8')).replace(/^Terminated\n/, '')).toBe('saving\nsaved\n');
});

test('a grandchild with a session of its own, and one that hides its parent and environment, end too', async () => {
	const command = `setsid sh -c 'echo $$ > one; exec sleep 300' & (setsid sh -c 'setsid env -i sh -c "echo \\$\\$ > two; exec sleep 301" & echo $$ > three; wait' &)
		while [ ! -s one ] || [ ! -s two ] || [ ! -s three ]; do sleep 0.01; done; cat one two three > all; mv all ready; sleep 302`;
	const {plan, driven, pids} = await start(command, 5);
	expect(await living(pids)).toHaveLength(3);
	await sandbox.engine.stop(plan, {});
	expect(await living(pids)).toEqual([]);
	expect(lastStatus((await driven).events)).toMatchObject({status: 'stopped', exitCode: 143});
});

test('a process that does not listen to SIGTERM is killed after the grace period, and the exit code is still kept', async () => {
	const {plan, driven, pids} = await start(`trap '' TERM; echo $$ > x; mv x ready; while :; do sleep 0.1; done`, 0.3);
	const began = Date.now();
	await sandbox.engine.stop(plan, {});
	expect(await living(pids)).toEqual([]);
	expect(Date.now() - began).toBeGreaterThanOrEqual(300);
	expect(lastStatus((await driven).events)).toMatchObject({status: 'stopped', exitCode: 137});
});

test('a stopped (suspended) process ends as well', async () => {
	const {plan, driven, pids} = await start('echo $$ > x; mv x ready; kill -STOP $$; echo awake', 5);
	await sandbox.engine.stop(plan, {});
	expect(await living(pids)).toEqual([]);
	expect(lastStatus((await driven).events).status).toBe('stopped');
});

test('a build is stopped in its step, and leaves no environment', async () => {
	const plan = await sandbox.plan({steps: ['echo $$ > ready; sleep 300', 'echo never > second'], specification: {command: 'true'}});
	const driven = drive(plan);
	const code = join(plan.environment?.folder ?? '', 'code');
	await fileAppears(join(code, 'ready'));
	await sandbox.engine.stop(plan, {});
	expect(lastStatus((await driven).events)).toMatchObject({status: 'stopped', exitCode: 143});
	expect(existsSync(join(code, 'second'))).toBe(false);
	expect(existsSync(join(plan.environment?.folder ?? '', '.ok'))).toBe(false);
});

test('a run that is asked to stop before its process starts never starts it', async () => {
	const plan = await sandbox.plan({specification: {command: 'echo started > ../started'}});
	await sandbox.engine.stop(plan, {});
	const {events} = await drive(plan);
	expect(inShort(events)).toEqual(['status stopped']);
	expect(existsSync(join(plan.runFolder, 'started'))).toBe(false);
});

test('stopping a run that is over does nothing', async () => {
	const plan = await sandbox.plan({specification: {command: 'true'}});
	const {handle} = await drive(plan);
	await sandbox.engine.stop(plan, handle);
});

test('a pid that belongs to another process now is left alone', async () => {
	const {plan, driven, pids} = await start('echo $$ > x; mv x ready; sleep 300', 5);
	const other = await sandbox.plan({specification: {command: 'true'}});
	await sandbox.engine.stop(other, {run: {pid: pids[0], startTime: 'another time', at: 0}});
	expect(await living(pids)).toEqual(pids);
	await sandbox.engine.stop(plan, {});
	await driven;
});
