import {spawn} from 'node:child_process';
import {existsSync} from 'node:fs';
import {mkdir, readFile, rm, utimes, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {kill} from 'node:process';
import {afterEach, beforeEach, expect, test} from 'vitest';
import type {RunEvent, RunHandle, RunPlan} from '../../../source/engines/engine.ts';
import {startTimeOf} from '../../../source/engines/processes/process-identity.ts';
import {createSandbox, driveToEnd, eventually, fileAppears, inShort, lastStatus, type Sandbox} from '../sandbox.ts';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await createSandbox();
});

afterEach(() => sandbox.remove());

/** A driver that dies after so many events: the last handle that it was given time to save is what is left of it. */
async function driveAndDie(
	plan: RunPlan,
	events: number,
	isLastHandleSaved: boolean,
): Promise<{readonly handle: RunHandle; readonly seen: readonly RunEvent[]; readonly isOver: boolean}> {
	const seen: RunEvent[] = [];
	let handle: RunHandle = {};
	for await (const event of sandbox.engine.drive(plan, handle, AbortSignal.timeout(10_000))) {
		seen.push(event);
		const isLast = seen.length === events;
		if (event.type === 'handle' && (!isLast || isLastHandleSaved)) handle = event.handle;
		if (isLast) return {handle, seen, isOver: false};
	}
	return {handle, seen, isOver: true};
}

test.each([true, false])(
	'a driver that dies after any event is followed by one that ends the run, each process started once (handle of the moment saved: %s)',
	async isSaved => {
		const tryAfter = async (count: number): Promise<boolean> => {
			const counter = join(sandbox.folder, `count-${count}`);
			const steps = [`echo built >> ${counter}; echo step`];
			const plan = await sandbox.plan({steps, specification: {command: `echo ran >> ${counter}; sleep 0.03; echo done; exit 3`}});
			const {handle, seen, isOver} = await driveAndDie(plan, count, isSaved);
			if (isOver) return false;
			const {events} = await driveToEnd(sandbox.engine, plan, JSON.parse(JSON.stringify(handle)));
			expect(lastStatus(events)).toEqual({status: 'failed', exitCode: 3, reason: 'command-failed', message: 'The command failed with exit code 3.'});
			expect(await readFile(counter, 'utf8'), `after ${inShort(seen).at(-1)}`).toBe('built\nran\n');
			expect(await readFile(join(plan.runFolder, 'logs/run.log'), 'utf8')).toBe('done\n');
			return true;
		};
		const areTried = await Promise.all(Array.from({length: 24}, (_, index) => tryAfter(index + 1)));
		expect(areTried.filter(Boolean)).toHaveLength(19);
	},
);

test('a driver that takes over tells the beginning again with its first times', async () => {
	const plan = await sandbox.plan({specification: {command: `while [ ! -e ${sandbox.folder}/go ]; do sleep 0.01; done`}});
	const {handle, seen} = await driveAndDie(plan, 11, true);
	expect(inShort(seen).at(-1)).toBe('status running');
	await writeFile(join(sandbox.folder, 'go'), '');
	const {events} = await driveToEnd(sandbox.engine, plan, handle);
	expect(inShort(events)).toEqual(['run started', 'stream run is a file', 'status running', 'stream run ended 0', 'run succeeded', 'status succeeded 0']);
	expect(seen).toEqual(expect.arrayContaining(events.slice(0, 3)));
});

test('aborting ends the following without an error, and the run goes on', async () => {
	const plan = await sandbox.plan({specification: {command: `echo > ready; while [ ! -e ${sandbox.folder}/go ]; do sleep 0.01; done; echo survived`}});
	const controller = new AbortController();
	let handle: RunHandle = {};
	const seen: RunEvent[] = [];
	for await (const event of sandbox.engine.drive(plan, {}, controller.signal)) {
		seen.push(event);
		if (event.type === 'handle') handle = event.handle;
		if (event.type === 'status' && event.status === 'running') setTimeout(() => controller.abort(), 20);
	}
	expect(lastStatus(seen)).toEqual({status: 'running'});
	await writeFile(join(sandbox.folder, 'go'), '');
	await fileAppears(join(plan.runFolder, 'exit-code'));
	expect(lastStatus((await driveToEnd(sandbox.engine, plan, handle)).events)).toEqual({status: 'succeeded', exitCode: 0});
	expect(await readFile(join(plan.runFolder, 'logs/run.log'), 'utf8')).toBe('survived\n');
});

test('two drivers in the same moment start one process', async () => {
	const plan = await sandbox.plan({specification: {command: `echo ran >> ${sandbox.folder}/count; sleep 0.1`}});
	await mkdir(join(plan.runFolder, 'code'));
	const both = await Promise.all([driveToEnd(sandbox.engine, plan, {prepared: 1, built: 1}), driveToEnd(sandbox.engine, plan, {prepared: 1, built: 1})]).catch(
		String,
	);
	expect(both).not.toBeTypeOf('string');
	expect(await readFile(join(sandbox.folder, 'count'), 'utf8').catch(() => '')).toBe('ran\n');
});

test('a process that was killed with its wrapper is told as it is', async () => {
	const plan = await sandbox.plan({specification: {command: 'echo > ready; sleep 300'}});
	const driven = driveToEnd(sandbox.engine, plan);
	await fileAppears(join(plan.runFolder, 'code/ready'));
	const pid = Number((await readFile(join(plan.runFolder, 'run.pid'), 'utf8')).split(' ')[0]);
	kill(-pid, 'SIGKILL');
	expect(lastStatus((await driven).events)).toEqual({
		status: 'failed',
		reason: 'lost',
		message: 'The run ended without leaving an exit code: it was killed, or the computer was restarted.',
	});
});

