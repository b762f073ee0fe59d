import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {defaultClusterSettings} from '../../source/engines/kubernetes/settings/cluster-settings.ts';
import {readSettings} from '../../source/engines/settings.ts';
import {createSandbox, type Sandbox} from './sandbox.ts';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await createSandbox();
	await mkdir(join(sandbox.code, '.polyaxon'));
	await mkdir(join(sandbox.folder, '.config/polyaxon-tui'), {recursive: true});
});

afterEach(() => sandbox.remove());

const writeProject = (text: string) => writeFile(join(sandbox.code, '.polyaxon/tui.yaml'), text);
const writeUser = (text: string) => writeFile(join(sandbox.folder, '.config/polyaxon-tui/config.yaml'), text);

test('without settings files there are defaults', async () => {
	expect(await readSettings(sandbox.world, {})).toEqual({
		settings: {secretRefs: [], configmapRefs: [], gracePeriod: 10, kubernetes: defaultClusterSettings},
		problems: [],
	});
});

test('the project goes before the user; names have their file beside the settings, other paths start at the project or at ~', async () => {
	await writeProject(
		'engine: host\nsecretRefs: [secret1, {name: secret2, envFile: secrets/two.env, items: [TOKEN]}]\nconfigmapRefs:\n  - {name: c, envFile: ~/c.env}\n',
	);
	await writeUser('gracePeriod: 3\nsecretRefs: [secret2, secret3]\nconfigmapRefs:\n');
	const {folder, code} = sandbox;
	expect(await readSettings(sandbox.world, {})).toEqual({
		settings: {
			engine: 'host',
			secretRefs: [
				{name: 'secret1', envFile: `${code}/.polyaxon/secret1.env`},
				{name: 'secret2', envFile: `${code}/secrets/two.env`, items: ['TOKEN'], isLocal: true},
				{name: 'secret3', envFile: `${folder}/.config/polyaxon-tui/secret3.env`},
			],
			configmapRefs: [{name: 'c', envFile: `${folder}/c.env`, isLocal: true}],
			gracePeriod: 3,
			kubernetes: defaultClusterSettings,
		},
		problems: [],
	});
});

test('what is wrong is said with its place in the settings file', async () => {
	await writeProject('secretRef: [a]\ngracePeriod: soon\nconfigmapRefs: c\nsecretRefs:\n  - 5\n  - {name: x, env_file: y}\n');
	const file = join(sandbox.code, '.polyaxon/tui.yaml');
	const problem = {code: 'wrong-type', severity: 'error', file};
	expect((await readSettings(sandbox.world, {})).problems).toEqual([
		{
			...problem,
			code: 'unknown-key',
			message: '"secretRef" is not a setting.',
			hint: 'Did you mean "secretRefs"?',
			path: ['secretRef'],
			line: 1,
			column: 1,
			length: 9,
		},
		{
			...problem,
			message: '"gracePeriod" has to be a number of seconds, at least 0.',
			hint: 'Write it as `gracePeriod: 10`.',
			path: ['gracePeriod'],
			line: 2,
			column: 14,
			length: 4,
		},
		{
			...problem,
			message: '"configmapRefs" has to be a list.',
			hint: 'Write it as `configmapRefs: [name1]`.',
			path: ['configmapRefs'],
			line: 3,
			column: 16,
			length: 1,
		},
		{
			...problem,
			message: 'An entry is a name, or a map with a name.',
			hint: 'Write `secret1`, or `{name: secret1, envFile: secrets.env}`.',
			path: ['secretRefs', 0],
			line: 5,
			column: 5,
			length: 1,
		},
		{
			...problem,
			code: 'unknown-key',
			message: '"env_file" is not a key of an entry.',
			hint: 'Did you mean "envFile"?',
			path: ['secretRefs', 1, 'env_file'],
			line: 6,
			column: 15,
			length: 8,
		},
	]);
});

