import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {kill} from 'node:process';
import {setTimeout as wait} from 'node:timers/promises';
import {expect, test} from 'vitest';
import type {ContainerPlan} from '../../source/engines/containers/plan.ts';
import {logFile} from '../../source/runs/run-folder.ts';
import {stopRun} from '../../source/runs/stop.ts';
import {busybox, createEngineSandbox, podman} from './engine-sandbox.ts';

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

test('50 MB that are written in a burst by a container that ends at once arrive byte for byte', async () => {
	await using sandbox = await createEngineSandbox();
	await sandbox.write({'burst.py': 'import sys\nfor i in range(1000000):\n    sys.stdout.write(f"{i:07d} {chr(97 + i % 26) * (i % 90)}\\n")\n'});
	const {end, plan} = await sandbox.run({specification: {command: 'python3 burst.py'}});
	const expected = Buffer.from(
		Array.from({length: 1_000_000}, (_, i) => `${String(i).padStart(7, '0')} ${String.fromCharCode(97 + (i % 26)).repeat(i % 90)}\n`).join(''),
	);
	const log = readFileSync(logFile(plan.runFolder, 'run'));
	expect(end).toEqual({status: 'succeeded', exitCode: 0});
	expect([log.length, hashOf(log)]).toEqual([expected.length, hashOf(expected)]);
	expect(expected.length).toBeGreaterThan(50e6);
});

const strange = `import os, sys
out, err = sys.stdout.buffer, sys.stderr.buffer
out.write(b"a" * 40000 + b"\\n"); out.flush()
err.write(b"error in between\\n"); err.flush()
out.write(bytes(range(1, 256)).replace(b"\\n", b"") * 200 + b"\\n\\n  leading\\ttab \\r\\n"); out.flush()
for i in range(50):
    out.write(b"\\rprogress %d" % i); out.flush()
out.write(b"\\n" + b"z" * 3000000 + b"\\n\\0\\0\\n"); out.flush()
out.write(b"last, without a newline")
`;

test('long lines, binary bytes, empty lines, progress and a last line without its end arrive byte for byte', async () => {
	await using sandbox = await createEngineSandbox();
	await sandbox.write({'strange.py': strange});
	const {plan} = await sandbox.run({specification: {command: 'python3 strange.py'}});
	const all = Buffer.from(Array.from({length: 255}, (_, index) => index + 1).filter(byte => byte !== 10));
	const expected = Buffer.concat([
		Buffer.from(`${'a'.repeat(40000)}\n`),
		...Array.from({length: 200}, () => all),
		Buffer.from(
			`\n\n  leading\ttab \r\n${Array.from({length: 50}, (_, index) => `\rprogress ${index}`).join('')}\n${'z'.repeat(3_000_000)}\n\0\0\nlast, without a newline`,
		),
	]);
	const log = readFileSync(logFile(plan.runFolder, 'run'));
	const error = Buffer.from('error in between\n');
	const at = log.indexOf(error);
	expect(at).toBeGreaterThan(-1);
	const others = Buffer.concat([log.subarray(0, at), log.subarray(at + error.length)]);
	expect([others.length, hashOf(others)]).toEqual([expected.length, hashOf(expected)]);
});

test('a progress bar is seen while it goes on', async () => {
	await using sandbox = await createEngineSandbox();
	await sandbox.write({'a.py': 'import sys, time\nfor i in range(100):\n    sys.stderr.write(f"\\r{i}%"); sys.stderr.flush(); time.sleep(0.02)\n'});
	const plan = await sandbox.plan({specification: {command: 'python3 a.py'}});
	const driving = sandbox.drive(plan);
	while (!sandbox.look(plan).log('run')?.includes('\r20%')) await wait(5);
	expect(sandbox.look(plan).end).toMatchObject({status: 'running'});
	await driving;
	expect(sandbox.look(plan).log('run')).toBe(Array.from({length: 100}, (_, index) => `\r${index}%`).join(''));
});

test('whoever follows can be cut off at any moment, again and again: nothing is lost, doubled or torn', async () => {
	await using sandbox = await createEngineSandbox();
	await sandbox.write({
		'a.py':
			'import sys, time\nfor i in range(60000):\n    sys.stdout.write(f"{i} " + "x" * (i % 200) + "\\n")\n    if i % 500 == 0:\n        sys.stderr.write(f"error {i}\\n"); sys.stdout.flush(); time.sleep(0.02)\n',
	});
	const plan = await sandbox.plan({specification: {command: 'python3 a.py'}});
	let cuts = 0;
	for (let isOver = false; !isOver; ) {
		// It takes a busy machine some time to come to the log at all
		const controller = new AbortController();
		const timer = setTimeout(() => controller.abort(), 100 + Math.random() * 500);
		await sandbox.drive(plan, controller.signal);
		clearTimeout(timer);
		isOver = !controller.signal.aborted || sandbox.look(plan).end.status === 'succeeded';
		cuts++;
	}
	const lines = readFileSync(logFile(plan.runFolder, 'run'), 'utf8').split('\n');
	expect(lines.filter(line => !line.startsWith('error'))).toEqual([...Array.from({length: 60000}, (_, i) => `${i} ${'x'.repeat(i % 200)}`), '']);
	expect(lines.filter(line => line.startsWith('error'))).toEqual(Array.from({length: 120}, (_, i) => `error ${i * 500}`));
	expect(cuts).toBeGreaterThan(3);
});

/** Kills the process that keeps the log of a container and its end; podman goes on to call it running. Gives the container's own process. */
async function killWriter({container}: ContainerPlan): Promise<number> {
	const [writer, own] = (await podman('container', 'inspect', '--format', '{{.State.ConmonPid}} {{.State.Pid}}', container)).split(' ').map(Number);
	kill(writer!, 'SIGKILL');
	return own!;
}

test('a run whose container nobody watches any more is lost when its process is gone, and its container is deleted', async () => {
	await using sandbox = await createEngineSandbox();
	const plan = await sandbox.plan({image: busybox, specification: {command: 'echo here; printf part; sleep 1000'}});
	const driving = sandbox.drive(plan);
	await expect.poll(() => sandbox.look(plan).log('run'), {timeout: 20_000}).toBe('here\n');
	const own = await killWriter(plan);
	const told = () => sandbox.look(plan).events.filter(({type}) => type === 'gap').length;
	await expect.poll(told, {timeout: 20_000}).toBe(1);
	kill(own, 'SIGKILL');
	const {end, log} = await driving;
	expect(end).toEqual({
		status: 'failed',
		reason: 'lost',
		message: 'The container ended, and nobody knows how: the process of Podman that watched it (conmon) was killed.',
	});
	expect(log('run')).toBe('here\npart');
	expect(told()).toBe(1);
	expect(await podman('ps', '-aq', '--filter', `label=plx.folder=${plan.runFolder}`)).toBe('');
});

test('a run whose container nobody watches any more can be stopped', async () => {
	await using sandbox = await createEngineSandbox();
	const plan = await sandbox.plan({image: busybox, specification: {command: 'echo here; sleep 1000'}});
	const driving = sandbox.drive(plan);
	await expect.poll(() => sandbox.look(plan).log('run'), {timeout: 20_000}).toBe('here\n');
	await killWriter(plan);
	await stopRun(sandbox.world, plan.runId, () => sandbox.engine);
	expect((await driving).end).toMatchObject({status: 'stopped'});
	expect(await podman('ps', '-aq', '--filter', `label=plx.folder=${plan.runFolder}`)).toBe('');
});
