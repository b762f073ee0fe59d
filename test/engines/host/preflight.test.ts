import {chmod, mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import type {Problem} from '../../../source/polyaxonfile/problem.ts';
import {createSandbox, type Sandbox} from '../sandbox.ts';

let sandbox: Sandbox;
let made: Sandbox[] = [];
const {signal} = new AbortController();

beforeEach(async () => {
	sandbox = await another();
});

afterEach(async () => {
	for (const {remove} of made) await remove();
	made = [];
});

async function another(vars: Parameters<typeof createSandbox>[0] = {}): Promise<Sandbox> {
	const created = await createSandbox(vars);
	made.push(created);
	return created;
}

async function errorsOf(request: Parameters<Sandbox['plan']>[0]): Promise<readonly Problem[]> {
	return (await sandbox.engine.preflight(await sandbox.plan(request), signal)).filter(({severity}) => severity === 'error');
}

const texts = (problems: readonly Problem[]) => problems.map(({message, hint}) => [message, hint]);

test('all missing secrets and configmaps are told at once, with where was looked and what to add', async () => {
	const problems = await errorsOf({specification: {command: 'true', environment: {secret_refs: ['secret1', 'secret2'], configmap_refs: ['configmap1']}}});
	const looked = 'has no source on this computer. Looked in .polyaxon/tui.yaml and ~/.config/polyaxon-tui/config.yaml.';
	expect(texts(problems)).toEqual([
		[
			`The secret "secret1" ${looked}`,
			'Add to .polyaxon/tui.yaml: secretRefs: [{name: secret1, envFile: .polyaxon/secret1.env}] and write KEY=value lines into that file.',
		],
		[
			`The secret "secret2" ${looked}`,
			'Add to .polyaxon/tui.yaml: secretRefs: [{name: secret2, envFile: .polyaxon/secret2.env}] and write KEY=value lines into that file.',
		],
		[
			`The configmap "configmap1" ${looked}`,
			'Add to .polyaxon/tui.yaml: configmapRefs: [{name: configmap1, envFile: .polyaxon/configmap1.env}] and write KEY=value lines into that file.',
		],
	]);
	expect(problems.map(({path}) => path)).toEqual([
		['environment', 'secret_refs'],
		['environment', 'secret_refs'],
		['environment', 'configmap_refs'],
	]);
});

test('an env file that is not there, an item that it lacks and a line that is none are told without any value', async () => {
	await sandbox.write({'s.env': 'TOKEN=hunter2\nhunter2\n'});
	const plan = await sandbox.plan({
		specification: {command: 'true', environment: {secret_refs: ['s', 'gone'], configmap_refs: []}},
		settings: {
			secretRefs: [
				{name: 's', envFile: join(sandbox.code, 's.env'), items: ['TOKEN', 'KEY']},
				{name: 'gone', envFile: join(sandbox.folder, 'gone.env')},
			],
		},
	});
	const problems = (await sandbox.engine.preflight(plan, signal)).filter(({code}) => code !== 'runs-as-root');
	expect(problems.map(({severity, message}) => [severity, message])).toEqual([
		['warning', 'Line 2 of s.env is not KEY=value, and is left out.'],
		['error', 'The secret "s" has no KEY in s.env.'],
		['error', 'The source ~/gone.env of the secret "gone" is not there.'],
	]);
	expect(JSON.stringify(problems)).not.toContain('hunter2');
});

test.each([
	['sudo apt-get install libgomp1', 'sudo'],
	['DEBIAN_FRONTEND=noninteractive apt-get update && true', 'apt-get'],
	['true; apk add x', 'apk'],
	['if true; then brew install x; fi', 'brew'],
	['/usr/bin/yum -y install x', 'yum'],
])('%s is refused: no system packages are installed on this computer', async (step, program) => {
	expect(texts(await errorsOf({steps: ['true', step]}))).toEqual([
		[`Build step 2 runs ${program}: the host engine does not install system packages on this computer.`, 'Install what it installs yourself, and take it out.'],
	]);
});

test.each(['echo apt install', 'cat apt.txt', 'true # sudo', 'echo "no sudo here"'])('%s is not refused', async step => {
	expect(await errorsOf({steps: [step]})).toEqual([]);
});

test.each(['conda env update -n base -f conda_env.yml', 'true && mamba install numpy', '/opt/bin/micromamba create -n x'])(
	'%s is refused: it would change the environments of the user',
	async step => {
		expect((await errorsOf({steps: [step]})).map(({code}) => code)).toContain('conda-step');
	},
);

test.each(['conda --version || true', 'conda create -y -p ./env six', 'mamba env update --prefix=env/x -f conda_env.yml; echo install'])(
	'%s is not refused: it leaves the environments of the user alone',
	async step => {
		await sandbox.write({'conda_env.yml': ''});
		expect(await errorsOf({steps: [step]})).toEqual([]);
	},
);

test('conda in the setup file is found by its line, and a prefix elsewhere is none of its own', async () => {
	await sandbox.write({'setup.sh': '#!/bin/sh\nconda create -p env six\nconda install -p ../x six\nconda install --prefix /opt/conda six\n'});
	const hint = 'Install the packages with pip in a step, or make the environment yourself and take the step out.';
	const why = 'runs conda, which would change your own environments: the host engine keeps none of conda.';
	expect(texts(await errorsOf({steps: ['./setup.sh']}))).toEqual([
		[`Line 3 of setup.sh ${why}`, hint],
		[`Line 4 of setup.sh ${why}`, hint],
	]);
});

test('a disk without room for the code is told before it is copied', async () => {
	const plan = await sandbox.plan();
	const codes = async (codeSize: number) => (await sandbox.engine.preflight({...plan, codeSize}, signal)).map(({code}) => code);
	expect(await codes(1)).not.toContain('disk-full');
	expect(await codes(1e18)).toContain('disk-full');
});

test('a name that is not UTF-8 is told with what to do', async () => {
	await writeFile(Buffer.concat([Buffer.from(`${sandbox.code}/caf`), Buffer.from([0xe9])]), 'x');
	const problems = (await sandbox.engine.preflight(await sandbox.plan(), signal)).filter(({code}) => code === 'left-out');
	expect(texts(problems)).toEqual([['Not copied into the run: caf\ufffd (its name is not UTF-8).', 'Rename them.']]);
});

test('a missing bash is an error: sh may read a command in another way', async () => {
	sandbox = await another({PATH: '/nowhere'});
	expect(texts(await errorsOf({specification: {command: 'true'}}))).toEqual([
		['bash is not in your PATH, and commands are run by it.', 'Install bash, or put its folder into PATH.'],
	]);
});

test('system packages in the setup file are found by their line', async () => {
	await sandbox.write({'setup.sh': '#!/bin/sh\n# sudo is not needed\nset -e\napt-get update\n'});
	expect(texts(await errorsOf({steps: ['./setup.sh']}))).toEqual([
		[
			'Line 4 of setup.sh runs apt-get: the host engine does not install system packages on this computer.',
			'Install what it installs yourself, and take it out.',
		],
	]);
	expect(await errorsOf({steps: ['echo hello']})).toEqual([]);
});

test('a step file that is not there, or that steps do not see, is told before the build', async () => {
	await sandbox.write({
		'requirements.txt': '',
		'polyaxon_requirements.txt': '',
		'dev-requirements.txt': '',
		'scripts/install.sh': '',
		'.polyaxonignore': 'setup.sh\n',
		'setup.sh': '',
	});
	const steps = [
		'pip install -r requirements.txt',
		'pip install --requirement=dev-requirements.txt',
		'./polyaxon_setup.sh',
		'bash scripts/install.sh',
		'pip install -r polyaxon_requirements.txt',
		'./setup.sh',
	];
	const notSeen =
		'build steps do not see: they see only a requirements, a conda and a setup file (of each, polyaxon_… goes first). Here they see polyaxon_requirements.txt.';
	const rename = 'Rename it, or do this in the command of the run.';
	expect(texts(await errorsOf({steps}))).toEqual([
		[`Build step 1 uses requirements.txt, which ${notSeen}`, rename],
		[`Build step 2 uses dev-requirements.txt, which ${notSeen}`, rename],
		['Build step 3 uses polyaxon_setup.sh, which is not in the folder.', 'Make the file, or correct the step.'],
		[`Build step 4 uses scripts/install.sh, which ${notSeen}`, rename],
		['Build step 6 uses setup.sh, which the ignore file leaves out.', rename],
	]);
});

test('files that steps make themselves, and files elsewhere, are not missed', async () => {
	const steps = [
		'echo six > needs.txt',
		'pip install -r needs.txt',
		'curl -sO https://x.test/get.sh && sh get.sh',
		'sh /opt/x.sh',
		'cd /opt && ./there.sh',
		'pip install -r https://x.test/r.txt',
		'pip install -r $HOME/r.txt',
	];
	expect(await errorsOf({steps})).toEqual([]);
});

test('a python3 that steps need and that is missing is told, and not when nothing needs it', async () => {
	const tools = sandbox;
	await mkdir(join(tools.folder, 'bin'));
	await writeFile(join(tools.folder, 'bin/bash'), '');
	await chmod(join(tools.folder, 'bin/bash'), 0o755);
	sandbox = await another({PATH: join(tools.folder, 'bin')});
	expect(texts(await errorsOf({steps: ['pip install x']}))).toEqual([
		['The build steps use Python, and there is no python3 in your PATH that starts.', 'Install Python 3, or put its folder into PATH.'],
	]);
	expect(await errorsOf({specification: {command: 'python3 train.py'}})).toEqual([]);
});

test('a python3 without ensurepip is told with the package to install', async () => {
	await mkdir(join(sandbox.folder, 'bin'));
	const answer = '{"path": "/usr/bin/python3", "realPath": "/usr/bin/python3.11", "version": "3.11.2 (main)", "hasVenv": false}';
	await writeFile(join(sandbox.folder, 'bin/python3'), `#!/bin/sh\necho '${answer}'\n`);
	await chmod(join(sandbox.folder, 'bin/python3'), 0o755);
	const {folder} = sandbox;
	sandbox = await another({PATH: `${folder}/bin:/usr/bin:/bin`});
	expect(texts(await errorsOf({steps: ['pip install x']}))).toEqual([
		[
			'/usr/bin/python3 (3.11.2) cannot make virtual environments: its venv or ensurepip is not installed.',
			'Install the package python3-venv (Debian, Ubuntu: apt install python3-venv), or uv.',
		],
	]);
});

test('a cache folder that cannot be a folder is told before anything is made', async () => {
	await writeFile(join(sandbox.folder, 'file'), '');
	const {folder} = sandbox;
	sandbox = await another({XDG_CACHE_HOME: `${folder}/file/x`});
	expect(texts(await errorsOf({steps: ['true']}))).toEqual([
		[`${folder}/file is a file, and has to be a folder.`, 'Move it away, or set XDG_DATA_HOME and XDG_CACHE_HOME to other folders.'],
	]);
	expect(await errorsOf({})).toEqual([]);
});

test('limits that are not kept, and what cannot go along, are warnings', async () => {
	const {symlink} = await import('node:fs/promises');
	await symlink('/data', join(sandbox.code, 'data'));
	const plan = await sandbox.plan({
		specification: {command: 'true', environment: {secret_refs: [], configmap_refs: [], resources: {cpu: {limits: 2}, memory: {limits: 512}}}},
	});
	const problems = (await sandbox.engine.preflight(plan, signal)).filter(({code}) => code !== 'runs-as-root');
	expect(problems.map(({severity, message}) => [severity, message])).toEqual([
		['warning', 'The limits of the polyaxonfile (cpu 2, memory 512 Mi) are not enforced by the host engine.'],
		['warning', 'Not copied into the run: data (it is a link to the absolute path /data).'],
	]);
});
