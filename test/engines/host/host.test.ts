import {chmod, mkdir, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {chooseEngine} from '../../../source/engines/choose.ts';
import type {HostPlan} from '../../../source/engines/host/plan.ts';
import {createSandbox, type Sandbox} from '../sandbox.ts';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await createSandbox();
});

afterEach(() => sandbox.remove());

test('the plan says what will happen, for --dry-run, with names of variables and no values', async () => {
	await sandbox.write({'requirements.txt': 'six', 'train.py': 'pass'});
	const plan = await sandbox.plan({
		image: 'python:3.11',
		steps: ['echo one', 'echo two\necho three'],
		envVars: [['API_URL', 'https://value.test']],
		specification: {kind: 'job', command: 'echo run', environment: {secret_refs: ['s', 'm'], configmap_refs: [], resources: {memory: {limits: 512}}}},
		settings: {secretRefs: [{name: 's', envFile: '/s.env', items: ['TOKEN']}]},
	});
	const {key, folder} = plan.environment ?? {};
	expect(sandbox.engine.describe(plan)).toEqual([
		{title: 'Environment', lines: [`key ${key}`, `folder ${folder}`, 'build steps see requirements.txt']},
		{title: 'Build steps', lines: ['1  echo one', '2  echo two …']},
		{title: 'Code', lines: [`2 files, 7 B, from ${sandbox.code}`]},
		{
			title: 'Env vars',
			lines: [
				'API_URL',
				'POLYAXON_IS_MANAGED',
				'POLYAXON_IS_LOCAL',
				'POLYAXON_NO_OP',
				'POLYAXON_LOG_LEVEL',
				'POLYAXON_JOB_INFO',
				'POLYAXON_RUN_OUTPUTS_PATH',
				'POLYAXON_RUN_DATA_PATHS',
				'POLYAXON_TUI_RUN_FOLDER',
				'PYTHONUNBUFFERED',
			],
		},
		{title: 'Secrets', lines: ['s, from /s.env (TOKEN)', 'm: no source in the settings']},
		{title: 'Command', lines: ['echo run']},
		{title: 'Run folder', lines: [plan.runFolder]},
		{
			title: 'Not used',
			lines: [
				'The base image python:3.11 is not used: the host engine runs your command directly on this computer, with what is installed here and what the build steps install.',
				'The limit of memory 512 Mi is not enforced.',
				'No GPU is asked for: CUDA_VISIBLE_DEVICES is empty for the run.',
			],
		},
	]);
});

test('the key of an environment changes with steps, variables and step files, not with the base image, the command or the code', async () => {
	const keyOf = async (request: Parameters<Sandbox['plan']>[0]) => (await sandbox.plan({steps: ['echo 1'], ...request})).environment?.key;
	const first = await keyOf({});
	await sandbox.write({'train.sh': 'new'});
	expect([await keyOf({image: 'x'}), await keyOf({specification: {command: 'other'}})]).toEqual([first, first]);
	const others = [await keyOf({steps: ['echo 2']}), await keyOf({envVars: [['A', 'b']]}), await keyOf({specification: {command: 'python3 x.py'}})];
	await sandbox.write({'requirements.txt': 'six'});
	others.push(await keyOf({}));
	expect(new Set([first, ...others]).size).toBe(5);
});

test('another python3 gives another environment', async () => {
	const keyOf = async (version: string) => {
		const bin = join(sandbox.folder, version);
		await mkdir(bin);
		await writeFile(join(bin, 'python3'), `#!/bin/sh\necho '{"path": "/p", "realPath": "/p", "version": "${version}", "hasVenv": true}'\n`);
		await chmod(join(bin, 'python3'), 0o755);
		const other = await createSandbox({PATH: `${bin}:/usr/bin:/bin`});
		const {environment} = await other.plan({steps: ['pip install x']});
		await other.remove();
		return environment?.key;
	};
	expect(await keyOf('3.11.7')).not.toBe(await keyOf('3.12.0'));
});

test('a computer with all that is needed is ready, and the choice has a reason', async () => {
	expect(await sandbox.engine.probe(new AbortController().signal)).toEqual([]);
	const settings = {secretRefs: [], configmapRefs: [], gracePeriod: 1};
	const nothingElse = {...sandbox.world, env: {...sandbox.world.env, PATH: sandbox.world.cwd}};
	expect(await chooseEngine(nothingElse, settings)).toMatchObject({
		engine: {name: 'host'},
		reason: 'no podman, docker or nerdctl runs containers here, and it needs nothing but this computer',
	});
	expect(await chooseEngine(sandbox.world, {...settings, engine: 'host'})).toMatchObject({reason: 'as the settings or --engine say'});
});

test('a computer without bash and python3 is told what it lacks', async () => {
	const bare = await createSandbox({PATH: '/nowhere'});
	expect((await bare.engine.probe(new AbortController().signal)).map(({code, severity}) => `${severity} ${code}`)).toEqual([
		'error bash-missing',
		'warning python-missing',
	]);
	await bare.remove();
});

test('the file of a secret does not go along, also when it is named by a link or through one', async () => {
	await sandbox.write({'train.sh': '', 'keys/real.env': 'A=1', 's1.env': 'B=2'});
	await symlink('keys/real.env', join(sandbox.code, 'link.env'));
	await symlink(sandbox.code, join(sandbox.folder, 'home'));
	const secretRefs = [
		{name: 'a', envFile: join(sandbox.code, 'link.env')},
		{name: 'b', envFile: join(sandbox.folder, 'home/s1.env')},
	];
	const plan = (await sandbox.plan({specification: {command: 'ls'}, settings: {secretRefs}})) as HostPlan;
	expect(plan.codeFiles).toEqual(['train.sh']);
	expect(plan.secretFiles).toEqual(['keys/real.env', 'link.env', 's1.env']);
});
