import {expect, test} from 'vitest';
import {buildJob} from '../../../../source/engines/kubernetes/manifests/build-job.ts';
import {runJob} from '../../../../source/engines/kubernetes/manifests/run-job.ts';
import {runOfJob} from '../../../../source/engines/kubernetes/manifests/run-of-job.ts';
import {defaultClusterSettings} from '../../../../source/engines/kubernetes/settings/cluster-settings.ts';
import {planOf, startedAt} from '../plan-of.ts';

const at = {
	context: 'other',
	namespace: 'any',
	server: 'https://s',
	user: 'u',
	kubeconfig: ['/k'],
	settings: {...defaultClusterSettings, context: 'other'},
	gracePeriod: 10,
};
/** A Job as the server gives it: JSON. */
const saved = (job: object, uid: string) => {
	const {metadata, ...rest} = JSON.parse(JSON.stringify(job));
	return {...rest, metadata: {...metadata, uid, creationTimestamp: '2026-11-26T14:00:01Z'}};
};
const change = {environment: {max_restarts: 1}, kubernetes: {registry: 'r.io'}, request: {polyaxonfile: 'version: 1\n'}, settings: {gracePeriod: 7}};

test('another machine knows a run again from its Job', () => {
	const original = planOf({...change, settings: {}});
	const run = runOfJob(saved(runJob(original, {image: 'r.io/x@sha256:1'}), 'uid-1'), at);
	const plan = run?.plan('/elsewhere/r-abcdef');
	expect({...run, plan: undefined}).toEqual({
		runId: 'r-abcdef',
		name: 'My Digits_1',
		kind: 'experiment',
		role: 'run',
		job: original.job,
		namespace: 'experiments',
		createdAt: startedAt,
		codeFolder: '/project',
		folderHash: original.annotations['polyaxon-tui/run-folder-hash'],
		declarations: {lr: 0.1},
		environment: {secret_refs: [], configmap_refs: [], max_restarts: 1},
		command: 'python train.py',
		polyaxonfile: 'version: 1\n',
		plan: undefined,
		handle: {image: 'r.io/x@sha256:1', job: {name: original.job, uid: 'uid-1', at: Date.parse('2026-11-26T14:00:01Z')}},
	});
	const {image, labels, runFolder, context, server, kubeconfig, adopted, ...same} = plan!;
	expect(original).toMatchObject(same);
	expect([image.base, image.steps, runFolder, context, server, kubeconfig]).toEqual([
		'python:3.12',
		['pip install six'],
		'/elsewhere/r-abcdef',
		'other',
		'https://s',
		['/k'],
	]);
	expect([adopted, labels['polyaxon-tui/role']]).toEqual([{}, 'run']);
	// What is made for it there has the same name
	expect(plan?.buildJob).toBe(original.buildJob);
});

test('the Job that builds leads to the same run', () => {
	const original = planOf(change);
	const run = runOfJob(saved(buildJob(original, {reference: 'r.io/x:1'}), 'uid-2'), at);
	expect([run?.role, run?.handle.build?.uid, run?.job, run?.plan('/x').job]).toEqual(['build', 'uid-2', original.job, original.job]);
	expect(run?.handle.identity?.reference).toBe('r.io/x:1');
});

test('the Job of the run that another machine makes is the very one that was to be made', () => {
	const original = planOf({
		...change,
		environment: {max_restarts: 1, secret_refs: ['s'], configmap_refs: ['c'], labels: {team: 'a'}, annotations: {note: 'b'}, node_selector: {disk: 'ssd'}},
		kubernetes: {registry: 'r.io', serviceAccount: 'runner', pullSecrets: ['pull'], keepFor: 60},
		settings: {gracePeriod: 7, shmSize: '1g', secretRefs: [{name: 's', envFile: '/x', k8sName: 'real-s', items: ['KEY']}]},
	});
	const plan = runOfJob(saved(buildJob(original, {reference: 'r.io/x:1'}), 'uid-2'), at)!.plan('/elsewhere');
	const json = (value: object) => JSON.parse(JSON.stringify(value));
	expect(json(runJob(plan, {image: 'i'}))).toEqual(json(runJob(original, {image: 'i'})));
});

