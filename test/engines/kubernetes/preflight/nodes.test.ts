import type {V1Node, V1PodSpec, V1ResourceRequirements} from '@kubernetes/client-node';
import {expect, test} from 'vitest';
import {preflightKubernetes} from '../../../../source/engines/kubernetes/preflight/preflight.ts';
import {askOf, fakeCluster, job, node, plan, refused} from './fake-cluster.ts';

async function rowOf(nodes: readonly V1Node[], resources: V1ResourceRequirements = {}, spec: Partial<V1PodSpec> = {}, pods: readonly object[] | number = []) {
	const {client, asked} = fakeCluster({
		'GET /api/v1/nodes': () => ({items: nodes}),
		'GET /api/v1/pods': () => (typeof pods === 'number' ? refused(pods, 'no') : {items: pods}),
	});
	const {checks} = await preflightKubernetes({ask: askOf(client), plan: plan(), jobs: [job(resources, spec)]});
	const {state, detail, problem} = checks.find(({topic}) => topic === 'nodes')!;
	return {
		row: [state, detail, ...(problem ? [problem.hint, problem.path.join('.')] : [])],
		asksForPods: asked.some(({request}) => request === 'GET /api/v1/pods'),
	};
}

const labelled = (labels: Record<string, string>, spec: object = {}) => node(undefined, {labels, ...spec});

test('a run that fits on some node is fine, and the pods of others are not asked for', async () => {
	expect(await rowOf([node({cpu: '1', memory: '1Gi'}), node({cpu: '8', memory: '32Gi'})], {requests: {cpu: '2'}})).toEqual({
		row: ['ok', '1 of 2 nodes can take it.'],
		asksForPods: false,
	});
});

test('a label that no node has is told with the values that nodes have', async () => {
	expect((await rowOf([labelled({gpu: 't4'}), labelled({gpu: 'v100'})], {}, {nodeSelector: {gpu: 'a100'}})).row).toEqual([
		'failed',
		'No node has the label gpu=a100.',
		'Nodes have it as: t4, v100.',
		'environment.node_selector.gpu',
	]);
	expect((await rowOf([labelled({})], {}, {nodeSelector: {gpu: 'a100'}})).row).toEqual([
		'failed',
		'No node has the label gpu=a100.',
		'See what labels there are: kubectl get nodes --show-labels.',
		'environment.node_selector.gpu',
	]);
	expect((await rowOf([labelled({a: '1'}), labelled({b: '2'})], {}, {nodeSelector: {a: '1', b: '2'}})).row).toEqual([
		'failed',
		'No node has all of the labels a=1, b=2.',
		undefined,
		'environment.node_selector',
	]);
});

test('on a cluster that may add nodes it is a warning', async () => {
	const detail = 'No node has the label gpu=a100. It will wait unless the cluster adds such a node by itself.';
	const hint = 'See what labels there are: kubectl get nodes --show-labels.';
	const row = async (providerID: string) => (await rowOf([labelled({}, {providerID})], {}, {nodeSelector: {gpu: 'a100'}})).row;
	expect(await row('aws:///eu-west-1a/i-0123')).toEqual(['warning', detail, hint, 'environment.node_selector.gpu']);
	expect((await row('kind://docker/kind/worker'))[0]).toBe('failed');
	expect((await row('k3s://node'))[0]).toBe('failed');
});

test.each([
	[{key: 'zone', operator: 'In', values: ['a', 'b']}, true],
	[{key: 'zone', operator: 'In', values: ['b']}, false],
	[{key: 'zone', operator: 'NotIn', values: ['a']}, false],
	[{key: 'other', operator: 'NotIn', values: ['a']}, true],
	[{key: 'zone', operator: 'Exists'}, true],
	[{key: 'other', operator: 'Exists'}, false],
	[{key: 'other', operator: 'DoesNotExist'}, true],
	[{key: 'cores', operator: 'Gt', values: ['8']}, true],
	[{key: 'cores', operator: 'Lt', values: ['16']}, false],
])('an affinity for %o is kept: %s', async (expression, isKept) => {
	const affinity = {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [expression]}]}}};
	const {row} = await rowOf([labelled({zone: 'a', cores: '16'})], {}, {affinity});
	expect(row).toEqual(
		isKept ? ['ok', '1 of 1 node can take it.'] : ['failed', 'No node is one that the affinity of the run requires.', undefined, 'environment.affinity'],
	);
});

