import {execFile} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {kill} from 'node:process';
import {setTimeout as wait} from 'node:timers/promises';
import {promisify} from 'node:util';
import {expect, test} from 'vitest';
import {createEngineSandbox, leftOfBuilds, ownBase, podman} from './engine-sandbox.ts';

const ps = async (...columns: readonly string[]) => (await promisify(execFile)('ps', ['-eo', columns.join(',')])).stdout;

test('a build whose podman is killed leaves no process, no working container and no file behind', async () => {
	await using sandbox = await createEngineSandbox();
	const image = await ownBase(sandbox.name);
	const other = (await podman('create', image, 'true')).trim();
	const plan = await sandbox.plan({image, steps: [`echo ${sandbox.name} >/one`, 'echo in; sleep 1234.75'], specification: {command: 'true'}});
	const driving = sandbox.drive(plan);
	while (!sandbox.look(plan).short.includes('build started: step 2 of 2: echo in; sleep 1234.75')) await wait(20);
	while (!(await ps('args')).includes('sleep 1234.75\n')) await wait(20);
	const script = readFileSync(join(plan.runFolder, 'build.pid'), 'utf8').split(' ')[0];
	const engine = (await ps('pid=', 'ppid=')).split('\n').find(line => line.trim().split(/\s+/)[1] === script);
	kill(Number(engine?.trim().split(/\s+/)[0]), 'SIGKILL');
	await driving;
	const {end, log} = sandbox.look(plan);
	expect(end).toMatchObject({status: 'failed', exitCode: 137});
	expect((await ps('args')).split('\n').filter(line => line.includes('1234.75'))).toEqual([]);
	expect(await leftOfBuilds(image, [plan])).toEqual([]);
	// What the first step has made, which no other build makes
	const made = [...(log('build') ?? '').matchAll(/^--> ([0-9a-f]{11,12})/gm)].at(-1)?.[1];
	expect(made).toBeDefined();
	const now = (await podman('ps', '-a', '--external', '--format', '{{.Names}}')).split('\n');
	expect(now.filter(name => name.startsWith(made!))).toEqual([]);
	// A container of somebody else, of the same image
	expect((await podman('rm', other)).trim()).toBe(other);
});