test.each([
	['the command', {specification: {command: 'x'.repeat(40_000)}}, 'its command was too long to go along with it.'],
	['the settings', {kubernetes: {registry: 'r.io', pullSecrets: ['x'.repeat(40_000)]}}, 'its settings were too long to go along with it.'],
])('what was too long to go along keeps the run from being started elsewhere: %s', (_, over, why) => {
	const original = planOf({...change, ...over});
	expect(runOfJob(saved(buildJob(original, {reference: 'r.io/x:1'}), 'u'), at)?.plan('/x').adopted).toEqual({cannotRun: why});
});

test('a run that ends with its image needs nothing more', () => {
	const original = planOf({...change, specification: {kind: 'build', command: undefined}});
	const job = saved(buildJob(original, {reference: 'r.io/x:1'}), 'u');
	delete job.metadata.annotations['polyaxon-tui/rest-of-plan'];
	expect(runOfJob(job, at)?.plan('/x').adopted).toEqual({});
});

test('what stands in a Job cannot have another object taken for one of the run', () => {
	const original = planOf(change);
	const job = saved(runJob(original, {image: 'i'}), 'u');
	const naming = (buildJob: string) => ({...job, metadata: {...job.metadata, annotations: {...job.metadata.annotations, 'polyaxon-tui/build-job': buildJob}}});
	const named = [original.buildJob!, 'victim', '../../../../../../api/v1/namespaces/other/configmaps/precious'].map(
		name => runOfJob(naming(name), at)?.plan('/x').buildJob,
	);
	expect(named).toEqual([original.buildJob, undefined, undefined]);
	const built = saved(buildJob(original, {reference: 'r.io/x:1'}), 'u');
	expect(runOfJob({...built, metadata: {...built.metadata, name: 'victim'}}, at)).toBeUndefined();
	const labels = (more: object) => ({...job, metadata: {...job.metadata, labels: {...job.metadata.labels, ...more}}});
	expect([labels({'app.kubernetes.io/instance': 'r-000000'}), labels({'app.kubernetes.io/managed-by': 'Helm'})].map(each => runOfJob(each, at))).toEqual([
		undefined,
		undefined,
	]);
});

test('other Jobs, and those whose annotations cannot be read, are no runs', () => {
	const job = saved(runJob(planOf(), {image: 'i'}), 'u');
	const without = (key: string) => ({...job, metadata: {...job.metadata, annotations: {...job.metadata.annotations, [`polyaxon-tui/${key}`]: undefined}}});
	expect([
		runOfJob({}, at),
		runOfJob({...job, metadata: {...job.metadata, labels: {}}}, at),
		...['run', 'created', 'strategy'].map(key => runOfJob(without(key), at)),
	]).toEqual([undefined, undefined, undefined, undefined, undefined]);
	const spoilt = {...job, metadata: {...job.metadata, annotations: {...job.metadata.annotations, 'polyaxon-tui/declarations': '{'}}};
	expect(runOfJob(spoilt, at)?.declarations).toEqual({});
	const changed = (key: string, text: string) => ({
		...job,
		metadata: {...job.metadata, annotations: {...job.metadata.annotations, [`polyaxon-tui/${key}`]: text}},
	});
	expect([runOfJob(changed('run', '../../etc'), at), runOfJob(changed('kind', '\u001b[2J'), at)]).toEqual([undefined, undefined]);
	const plan = runOfJob(changed('rest-of-plan', '{"refs":1}'), at)?.plan('/x');
	expect([plan?.refs, plan?.adopted?.cannotRun]).toEqual([[], expect.stringContaining('rest-of-plan')]);
});
