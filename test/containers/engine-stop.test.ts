import {execFile} from 'node:child_process';
import {setTimeout as wait} from 'node:timers/promises';
import {promisify} from 'node:util';
import {expect, test} from 'vitest';
import {commandScript, watchScript} from '../../source/engines/command-script.ts';
import {stopRun} from '../../source/runs/stop.ts';
import {busybox, createEngineSandbox, leftOfBuilds, ownBase, podman, python} from './engine-sandbox.ts';

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
	// The shell tells of its `sleep`, which was asked as well
	expect(log('run')?.replace('Terminated\n', '')).toBe('hello\nbye\n');
	expect(short.slice(-4)).toEqual(['status stopping', 'stream run ended 0', 'run failed: stopped', 'status stopped 0']);
	expect(await podman('ps', '-aq', '--filter', `label=plx.folder=${plan.runFolder}`)).toBe('');
});

const saving = `import signal, sys, time
def save(*_):
    print("got TERM", flush=True); time.sleep(1); print("saved", flush=True); sys.exit(0)
signal.signal(signal.SIGTERM, save)
print("hello, SIGINT", signal.getsignal(signal.SIGINT).__name__, flush=True)
while True: time.sleep(60)
`;
const lastWords = 'hello, SIGINT default_int_handler\ngot TERM\nsaved\n';

/** Stops a run as soon as its command has said hello. */
async function stopAtHello(sandbox: Sandbox, plan: Plan) {
	const driving = sandbox.drive(plan);
	while (!sandbox.look(plan).log('run')?.includes('hello')) await wait(10);
	const start = Date.now();
	await stopRun(sandbox.world, plan.runId, () => sandbox.engine);
	const took = Date.now() - start;
	await driving;
	return {took, ...sandbox.look(plan)};
}

test.each([
	['alone', 'python3 save.py', 0],
	['followed by another when it succeeds', 'python3 save.py && echo next', 143],
	['followed by another', 'python3 save.py; echo next', 143],
	['whose output goes through another', 'python3 save.py | cat', 143],
	['in a shell in a shell', "sh -c 'python3 save.py; echo next'; echo next", 143],
	['whose input comes from another', "sleep 100 | sh -c 'exec python3 save.py'", 143],
])('a program may save its work, once, before it is gone: %s', async (_, command, exitCode) => {
	await using sandbox = await createEngineSandbox();
	await sandbox.write({'save.py': saving});
	const plan = await sandbox.plan({specification: {command}, settings: {gracePeriod: 20}});
	const {end, took, log} = await stopAtHello(sandbox, plan);
	expect(log('run')).toBe(lastWords);
	expect(end).toEqual({status: 'stopped', exitCode});
	expect(took).toBeLessThan(12_000);
});

test('it may so in an image that has no more than a busybox', async () => {
	await using sandbox = await createEngineSandbox();
	const saver = `sh -c 'trap "echo got; usleep 500000; echo saved; exit 0" TERM; echo hello; while :; do read x </dev/null; done'`;
	for (const command of [`${saver} && echo next`, `${saver} | cat`]) {
		const plan = await sandbox.plan({image: busybox, specification: {command}, settings: {gracePeriod: 20}});
		const {end, log} = await stopAtHello(sandbox, plan);
		expect(log('run')).toBe('hello\ngot\nsaved\n');
		expect(end).toEqual({status: 'stopped', exitCode: 143});
	}
});

/** What an init does, in Python: one child, to which it passes the signal on, and whose exit code is its own. */
const init = `import os, signal, sys
child = os.fork()
if child == 0: os.execv(sys.argv[1], sys.argv[1:])
signal.signal(signal.SIGTERM, lambda *_: os.kill(child, signal.SIGTERM))
while True:
    pid, status = os.wait()
    if pid == child: os._exit(os.waitstatus_to_exitcode(status))
`;

test('it may so below an init, which would end with the shell', async () => {
	await using sandbox = await createEngineSandbox();
	const name = `plx-test-init-${sandbox.name.toLowerCase()}`;
	const command = `python3 -c '${saving}' | cat`;
	const words = ['--entrypoint', 'python3', python, '-c', init, '/bin/sh', '-c', commandScript, watchScript, command];
	await podman('create', '--name', name, '--label', `plx.code=${sandbox.code}`, '--log-driver', 'k8s-file', ...words);
	await podman('start', name);
	await expect.poll(() => podman('logs', name), {timeout: 20_000}).toContain('hello');
	await podman('stop', '-t', '20', name);
	expect(await podman('logs', name)).toBe(lastWords);
	expect(await podman('container', 'inspect', '--format', '{{.State.ExitCode}}', name)).toBe('143\n');
});

test('a program that does not listen is killed after the grace period, also when its shell is gone', async () => {
	await using sandbox = await createEngineSandbox();
	const plan = await sandbox.plan({
		image: busybox,
		specification: {command: `sh -c 'trap "" TERM; echo hello; while :; do sleep 0.1; done' && echo next`},
		settings: {gracePeriod: 2},
	});
	const {end, took, log} = await stopAtHello(sandbox, plan);
	expect(end).toEqual({status: 'stopped', exitCode: 137});
	expect(took).toBeGreaterThan(1900);
	expect(took).toBeLessThan(8000);
	expect(log('run')).toBe('hello\n');
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
