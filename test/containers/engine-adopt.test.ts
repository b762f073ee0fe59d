import {rmSync} from 'node:fs';
import {expect, test} from 'vitest';
import {findRunsByLabel} from '../../source/engines/containers/found-runs.ts';
import {adoptRun} from '../../source/runs/adopt.ts';
import {readRecord, runFolderPath} from '../../source/runs/run-folder.ts';
import {busybox, createEngineSandbox, podman} from './engine-sandbox.ts';

test('a run whose folder is gone is found by the labels of its container, and followed to its end with all that it wrote', async () => {
	await using sandbox = await createEngineSandbox();
	const environment = {secret_refs: [], configmap_refs: [], resources: {memory: {limits: 64}}};
	const command = 'for i in 1 2 3 4 5 6; do echo line $i; sleep 0.5; done; exit 4';
	const plan = await sandbox.plan({image: busybox, specification: {command, environment}, settings: {gracePeriod: 3}});
	const controller = new AbortController();
	const driving = sandbox.drive(plan, controller.signal);
	await expect.poll(() => sandbox.look(plan).log('run'), {timeout: 20_000}).toContain('line 1');
	controller.abort();
	await driving;
	rmSync(plan.runFolder, {recursive: true});

	const found = (await findRunsByLabel(sandbox.world)).find(({runFolder}) => runFolder === plan.runFolder);
	expect(found).toMatchObject({runId: plan.runId, name: plan.name, kind: 'experiment', engine: 'podman', codeFolder: sandbox.code});
	expect(found?.plan('')).toMatchObject({resources: {memory: 64}, gracePeriod: 3});
	await adoptRun(sandbox.world, found!);
	expect(await readRecord(runFolderPath(sandbox.world, plan.runId))).toMatchObject({name: plan.name, createdAt: expect.any(Number)});
	const {end, log} = await sandbox.drive(plan);
	expect(log('run')).toBe([1, 2, 3, 4, 5, 6].map(number => `line ${number}\n`).join(''));
	expect(end).toMatchObject({status: 'failed', exitCode: 4});
	expect(await podman('ps', '-aq', '--filter', `label=plx.folder=${plan.runFolder}`)).toBe('');
});

test('a run that has its folder elsewhere is left to that', async () => {
	await using sandbox = await createEngineSandbox();
	const plan = await sandbox.plan({image: busybox, specification: {command: 'sleep 3'}});
	const driving = sandbox.drive(plan);
	await expect.poll(async () => (await findRunsByLabel(sandbox.world)).some(({runFolder}) => runFolder === plan.runFolder), {timeout: 20_000}).toBe(true);
	const found = (await findRunsByLabel(sandbox.world)).find(({runFolder}) => runFolder === plan.runFolder);
	await expect(adoptRun(sandbox.world, found!)).rejects.toThrow(/has its folder in .*Set XDG_DATA_HOME/);
	await driving;
});