test('nodes that are reserved are told with the toleration to write', async () => {
	const taints = [
		{key: 'team', value: 'vision', effect: 'NoSchedule'},
		{key: 'soft', effect: 'PreferNoSchedule'},
	];
	const reserved = [node(undefined, {taints})];
	expect((await rowOf(reserved)).row).toEqual([
		'failed',
		'The nodes that fit the run are reserved for others by the taint team=vision:NoSchedule.',
		'If you may use them, write into environment: "tolerations: [{key: team, operator: Equal, value: "vision", effect: NoSchedule}]".',
		'environment.tolerations',
	]);
	const fits = async (toleration: object) => (await rowOf(reserved, {}, {tolerations: [toleration]})).row[0];
	expect([
		await fits({key: 'team', operator: 'Equal', value: 'vision', effect: 'NoSchedule'}),
		await fits({key: 'team', operator: 'Exists'}),
		await fits({operator: 'Exists'}),
		await fits({key: 'team', value: 'audio'}),
		await fits({key: 'team', operator: 'Exists', effect: 'NoExecute'}),
	]).toEqual(['ok', 'ok', 'ok', 'failed', 'failed']);
});

test('more than the largest node has, or what none has, cannot start', async () => {
	const nodes = [node({cpu: '4', memory: '8Gi'}), node({cpu: '2', memory: '64Gi', 'amd.com/gpu': '1'})];
	expect((await rowOf(nodes, {limits: {cpu: '16'}})).row).toEqual([
		'failed',
		'The run asks for 16 of cpu, and the largest node that fits has 4.',
		'Ask for less in environment.resources, or use another cluster: --context NAME.',
		'environment.resources.cpu',
	]);
	expect((await rowOf(nodes, {limits: {'nvidia.com/gpu': '1'}})).row).toEqual([
		'failed',
		'The run asks for 1 of nvidia.com/gpu, and no node that fits has any.',
		'They have amd.com/gpu.',
		'environment.resources.gpu',
	]);
	expect((await rowOf(nodes, {limits: {cpu: '3', memory: '32Gi'}})).row.slice(0, 2)).toEqual([
		'failed',
		'The run asks for more than any one node has: no node has enough of everything.',
	]);
});

test('devices that others have are waited for; where the pods of others may not be seen, that is not known', async () => {
	const nodes = [node({cpu: '8', memory: '8Gi', 'nvidia.com/gpu': '2'}), node({cpu: '8', memory: '8Gi'}, {name: 'b'})];
	const other = {spec: {nodeName: 'a', containers: [{resources: {limits: {'nvidia.com/gpu': '1'}}}]}};
	const limits = {'nvidia.com/gpu': '2'};
	expect(await rowOf(nodes, {limits}, {}, [other])).toEqual({
		row: [
			'warning',
			'The run will wait: it needs 2 of nvidia.com/gpu, and no node that fits has more than 1 free now.',
			undefined,
			'environment.resources.gpu',
		],
		asksForPods: true,
	});
	expect((await rowOf(nodes, {limits})).row).toEqual(['ok', '1 of 2 nodes can take it, and has nvidia.com/gpu free.']);
	expect((await rowOf(nodes, {limits}, {}, 403)).row).toEqual(['ok', '1 of 2 nodes can take it; what is free there is not known.']);
});

test('nodes that are not ready or cordoned do not count', async () => {
	const sick = {...node(), status: {...node().status, conditions: [{type: 'Ready', status: 'False'}]}};
	expect((await rowOf([sick, node(undefined, {unschedulable: true})])).row).toEqual(['warning', 'No node is ready: the run will wait.', undefined, '']);
});

test('where there are more nodes than are read, none that fits means nothing', async () => {
	const {client} = fakeCluster({'GET /api/v1/nodes': () => ({items: [node()], metadata: {continue: 'x'}})});
	const {checks} = await preflightKubernetes({ask: askOf(client), plan: plan(), jobs: [job({limits: {cpu: '99'}})]});
	expect(checks.at(-1)).toEqual({topic: 'nodes', title: 'Nodes for the run', state: 'unknown', detail: 'None of the first 500 nodes fits; there are more.'});
});
