import {PassThrough} from 'node:stream';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {doctorCommand} from '../../source/commands/doctor.ts';
import {createSandbox, type Sandbox} from '../engines/sandbox.ts';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await createSandbox();
});

afterEach(() => sandbox.remove());

async function doctor(options: {json?: boolean} = {}) {
	const stdout = new PassThrough();
	const exitCode = await doctorCommand({...sandbox.world, stdout}, options);
	return {exitCode, text: String(stdout.read())};
}

test('sources of secrets and configmaps that are not there, or lack an item, are named', async () => {
	await sandbox.write({
		'.polyaxon/tui.yaml':
			'secretRefs: [{name: whole, envFile: a.env}, {name: gone, envFile: gone.env}]\nconfigmapRefs: [{name: half, envFile: a.env, items: [A, B, C]}]\n',
		'a.env': 'A=1\n',
	});
	const {exitCode, text} = await doctor();
	expect(text).toMatch(/[✗x] settings +name 2 secrets and 1 configmaps, and not all have what they should\n/);
	expect(text).toContain('The source gone.env of the secret "gone" is not there.');
	for (const item of ['B', 'C']) expect(text).toContain(`The configmap "half" has no ${item} in a.env.`);
	expect(text).not.toContain('"whole"');
	// Runs that do not refer to them go on
	expect(exitCode).toBe(0);
	const {findings} = JSON.parse((await doctor({json: true})).text);
	expect(findings.find(({subject}: {subject: string}) => subject === 'settings').problems.map(({code}: {code: string}) => code)).toEqual([
		'source-unreadable',
		'missing-item',
		'missing-item',
	]);
});

test('sources that are all there are counted', async () => {
	await sandbox.write({'.polyaxon/tui.yaml': 'secretRefs: [{name: whole, envFile: a.env}]\n', 'a.env': 'A=1\n'});
	expect((await doctor()).text).toMatch(/[✓+] settings +1 secrets and 0 configmaps have a source here\n/);
});

test('where the settings name an engine that is not ready, nothing can be run, whatever else is ready', async () => {
	await sandbox.write({'.polyaxon/tui.yaml': 'engine: kubernetes\n'});
	const {exitCode, text} = await doctor({json: true});
	expect([exitCode, JSON.parse(text).isReady]).toEqual([1, false]);
});
