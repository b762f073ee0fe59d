import {execFileSync, spawn} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {logFile} from '../../source/runs/run-folder.ts';
import {stopRun} from '../../source/runs/stop.ts';
import {busybox, createEngineSandbox, leftOfBuilds, ownBase} from './engine-sandbox.ts';

// Docker's own command, speaking to podman's API: its words, arguments and answers are real, its daemon is not.
const hasDocker = (() => {
	try {
		return execFileSync('docker', ['--version'], {encoding: 'utf8'}).includes('Docker version');
	} catch {
		return false;
	}
})();

let folder = '';
let service: ReturnType<typeof spawn> | undefined;
const vars = () => ({DOCKER_HOST: `unix://${folder}/podman.sock`});

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'podman-service-'));
	service = spawn('podman', ['system', 'service', '--time=0', `unix://${folder}/podman.sock`], {stdio: 'ignore'});
});

afterAll(async () => {
	service?.kill();
	await rm(folder, {recursive: true, force: true});
});

test.skipIf(!hasDocker)('with docker as well an image is built, a command run, a step found to fail, and nothing left behind', async () => {
	await using sandbox = await createEngineSandbox('docker', vars());
	for (let tries = 0; (await sandbox.engine.probe(AbortSignal.timeout(5000))).length > 0 && tries < 3; tries++) await wait(500);
	await sandbox.write({'burst.py': 'import sys\nfor i in range(200000):\n    sys.stdout.write(f"{i:07d} {chr(97 + i % 26) * (i % 90)}\\n")\n'});
	const {end, plan, short} = await sandbox.run({steps: ['echo step'], specification: {command: 'python3 burst.py; exit 5'}});
	expect(end).toMatchObject({status: 'failed', exitCode: 5});
	expect(short).toContain('build started: step 1 of 1: echo step');
	const expected = Array.from({length: 200_000}, (_, i) => `${String(i).padStart(7, '0')} ${String.fromCharCode(97 + (i % 26)).repeat(i % 90)}\n`).join('');
	expect(readFileSync(logFile(plan.runFolder, 'run'), 'utf8') === expected).toBe(true);
	const image = await ownBase(sandbox.name);
	const failed = await sandbox.run({image, steps: ['true', 'echo why; exit 6'], specification: {command: 'true'}});
	expect(failed.end).toMatchObject({reason: 'build-failed', exitCode: 6, message: 'build step 2 of 2: echo why; exit 6 failed with exit code 6'});
	expect(failed.diagnosis).toMatchObject({code: 'build-step-failed', evidence: 'why'});
	expect(await leftOfBuilds(image, [failed.plan])).toEqual([]);
	expect(execFileSync('podman', ['ps', '-aq', '--filter', `label=plx.code=${sandbox.code}`], {encoding: 'utf8'})).toBe('');
});

test.skipIf(!hasDocker)('with docker as well a run is followed by another driver, and stopped', async () => {
	await using sandbox = await createEngineSandbox('docker', vars());
	const plan = await sandbox.plan({
		image: busybox,
		specification: {command: 'echo one; sleep 1; echo two; while :; do sleep 0.1; done'},
		settings: {gracePeriod: 1},
	});
	const controller = new AbortController();
	const driving = sandbox.drive(plan, controller.signal);
	while (sandbox.look(plan).log('run') !== 'one\n') await wait(10);
	controller.abort();
	await driving;
	const again = sandbox.drive(plan);
	while (sandbox.look(plan).log('run') !== 'one\ntwo\n') await wait(10);
	await stopRun(sandbox.world, plan.runId, () => sandbox.engine);
	await again;
	expect(sandbox.look(plan).end).toMatchObject({status: 'stopped'});
	expect(sandbox.look(plan).log('run')).toBe('one\ntwo\n');
});
