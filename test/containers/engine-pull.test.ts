import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {busybox, createEngineSandbox, podman} from './engine-sandbox.ts';

/** See ../shared/containers/up. */
const registry = '127.0.0.1:5056';

async function pushed(name: string): Promise<string> {
	const image = `${registry}/${name}`;
	await podman('tag', busybox, image);
	await podman('push', '-q', image);
	await podman('rmi', image);
	return image;
}

test('an image that is not here is pulled first, and a second run finds it', async () => {
	await using sandbox = await createEngineSandbox();
	const image = await pushed(`pulled-${sandbox.name.toLowerCase()}:1`);
	const first = await sandbox.run({image, specification: {command: 'echo hi'}});
	expect(first.end).toEqual({status: 'succeeded', exitCode: 0});
	expect(first.short.slice(0, 6)).toEqual([
		'status created',
		`pull started: ${image}`,
		'stream pull is a file',
		'stream pull ended 0',
		`pull succeeded: ${image}`,
		`build skipped: nothing to bake: ${image} is run as it is`,
	]);
	expect(first.log('pull')).toContain(`Trying to pull ${image}`);
	const second = await sandbox.run({image, specification: {command: 'echo hi'}});
	expect(second.short.join('\n')).not.toContain('pull succeeded');
	await podman('rmi', image);
});

test('what is built on an image that is not here waits for its pull', async () => {
	await using sandbox = await createEngineSandbox();
	await sandbox.write({'a.sh': 'echo from code'});
	const image = await pushed(`base-${sandbox.name.toLowerCase()}:1`);
	const run = await sandbox.run({image, steps: ['echo step'], specification: {command: './a.sh'}});
	expect(run.end).toEqual({status: 'succeeded', exitCode: 0});
	expect(run.log('run')).toBe('from code\n');
	expect(run.short.filter(line => /(?:pull|prepare|build) succeeded/.test(line))).toHaveLength(3);
	await podman('rmi', '-f', image);
});

test.each([
	[`${registry}/nothere:1`, 'image-not-found'],
	['127.0.0.1:5999/x:1', 'registry-unreachable'],
])('the pull of %s fails with its cause', async (image, code) => {
	await using sandbox = await createEngineSandbox();
	const {end, diagnosis, short} = await sandbox.run({image, specification: {command: 'true'}});
	expect(end).toEqual({status: 'failed', reason: 'pull-failed', message: `The image ${image} could not be pulled by Podman; the log of the pull says why.`});
	expect(diagnosis).toMatchObject({code});
	expect(short.slice(-2)).toEqual([`pull failed: ${image}`, 'status failed']);
});

test('an image of this computer that is not here is not looked for at a registry, and the tags that are here are named', async () => {
	await using sandbox = await createEngineSandbox();
	const name = `localhost/here-${sandbox.name.toLowerCase()}`;
	await podman('tag', busybox, `${name}:1`);
	const {end, short} = await sandbox.run({image: `${name}:9`, specification: {command: 'true'}});
	expect(end).toEqual({status: 'failed', reason: 'image-not-here', message: expect.stringMatching(`no image ${name}:9 .* Here is ${name}:1\\.$`)});
	expect(short).toEqual(['status created', `pull failed: ${name}:9`, 'status failed']);
	await podman('rmi', `${name}:1`);
});

test('an image without a shell, one for another processor, and one whose user is not root fail with their cause, with steps and without', async () => {
	await using sandbox = await createEngineSandbox();
	const name = sandbox.name.toLowerCase();
	// A program for arm64, as far as its head tells
	const program = Buffer.alloc(4096);
	program.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0xb7, 0, 1]);
	const images = join(sandbox.folder, 'images');
	await mkdir(images);
	await writeFile(join(images, 'sh'), program, {mode: 0o755});
	await writeFile(join(images, 'Empty'), 'FROM scratch\nLABEL a=b\n');
	await writeFile(join(images, 'Other'), 'FROM scratch\nCOPY sh /bin/sh\n');
	await writeFile(join(images, 'User'), `FROM ${busybox}\nUSER 1234\n`);
	for (const [file, code] of [
		['Empty', 'no-shell'],
		['Other', 'wrong-architecture'],
		['User', 'permission-denied'],
	] as const) {
		const image = `localhost/${file.toLowerCase()}-${name}:1`;
		await podman('build', '-q', '-t', image, '-f', join(images, file), images);
		for (const steps of [['touch /rootfile'], []]) {
			const {end, diagnosis, plan} = await sandbox.run({image, steps, specification: {command: 'touch /rootfile'}});
			expect(end, file).toMatchObject({status: 'failed'});
			expect(diagnosis, file).toMatchObject({code});
			expect(await podman('ps', '-aq', '--filter', `label=plx.folder=${plan.runFolder}`)).toBe('');
		}
		await podman('rmi', '-f', image);
	}
});
