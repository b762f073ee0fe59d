import {type ChildProcess, fork} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {expect, test} from 'vitest';
import type {ContainerPlan} from '../../source/engines/containers/plan.ts';
import type {RunEvent, RunHandle} from '../../source/engines/engine.ts';
import {drive} from '../../source/runs/driver.ts';
import {readHandle} from '../../source/runs/handle.ts';
import {busybox, createEngineSandbox, podman} from './engine-sandbox.ts';

type Sandbox = Awaited<ReturnType<typeof createEngineSandbox>>;

/** A driver that is gone after so many events, with what its journal had got by then. False when the run was over before. */
async function driveAndDie(sandbox: Sandbox, plan: ContainerPlan, count: number): Promise<boolean> {
	const controller = new AbortController();
	let seen = 0;
	const dying = {
		...sandbox.engine,
		async *drive(planned: ContainerPlan, handle: RunHandle, signal: AbortSignal): AsyncGenerator<RunEvent> {
			for await (const event of sandbox.engine.drive(planned, handle, AbortSignal.any([signal, controller.signal]))) {
				if (++seen > count) {
					controller.abort();
					return;
				}
				yield event;
			}
		},
	};
	await drive(sandbox.world, plan.runId, () => dying, {signal: controller.signal, patience: 0});
	return controller.signal.aborted;
}

test('a driver that dies after any event is followed by one that ends the run: one container, and no byte of the log lost or doubled', async () => {
	await using sandbox = await createEngineSandbox();
	const command = 'echo begun >> /outputs/count; for i in 1 2 3 4 5 6; do echo "line $i"; echo "error $i" >&2; sleep 0.05; done; printf last; exit 3';
	for (let count = 1; ; count++) {
		await sandbox.write({'train.py': `# ${count}\n`});
		const plan = await sandbox.plan({image: busybox, steps: [`echo ${count}`], specification: {command}});
		const hasDied = await driveAndDie(sandbox, plan, count);
		const {end, log} = await sandbox.drive(plan);
		expect(end, `after ${count} events`).toMatchObject({status: 'failed', exitCode: 3, reason: 'command-failed'});
		expect(log('run')?.split('\n').sort(), `after ${count} events`).toEqual(
			[...[1, 2, 3, 4, 5, 6].flatMap(number => [`line ${number}`, `error ${number}`]), 'last'].sort(),
		);
		expect(readFileSync(join(plan.runFolder, 'outputs/count'), 'utf8')).toBe('begun\n');
		expect(await podman('ps', '-aq', '--filter', `label=plx.folder=${plan.runFolder}`)).toBe('');
		if (!hasDied) {
			expect(count).toBeGreaterThan(20);
			break;
		}
	}
});

test('a build goes on without its driver, and the next one takes what it came to', async () => {
	await using sandbox = await createEngineSandbox();
	await sandbox.write({'train.py': ''});
	const plan = await sandbox.plan({steps: ['echo first; sleep 1; echo second'], specification: {command: 'echo ran'}});
	const controller = new AbortController();
	const isInStep = ({type, ...event}: RunEvent) => type === 'stage' && 'detail' in event && event.detail?.startsWith('step 1 of 1') === true;
	const watching = (async () => {
		while (!sandbox.look(plan).events.some(isInStep)) await wait(10);
		controller.abort();
	})();
	await sandbox.drive(plan, controller.signal);
	await watching;
	const {end, log} = await sandbox.drive(plan);
	expect(end).toEqual({status: 'succeeded', exitCode: 0});
	expect(log('build')?.match(/^STEP 1\//gm)).toHaveLength(1);
	expect(log('build')).toContain('\nfirst\nsecond\n');
});

test('a container that ended while nobody looked is told with its own end', async () => {
	await using sandbox = await createEngineSandbox();
	const plan = await sandbox.plan({image: busybox, specification: {command: 'sleep 0.5; echo done; exit 4'}});
	const controller = new AbortController();
	const driving = sandbox.drive(plan, controller.signal);
	while (!('started' in readHandle(plan.runFolder))) await wait(10);
	controller.abort();
	await driving;
	await wait(1500);
	const ended = Date.now();
	const {end, log, events} = await sandbox.drive(plan);
	expect(end).toMatchObject({status: 'failed', exitCode: 4});
	expect(log('run')).toBe('done\n');
	expect(ended - (events.at(-1)?.at ?? 0)).toBeGreaterThan(500);
});

test('a container that somebody else deleted is lost, and said', async () => {
	await using sandbox = await createEngineSandbox();
	const plan = await sandbox.plan({image: busybox, specification: {command: 'echo here; sleep 100'}});
	const driving = sandbox.drive(plan);
	while (!sandbox.look(plan).short.includes('status running')) await wait(10);
	await wait(300);
	await podman('rm', '-f', '-t', '0', plan.container);
	const {end, log} = await driving;
	expect(end).toMatchObject({status: 'failed', reason: 'lost', message: expect.stringContaining('is gone')});
	expect(log('run')).toBe('here\n');
});

test('a driver that is killed by the system at any moment loses nothing', async () => {
	await using sandbox = await createEngineSandbox();
	const command = 'i=0; while [ $i -lt 2000 ]; do echo "line $i of a run that goes on"; i=$((i+1)); done; sleep 1; echo end';
	for (const delay of [0, 200, 400, 600, 800, 1000, 1200]) {
		const plan = await sandbox.plan({image: busybox, specification: {command}});
		const program = join(import.meta.dirname, 'drive-program.ts');
		const child: ChildProcess = fork(program, [plan.runId], {env: {...sandbox.world.env}, execArgv: ['--import', 'tsx'], stdio: 'ignore'});
		const hasBegun = new Promise(resolve => child.once('message', resolve));
		await hasBegun;
		await wait(delay);
		child.kill('SIGKILL');
		await new Promise(resolve => child.once('close', resolve));
		const {end, log} = await sandbox.drive(plan);
		expect(end, `after ${delay} ms`).toEqual({status: 'succeeded', exitCode: 0});
		expect(log('run'), `after ${delay} ms`).toBe(`${Array.from({length: 2000}, (_, line) => `line ${line} of a run that goes on\n`).join('')}end\n`);
	}
});