test('what a killed wrapper had started is ended, for nobody could end it later', async () => {
	const plan = await sandbox.plan({specification: {command: 'sleep 300 & echo $! > child; mv child ready; wait'}});
	const driven = driveToEnd(sandbox.engine, plan);
	await fileAppears(join(plan.runFolder, 'code/ready'));
	const wrapper = Number((await readFile(join(plan.runFolder, 'run.pid'), 'utf8')).split(' ')[0]);
	const child = Number(await readFile(join(plan.runFolder, 'code/ready'), 'utf8'));
	kill(wrapper, 'SIGKILL');
	expect(lastStatus((await driven).events)).toMatchObject({status: 'failed', reason: 'lost'});
	expect(await startTimeOf(child)).toBeUndefined();
});

test('a run that ended while nobody looked ended then, not when somebody looks', async () => {
	const plan = await sandbox.plan({specification: {command: 'echo hello; exit 3'}});
	const {handle} = await driveToEnd(sandbox.engine, plan);
	const started = {...handle, run: {...(handle.run as object), at: 1000}};
	await utimes(join(plan.runFolder, 'exit-code'), 5, 5);
	const {events} = await driveToEnd(sandbox.engine, plan, started);
	expect(events.slice(-3).map(({at, type}) => [at, type])).toEqual([
		[5000, 'stream-state'],
		[5000, 'stage'],
		[5000, 'status'],
	]);
	await rm(join(plan.runFolder, 'exit-code'));
	for (const file of ['logs/run.log', 'run.pid']) await utimes(join(plan.runFolder, file), 4, 4);
	const lost = await driveToEnd(sandbox.engine, plan, started);
	expect(lost.events.at(-1)).toMatchObject({at: 4000, status: 'failed', reason: 'lost'});
});

test('another process with the pid of the run is not taken for it', async () => {
	const plan = await sandbox.plan({specification: {command: 'true'}});
	const other = spawn('sleep', ['300']);
	const pid = other.pid ?? 0;
	await eventually(async () => (await startTimeOf(pid)) !== undefined, 'sleep runs');
	const {events} = await driveToEnd(sandbox.engine, plan, {prepared: 1, built: 1, run: {pid, startTime: 'long ago', at: 1}});
	other.kill('SIGKILL');
	expect(lastStatus(events)).toMatchObject({status: 'failed', reason: 'lost'});
});

test('of two runs that need the same environment the second waits and uses what the first built', async () => {
	const request = {
		steps: [`echo built >> ${sandbox.folder}/count; while [ ! -e ${sandbox.folder}/go ]; do sleep 0.01; done`],
		specification: {command: 'true'},
	};
	const [first, second] = [await sandbox.plan(request), await sandbox.plan(request)];
	const firstDriven = driveToEnd(sandbox.engine, first);
	await fileAppears(join(sandbox.folder, 'count'));
	const secondDriven = driveToEnd(sandbox.engine, second);
	const log = join(second.runFolder, 'logs/build.log');
	await eventually(async () => existsSync(log) && (await readFile(log, 'utf8')).includes('waiting'), 'the second waits');
	await writeFile(join(sandbox.folder, 'go'), '');
	const short = second.environment?.key.slice(0, 4);
	expect(inShort((await firstDriven).events)).toContain('build succeeded: 1 step');
	expect(inShort((await secondDriven).events)).toContain(`build succeeded: environment ${short}… re-used, another run built it`);
	expect(await readFile(log, 'utf8')).toBe(
		`Another run is building environment ${short}…: waiting for it.\nEnvironment ${short}… was built by another run meanwhile: re-used.\n`,
	);
	expect(await readFile(join(sandbox.folder, 'count'), 'utf8')).toBe('built\n');
});

test('what a killed build left is removed and built anew', async () => {
	const plan = await sandbox.plan({steps: ['ls'], specification: {command: 'true'}});
	const folder = plan.environment?.folder ?? '';
	await mkdir(join(folder, 'code'), {recursive: true});
	await writeFile(join(folder, 'code/half-made'), '');
	const {events} = await driveToEnd(sandbox.engine, plan);
	expect(lastStatus(events)).toEqual({status: 'succeeded', exitCode: 0});
	expect(await readFile(join(plan.runFolder, 'logs/build.log'), 'utf8')).toBe('Step 1/1 : ls\n');
	expect(existsSync(join(folder, 'code/half-made'))).toBe(false);
});

test('a step file that changes after the plan was made is not built under the wrong key', async () => {
	await sandbox.write({'requirements.txt': 'six\n'});
	const plan = await sandbox.plan({steps: ['true'], specification: {command: 'true'}});
	await sandbox.write({'requirements.txt': 'five\n'});
	expect(lastStatus((await driveToEnd(sandbox.engine, plan)).events)).toEqual({
		status: 'failed',
		reason: 'code-changed',
		message: 'A file that the build steps see (requirements.txt) was changed while the run was prepared. Run it again.',
	});
});

test('a code file that went away is left out, and said', async () => {
	await sandbox.write({'a.txt': 'a', 'b.txt': 'b'});
	const plan = await sandbox.plan({specification: {command: 'ls'}});
	await rm(join(sandbox.code, 'b.txt'));
	const {events} = await driveToEnd(sandbox.engine, plan);
	expect(inShort(events)).toContain('notice These files went away while the code was copied, and are not in the run: b.txt.');
	expect(await readFile(join(plan.runFolder, 'logs/run.log'), 'utf8')).toBe('a.txt\n');
});
