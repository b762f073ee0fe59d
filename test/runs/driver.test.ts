import {appendFileSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {PassThrough} from 'node:stream';
import {expect, test} from 'vitest';
import type {RunEvent, RunHandle} from '../../source/engines/engine.ts';
import {stopRequestFile} from '../../source/engines/stop-request.ts';
import {drive} from '../../source/runs/driver.ts';
import {livingDriver, takeDriverLock} from '../../source/runs/driver-lock.ts';
import {readEvents} from '../../source/runs/event-file.ts';
import {lastLinesOf} from '../../source/runs/last-lines.ts';
import {handleFile, logFile} from '../../source/runs/run-folder.ts';
import {UserError} from '../../source/user-error.ts';
import {createFakeEngine, type FakeScript} from '../helpers/fake-engine.ts';
import {createFakeRun, temporaryWorld} from '../helpers/fake-run.ts';

const stream = {id: 'main', title: 'main', stage: 'run', attempt: 1} as const;
const opened: RunEvent = {at: 1, type: 'stream-opened', stream, isFile: true};
const running: RunEvent = {at: 1, type: 'status', status: 'running'};
const succeeded: RunEvent = {at: 5, type: 'status', status: 'succeeded', exitCode: 0};
const short = {patience: 30};
const withoutTimes = (events: readonly RunEvent[]) => events.map(({at: _, ...facts}) => facts);

async function driven(script: FakeScript, prepare: (folder: string) => void = () => {}) {
	const world = await temporaryWorld();
	const {runId, folder} = await createFakeRun(world);
	prepare(folder);
	const engine = createFakeEngine(script);
	await drive(world, runId, () => engine, short);
	return {world, runId, folder, engine, events: readEvents(folder), [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]()};
}

test('what the engine says is written as it comes, and the final status after all else', async () => {
	const ended: RunEvent = {at: 6, type: 'stream-state', streamId: 'main', state: 'ended', exitCode: 0};
	await using run = await driven([running, opened, succeeded, ended]);
	expect(run.events).toEqual([running, opened, ended, succeeded]);
	expect(await livingDriver(run.folder)).toBeUndefined();
});

test('each handle is on the disk before the engine takes its next step', async () => {
	const seen: unknown[] = [];
	await using _run = await driven(async function* ({plan}) {
		for (const pid of [1, 2, 3]) {
			yield {at: pid, type: 'handle', handle: {pid}};
			seen.push(JSON.parse(readFileSync(handleFile(plan.runFolder), 'utf8')));
		}
		yield succeeded;
	});
	expect(seen).toEqual([{pid: 1}, {pid: 2}, {pid: 3}]);
});

test('the log is whole when the run is said to be over, with its last line', async () => {
	await using run = await driven(async function* ({plan}) {
		yield opened;
		for (let line = 0; line < 1000; line++) appendFileSync(logFile(plan.runFolder, 'main'), `${line}\n`);
		appendFileSync(logFile(plan.runFolder, 'main'), 'last, without a newline');
		yield succeeded;
	});
	expect(lastLinesOf(run.folder, 'main', 2)).toEqual(['999', 'last, without a newline']);
});

test('an engine that throws ends the run as failed, with what it said, and leaves nothing running', async () => {
	await using run = await driven(async function* () {
		yield {at: 1, type: 'handle', handle: {pid: 1}};
		throw new Error('no \u001b[31msuch thing');
	});
	expect(withoutTimes(run.events).at(-1)).toEqual({type: 'status', status: 'failed', reason: 'internal-error', message: 'no such thing'});
	expect(run.engine.calls.map(({name}) => name)).toEqual(['drive', 'stop']);
	expect(String((run.world.stderr as PassThrough).read())).toMatch(/^Error: no .*\n {4}at /);
});

test('an engine that cannot go on because of the user is not an internal error', async () => {
	await using run = await driven(async function* () {
		yield running;
		throw new UserError('The env file is missing. Make it.');
	});
	expect(withoutTimes(run.events).at(-1)).toEqual({type: 'status', status: 'failed', reason: 'cannot-run', message: 'The env file is missing. Make it.'});
});

test('an engine that ends without a word ends the run as failed', async () => {
	await using run = await driven([running]);
	expect(withoutTimes(run.events).at(-1)).toEqual({
		type: 'status',
		status: 'failed',
		reason: 'internal-error',
		message: 'The engine ended without saying how the run ended.',
	});
});

test('an engine that does not end after the end of the run is left alone', async () => {
	await using run = await driven(async function* () {
		yield succeeded;
		await new Promise(() => {});
	});
	expect(run.events).toEqual([succeeded]);
});

test('a failure is explained from the last lines, before the final status', async () => {
	await using run = await driven(async function* ({plan}) {
		yield {at: 1, type: 'stage', stage: 'run', state: 'started'};
		yield opened;
		writeFileSync(logFile(plan.runFolder, 'main'), "Traceback\nModuleNotFoundError: No module named 'sklearn'\n");
		yield {at: 2, type: 'status', status: 'failed', exitCode: 1};
	});
	expect(withoutTimes(run.events).slice(-2)).toEqual([
		{
			type: 'diagnosis',
			diagnosis: {
				code: 'module-not-found',
				title: 'the Python module sklearn is not installed',
				hint: expect.stringContaining('"pip install scikit-learn"'),
				evidence: "ModuleNotFoundError: No module named 'sklearn'",
			},
		},
		{type: 'status', status: 'failed', exitCode: 1},
	]);
});

test('a driver that is told to leave says nothing of the end, and the next one goes on from the handle', async () => {
	await using world = await temporaryWorld();
	const {runId, folder} = await createFakeRun(world);
	const controller = new AbortController();
	const first = createFakeEngine(async function* ({signal}) {
		yield running;
		yield {at: 2, type: 'handle', handle: {pid: 7}};
		setTimeout(() => controller.abort(), 10);
		await new Promise(resolve => signal.addEventListener('abort', resolve));
	});
	await drive(world, runId, () => first, {...short, signal: controller.signal});
	const second = createFakeEngine([succeeded]);
	await drive(world, runId, () => second, short);
	expect([...first.calls, ...second.calls]).toEqual([
		{name: 'drive', handle: {}},
		{name: 'drive', handle: {pid: 7}},
	]);
	expect(readEvents(folder)).toEqual([running, {at: 2, type: 'handle', handle: {pid: 7}}, succeeded]);
});

test('a run that is over, or has a driver, is not driven', async () => {
	await using world = await temporaryWorld();
	const {runId, folder} = await createFakeRun(world);
	const engine = createFakeEngine([succeeded]);
	const lock = await takeDriverLock(folder);
	await drive(world, runId, () => engine, short);
	expect(engine.calls).toEqual([]);
	lock?.release();
	await drive(world, runId, () => engine, short);
	await drive(world, runId, () => engine, short);
	expect(engine.calls).toEqual([{name: 'drive', handle: {}}]);
	expect(readEvents(folder)).toEqual([succeeded]);
});

test('a run whose record cannot be read is a clear error', async () => {
	await using world = await temporaryWorld();
	const {runId, folder} = await createFakeRun(world);
	rmSync(join(folder, 'run.json'));
	await expect(drive(world, runId, () => createFakeEngine([]))).rejects.toThrow(`Remove it: polyaxon-tui remove ${runId}.`);
});

test('a request to stop reaches the engine, and what it says of the end is said to be a stop', async () => {
	const ended: RunEvent = {at: 6, type: 'stream-state', streamId: 'main', state: 'ended', exitCode: 143};
	await using run = await driven(async function* ({plan, stopped}) {
		yield running;
		yield {at: 2, type: 'handle', handle: {pid: 7}};
		yield opened;
		writeFileSync(stopRequestFile(plan.runFolder), '{}');
		await stopped;
		yield ended;
		yield {at: 7, type: 'status', status: 'failed', exitCode: 143};
	});
	expect(withoutTimes(run.events.slice(3))).toEqual([
		{type: 'status', status: 'stopping'},
		{type: 'stream-state', streamId: 'main', state: 'ended', exitCode: 143},
		{type: 'status', status: 'stopped', exitCode: 143},
	]);
	expect(run.engine.calls.slice(1)).toEqual([{name: 'stop', handle: {pid: 7}}]);
});

test('what the engine begins while the run is being stopped is stopped too', async () => {
	await using run = await driven(async function* ({plan, signal, stopped}) {
		yield {at: 2, type: 'handle', handle: {build: 1}};
		writeFileSync(stopRequestFile(plan.runFolder), '{}');
		await stopped;
		yield {at: 3, type: 'handle', handle: {build: 1, run: 2}};
		await new Promise(resolve => signal.addEventListener('abort', resolve));
	});
	expect(run.engine.calls.filter(({name}) => name === 'stop').map(({handle}) => handle)).toEqual([{build: 1}, {build: 1, run: 2}]);
	expect(withoutTimes(run.events).at(-1)).toEqual({type: 'status', status: 'stopped'});
});

test('a run that was asked to stop before it had a driver begins nothing', async () => {
	await using run = await driven([succeeded], folder => writeFileSync(stopRequestFile(folder), '{}'));
	expect(run.engine.calls).toEqual([{name: 'stop', handle: {}}]);
	expect(withoutTimes(run.events)).toEqual([
		{type: 'status', status: 'stopping'},
		{type: 'status', status: 'stopped'},
	]);
});

test('wherever a driver dies, the next one ends the run with the same events', async () => {
	await using world = await temporaryWorld();
	const steps: readonly RunEvent[] = [
		{at: 1, type: 'stage', stage: 'build', state: 'started'},
		{at: 2, type: 'handle', handle: {step: 1}},
		{at: 3, type: 'stage', stage: 'build', state: 'succeeded'},
		{at: 4, type: 'handle', handle: {step: 3}},
		opened,
		{at: 5, type: 'handle', handle: {step: 5}},
		running,
	];
	const from = (handle: RunHandle) => steps.slice(Number(handle.step ?? 0));
	for (let deathAfter = 1; deathAfter <= steps.length; deathAfter++) {
		const {runId, folder} = await createFakeRun(world);
		const controller = new AbortController();
		const dying = createFakeEngine(async function* ({handle}) {
			for (const [index, step] of from(handle).entries()) {
				yield step;
				if (index + 1 === deathAfter) controller.abort();
				if (index + 1 === deathAfter) return;
			}
		});
		await drive(world, runId, () => dying, {...short, signal: controller.signal});
		await drive(
			world,
			runId,
			() =>
				createFakeEngine(async function* ({handle}) {
					yield* from(handle);
					yield succeeded;
				}),
			short,
		);
		const kinds = new Set(readEvents(folder).map(event => JSON.stringify(event)));
		expect([...kinds]).toEqual([...steps, succeeded].map(event => JSON.stringify(event)));
	}
});
