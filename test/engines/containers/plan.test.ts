import {afterEach, beforeEach, expect, test} from 'vitest';
import {containerNameOf, repositoryOf} from '../../../source/engines/containers/container-name.ts';
import {createArguments} from '../../../source/engines/containers/create-arguments.ts';
import {describeContainer} from '../../../source/engines/containers/describe.ts';
import {createContainerPlan} from '../../../source/engines/containers/plan.ts';
import {runVariables, toRunEnvironment, unpassable} from '../../../source/engines/containers/run-environment.ts';
import {containerTools} from '../../../source/engines/containers/tools.ts';
import type {RunRequest} from '../../../source/engines/engine.ts';
import {createImagePlan} from '../../../source/image/plan.ts';
import {createSandbox, type Sandbox} from '../sandbox.ts';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await createSandbox();
	await sandbox.write({'train.py': 'x', 'secrets/token': 'y', 's.env': 'A=1'});
});

afterEach(() => sandbox.remove());

async function planOf(
	change: Partial<RunRequest['specification']> = {},
	settings: Partial<RunRequest['settings']> = {},
	engine: 'podman' | 'docker' = 'podman',
) {
	const build = change.build ?? {image: 'python:3.12', build_steps: ['pip install six'], env_vars: []};
	const image = await createImagePlan({build}, sandbox.code, new AbortController().signal);
	const specification = {
		version: 1 as const,
		kind: 'experiment' as const,
		tags: [],
		declarations: {lr: 0.1},
		build,
		environment: {secret_refs: [], configmap_refs: []},
		command: 'python train.py',
		...change,
	};
	const request = {runId: 'r-abcdef' as const, name: 'My Digits_1', specification, image, codeFolder: sandbox.code, runFolder: '/runs/r-abcdef'};
	return createContainerPlan(
		engine,
		{...request, settings: {secretRefs: [], configmapRefs: [], gracePeriod: 5, ...settings}},
		{platform: 'linux/amd64', realPath: path => path},
	);
}

const given = {image: 'localhost/plx-x:1', envFile: '/runs/r-abcdef/container.env', passed: [], hasInit: true, hasGpus: false, hasSelinux: false};

test('names of images and containers are plain, and those of other data folders differ', () => {
	expect(['My Digits_1', '--', 'Zahlen/äöü', 'a'.repeat(100)].map(repositoryOf)).toEqual([
		'localhost/plx-my-digits-1',
		'localhost/plx-run',
		'localhost/plx-zahlen',
		`localhost/plx-${'a'.repeat(60)}`,
	]);
	expect(containerNameOf({runId: 'r-abcdef', runFolder: '/a'})).toMatch(/^plx-r-abcdef-[0-9a-f]{6}$/);
	expect(containerNameOf({runId: 'r-abcdef', runFolder: '/a'})).not.toBe(containerNameOf({runId: 'r-abcdef', runFolder: '/b'}));
});

test('the container has labels, the outputs folder, an env file, and no value among its arguments', async () => {
	const plan = await planOf();
	const words = createArguments(containerTools.podman, plan, {...given, passed: ['KEY']});
	const text = words.join(' ');
	expect(text).toContain(
		`create --pull never --name ${plan.container} --label app.kubernetes.io/managed-by=polyaxon-tui --label plx.run=r-abcdef --label plx.name=My Digits_1`,
	);
	expect(text).toContain('--init --log-driver k8s-file --log-opt max-size=1000g --shm-size 2g');
	expect(text).toContain(
		'--mount type=bind,source=/runs/r-abcdef/outputs,target=/outputs --workdir /code --env-file /runs/r-abcdef/container.env -e KEY --entrypoint /bin/sh',
	);
	expect(words.slice(-1)).toEqual(['python train.py']);
	expect(text).not.toContain('POLYAXON');
	const base = await planOf({build: {image: 'busybox', build_steps: [], env_vars: []}});
	expect(base.repository).toBeDefined(); // There is code to bake
	expect(createArguments(containerTools.docker, {...plan, repository: undefined}, {...given, hasInit: false, hasSelinux: true}).join(' ')).not.toMatch(
		/--init|--workdir|--mount/,
	);
});

test('an image of an own Dockerfile keeps its own folder to work in', async () => {
	await sandbox.write({Dockerfile: 'FROM x\nWORKDIR /app\n'});
	const own = await planOf({build: {dockerfile: 'Dockerfile', build_steps: [], env_vars: []}});
	expect(own.repository).toBeDefined();
	expect(createArguments(containerTools.podman, own, given)).not.toContain('--workdir');
});

