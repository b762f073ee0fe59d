import {expect, test} from 'vitest';
import {hashOf} from '../../../source/image/content-hash.ts';
import {codeFile, planOf} from './plan-of.ts';

test('a plan says where, what and how, and nothing that only this machine knows goes into the run', () => {
	const {
		image: _,
		settings,
		job,
		annotations,
		...plan
	} = planOf({environment: {labels: {a: 1}}, kubernetes: {context: 'asked', namespace: 'asked', keepFor: 60}});
	expect(plan).toEqual({
		engine: 'kubernetes',
		runId: 'r-abcdef',
		name: 'My Digits_1',
		kind: 'experiment',
		runFolder: '/runs/r-abcdef',
		codeFolder: '/project',
		context: 'lab',
		namespace: 'experiments',
		server: 'https://10.0.0.1:6443',
		kubeconfig: ['/home/me/.kube/config'],
		strategy: {type: 'inline', why: 'No registry is set: the build steps run at the start of the pod.'},
		labels: {
			'app.kubernetes.io/name': 'polyaxon-tui',
			'app.kubernetes.io/instance': 'r-abcdef',
			'app.kubernetes.io/component': 'experiment',
			'app.kubernetes.io/part-of': 'My-Digits_1',
			'app.kubernetes.io/managed-by': 'polyaxon-tui',
		},
		polyaxonEnv: [
			['POLYAXON_IS_MANAGED', 'true'],
			['POLYAXON_IS_LOCAL', 'true'],
			['POLYAXON_NO_OP', '1'],
			['POLYAXON_LOG_LEVEL', 'INFO'],
			['POLYAXON_PARAMS', '{"lr":0.1}'],
			['POLYAXON_DECLARATIONS', '{"lr":0.1}'],
			['POLYAXON_EXPERIMENT_INFO', '{"project_name":"My Digits_1","experiment_name":"My Digits_1.r-abcdef"}'],
			['POLYAXON_RUN_OUTPUTS_PATH', '/outputs'],
			['POLYAXON_RUN_DATA_PATHS', '{}'],
			['PYTHONUNBUFFERED', '1'],
			['NVIDIA_VISIBLE_DEVICES', 'none'],
		],
		environment: {secret_refs: [], configmap_refs: [], labels: {a: 1}},
		refs: [],
		shmSize: '2Gi',
		command: 'python train.py',
		gracePeriod: 5,
	});
	expect(job).toMatch(/^plx-my-digits-1-abcdef-[0-9a-f]{5}$/);
	expect(annotations['polyaxon-tui/created']).toBe('2026-11-26T14:00:00.000Z');
	expect(settings).not.toHaveProperty('context');
	expect(settings.keepFor).toBe(60);
});

test('with a registry there is a repository and a Job that builds', () => {
	const {strategy, repository, buildJob, job} = planOf({kubernetes: {registry: 'r.io/team'}});
	expect({type: strategy.type, repository, buildJob}).toEqual({type: 'kaniko', repository: 'r.io/team/plx-my-digits-1', buildJob: `${job}-build`});
});

test('refs have their names in the cluster from the catalogue, else their own; each is named once', () => {
	const {refs} = planOf({
		environment: {secret_refs: ['s', 'plain', 's'], configmap_refs: ['c']},
		settings: {
			secretRefs: [
				{name: 's', envFile: '/x/s.env', k8sName: 'real-s', items: ['KEY']},
				{name: 'unused', envFile: '/x'},
			],
			configmapRefs: [{name: 's', envFile: '/x', k8sName: 'wrong'}],
		},
	});
	expect(refs).toEqual([
		{kind: 'configmap', name: 'c', k8sName: 'c'},
		{kind: 'secret', name: 's', k8sName: 'real-s', items: ['KEY']},
		{kind: 'secret', name: 'plain', k8sName: 'plain'},
	]);
});

test('sources on this machine that a cluster does not read are in the plan, and not in what goes along with the Job', () => {
	const {localSources, annotations} = planOf({
		environment: {secret_refs: ['s', 'plain'], configmap_refs: ['c']},
		settings: {
			secretRefs: [
				{name: 's', envFile: '/x/s.env', isLocal: true},
				{name: 'plain', envFile: '/x/plain.env'},
				{name: 'unused', envFile: '/x/unused.env', isLocal: true},
			],
			configmapRefs: [{name: 'c', envFile: '/x/c', isLocal: true}],
		},
	});
	expect(localSources).toEqual([
		{kind: 'configmap', name: 'c', path: '/x/c'},
		{kind: 'secret', name: 's', path: '/x/s.env'},
	]);
	expect(JSON.stringify(annotations)).not.toContain('/x/');
});

test.each([
	['2g', '2Gi'],
	['512m', '512Mi'],
	['64kb', '64Ki'],
	['1048576', '1048576'],
	['10b', '10'],
])('%s of /dev/shm is %s in Kubernetes, where m is a thousandth', (shmSize, expected) => {
	expect(planOf({settings: {shmSize}}).shmSize).toBe(expected);
});

test('files that the settings name as sources of secrets do not go along', () => {
	const codeFiles = [codeFile('train.py'), codeFile('.polyaxon/s.env')];
	const {image} = planOf({image: {codeFiles}, settings: {secretRefs: [{name: 's', envFile: '/project/.polyaxon/s.env'}]}});
	expect(image.secretFiles).toEqual([{path: '.polyaxon/s.env', reason: 'the settings name it as the source of a secret'}]);
});

test('annotations hold what another machine needs; what is too long is left out and named', () => {
	const {annotations, job, polyaxonEnv, refs, shmSize, gracePeriod, settings} = planOf({
		kubernetes: {registry: 'r.io'},
		request: {polyaxonfile: 'x'.repeat(40_000)},
	});
	expect(annotations).toEqual({
		'polyaxon-tui/run': 'r-abcdef',
		'polyaxon-tui/name': 'My Digits_1',
		'polyaxon-tui/kind': 'experiment',
		'polyaxon-tui/created': '2026-11-26T14:00:00.000Z',
		'polyaxon-tui/declarations': '{"lr":0.1}',
		'polyaxon-tui/command': 'python train.py',
		'polyaxon-tui/environment': '{"secret_refs":[],"configmap_refs":[]}',
		'polyaxon-tui/strategy': 'kaniko',
		'polyaxon-tui/strategy-why': 'A registry is set: kaniko builds the image in the cluster and pushes it to r.io.',
		'polyaxon-tui/container': 'main',
		'polyaxon-tui/steps': '["pip install six"]',
		'polyaxon-tui/base-image': 'python:3.12',
		'polyaxon-tui/repository': 'r.io/plx-my-digits-1',
		'polyaxon-tui/build-job': `${job}-build`,
		'polyaxon-tui/code-folder': '/project',
		'polyaxon-tui/run-folder-hash': hashOf(['/runs/r-abcdef']).slice(0, 12),
		'polyaxon-tui/rest-of-plan': JSON.stringify({polyaxonEnv, refs, shmSize, gracePeriod, settings}),
		'polyaxon-tui/left-out': 'polyaxonfile',
	});
	expect(planOf({request: {polyaxonfile: 'version: 1\n'}}).annotations['polyaxon-tui/polyaxonfile']).toBe('version: 1\n');
});