test('settings that are no YAML, and engines that are not there, are problems', async () => {
	await writeProject('a: [b\n');
	await writeUser('- a list\n');
	const {problems} = await readSettings({...sandbox.world, env: {...sandbox.world.env, POLYAXON_TUI_ENGINE: 'swarm'}}, {engine: 'mesos'});
	expect(problems.map(({code, message, line}) => [code, message, line])).toEqual([
		['unknown-engine', '--engine names the engine "mesos", which this release does not have.', undefined],
		['unknown-engine', 'POLYAXON_TUI_ENGINE names the engine "swarm", which this release does not have.', undefined],
		['not-yaml', expect.stringContaining('The settings are not YAML: '), expect.any(Number)],
		['wrong-type', 'The settings have to be a map of keys.', 1],
	]);
});

test('engines for containers, the size of /dev/shm, manifests and folders can be named', async () => {
	await writeProject(
		'engine: podman\nshmSize: 512M\nsecretRefs:\n  - {name: m, manifest: m.yaml}\n  - {name: f, folder: ~/keys}\n  - {name: x, envFile: a, folder: b}\n',
	);
	await writeUser('engine: nerdctl\nshmSize: much\n');
	const {folder, code} = sandbox;
	const {settings, problems} = await readSettings(sandbox.world, {});
	expect(settings).toMatchObject({
		engine: 'podman',
		shmSize: '512m',
		secretRefs: [
			{name: 'm', envFile: `${code}/m.yaml`},
			{name: 'f', envFile: `${folder}/keys`},
			{name: 'x', envFile: `${code}/a`},
		],
	});
	expect(problems.map(({message, line}) => [message, line])).toEqual([
		['An entry has one source, and this one has envFile and folder.', 6],
		['"shmSize" has to be a size such as 2g.', 2],
	]);
});

test('of the cluster the flags say most, then the environment, the project, the user, and the defaults', async () => {
	await writeProject('kubernetes: {namespace: of-project, registry: registry.example.com/team/, insecureRegistry: true, pullSecrets: [a]}\n');
	await writeUser('kubernetes:\n  context: of-user\n  namespace: of-user\n  pullSecrets: [b, c]\n  keepFor: 60\n');
	const world = {...sandbox.world, env: {...sandbox.world.env, POLYAXON_TUI_CONTEXT: 'of-environment', POLYAXON_TUI_NAMESPACE: 'of-environment'}};
	const {settings, problems} = await readSettings(world, {namespace: 'of-flag'});
	expect([settings.kubernetes, problems]).toEqual([
		{
			context: 'of-environment',
			namespace: 'of-flag',
			registry: 'registry.example.com/team',
			isInsecureRegistry: true,
			pullSecrets: ['a'],
			builder: 'auto',
			kanikoImage: 'ghcr.io/osscontainertools/kaniko:v1.28.3',
			helperImage: 'busybox:1.37',
			keepFor: 60,
			stickyWait: 120,
		},
		[],
	]);
});

test('a secret has its name in the cluster from the catalogue, in the words of the platform too', async () => {
	await writeProject(
		'secretRefs:\n  - {name: a, k8s_ref: real-a, items: [KEY]}\n  - {name: b, k8sRef: real-b}\n  - {name: c, k8s_ref: 1}\n  - {name: d, k8s_ref: x, k8sRef: y}\n',
	);
	const {settings, problems} = await readSettings(sandbox.world, {});
	expect(settings.secretRefs.map(({name, k8sName, items}) => [name, k8sName, items])).toEqual([
		['a', 'real-a', ['KEY']],
		['b', 'real-b', undefined],
		['c', undefined, undefined],
		['d', 'x', undefined],
	]);
	expect(problems.map(({message, line, column}) => [message, line, column])).toEqual([
		['"k8s_ref" has to be the name in the cluster.', 4, 24],
		['An entry has one name in the cluster, and this one has two.', 5, 35],
	]);
});

test('a folder in place of the settings is told as what it is', async () => {
	const file = join(sandbox.code, '.polyaxon/tui.yaml');
	await mkdir(file);
	expect((await readSettings(sandbox.world, {})).problems).toEqual([
		{
			code: 'settings-unreadable',
			severity: 'error',
			message: `${file} is a folder, and has to be a file of settings.`,
			hint: 'Move the folder away.',
			path: [],
			file,
		},
	]);
});