test('labels have what a run is gone on with when its folder is gone', async () => {
	const resources = {memory: {limits: 64}};
	expect((await planOf({environment: {secret_refs: [], configmap_refs: [], resources}}, {gracePeriod: 2.5})).labels).toEqual([
		['app.kubernetes.io/managed-by', 'polyaxon-tui'],
		['plx.run', 'r-abcdef'],
		['plx.name', 'My Digits_1'],
		['plx.kind', 'experiment'],
		['plx.folder', '/runs/r-abcdef'],
		['plx.code', sandbox.code],
		['plx.grace', '2.5'],
		['plx.memory', '64'],
	]);
	expect((await planOf()).labels.map(([name]) => name)).not.toContain('plx.memory');
});

test('limits, GPUs and shared memory are asked for in the words of each engine', async () => {
	const resources = {cpu: {limits: 1.5}, memory: {requests: 64, limits: 512}, gpu: {limits: 2}};
	const plan = await planOf({environment: {secret_refs: [], configmap_refs: [], resources}}, {shmSize: '64m'});
	const words = (name: 'podman' | 'docker', hasGpus = true) => createArguments(containerTools[name], plan, {...given, hasGpus}).join(' ');
	expect(words('podman')).toContain('--shm-size 64m --cpus 1.5 --memory 512m --memory-swap 512m --device nvidia.com/gpu=0 --device nvidia.com/gpu=1');
	expect(words('docker')).toContain('--log-driver json-file --log-opt max-size=1000g --shm-size 64m --cpus 1.5 --memory 512m --memory-swap 512m --gpus 2');
	expect(words('docker', false)).not.toContain('--gpus');
	expect((await runVariables(plan)).NVIDIA_VISIBLE_DEVICES).toBeUndefined();
	expect(await runVariables(await planOf())).toMatchObject({
		NVIDIA_VISIBLE_DEVICES: 'none',
		POLYAXON_PARAMS: '{"lr":0.1}',
		POLYAXON_RUN_OUTPUTS_PATH: '/outputs',
		POLYAXON_NO_OP: '1',
	});
	expect(JSON.stringify((await planOf()).polyaxonEnv)).not.toContain('RUN_FOLDER');
	const shown = describeContainer(await planOf()).find(({title}) => title === 'Env vars')?.lines;
	expect(shown).toEqual(Object.keys(await runVariables(await planOf())));
});

test('only values that every engine reads alike go into the env file; names that engines obey never into their environment', () => {
	const {file, passed} = toRunEnvironment({
		...{A: 'plain-1', B: 'two\nlines', C: ' blank', D: '"quoted"', E: '#x', F: '', G: 'back\\slash', H: 'é', PATH: '/my bin:"x"', HTTPS_PROXY: 'http://a:b@c'},
	});
	expect(file).toBe('A=plain-1\nF=\nPATH=/my bin:"x"\nHTTPS_PROXY=http://a:b@c\n');
	expect(passed).toEqual({B: 'two\nlines', C: ' blank', D: '"quoted"', E: '#x', G: 'back\\slash', H: 'é'});
	expect(unpassable({PATH: 'a\nb', B: 'a\nb', DOCKER_HOST: 'x\ny'})).toEqual(['PATH', 'DOCKER_HOST']);
});

test('sources of secrets that the settings name do not go into the image', async () => {
	const secretRefs = [
		{name: 's', envFile: `${sandbox.code}/s.env`},
		{name: 'f', envFile: `${sandbox.code}/secrets`},
	];
	const plan = await planOf({environment: {secret_refs: ['s', 'gone'], configmap_refs: []}}, {secretRefs});
	expect(plan.image.secretFiles.map(({path}) => path)).toEqual(['s.env', 'secrets/token']);
	expect(plan).toMatchObject({secretRefs: [{name: 's'}], missingRefs: [{kind: 'secret', name: 'gone'}]});
});

test('a short name is pulled from Docker Hub, and the plan reads as what will be', async () => {
	expect(['python:3', 'a/b', 'quay.io/x', 'localhost/x', 'lab:5000/x'].map(containerTools.podman.qualified)).toEqual([
		'docker.io/library/python:3',
		'docker.io/a/b',
		'quay.io/x',
		'localhost/x',
		'lab:5000/x',
	]);
	const sections = describeContainer(await planOf({environment: {secret_refs: ['s'], configmap_refs: []}}, {secretRefs: [{name: 's', envFile: '/x/s.env'}]}));
	const linesOf = (title: string) => sections.find(section => section.title === title)?.lines;
	expect(linesOf('Image')).toEqual(['localhost/plx-my-digits-1:<hash of all that goes into it>']);
	expect(linesOf('Dockerfile')).toContain('RUN ["/bin/sh","-c","pip install six"]');
	expect(linesOf('Secrets')).toEqual(['s, from /x/s.env', expect.stringContaining('podman inspect shows their values')]);
	expect(linesOf('Command')).toEqual(['python train.py']);
});
