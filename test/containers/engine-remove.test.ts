import {expect, test} from 'vitest';
import {createEngineSandbox, podman} from './engine-sandbox.ts';

test('the image of a run goes with the last run that has it, and never the base image', async () => {
	await using sandbox = await createEngineSandbox();
	await sandbox.write({'train.py': 'print(1)'});
	const request = {specification: {command: 'python3 train.py'}};
	const first = await sandbox.run(request);
	const second = await sandbox.run(request);
	const images = async () =>
		(await podman('images', '--format', '{{.Repository}}:{{.Tag}}')).split('\n').filter(name => name.startsWith(`${first.plan.repository}:`));
	expect((await images()).length).toBe(1);
	await sandbox.remove(first.plan.runId);
	expect((await images()).length).toBe(1);
	await sandbox.remove(second.plan.runId);
	expect(await images()).toEqual([]);
	const bare = await sandbox.run({image: 'localhost/busybox:1', specification: {command: 'true'}});
	await sandbox.remove(bare.plan.runId);
	await podman('image', 'exists', 'localhost/busybox:1');
	await podman('image', 'exists', 'localhost/python3:bookworm');
});
