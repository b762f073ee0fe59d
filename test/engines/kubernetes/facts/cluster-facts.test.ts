import {expect, test} from 'vitest';
import {readClusterFacts} from '../../../../source/engines/kubernetes/facts/cluster-facts.ts';
import {fakeCluster, node, refused, table} from '../preflight/fake-cluster.ts';

const {signal} = new AbortController();
const hosting = 'GET /api/v1/namespaces/kube-public/configmaps/local-registry-hosting';
const image = (...names: string[]) => ({names, sizeBytes: 1});

function configMap(name: string, ...fields: object[]): object {
	return {metadata: {name, managedFields: fields.map(fieldsV1 => ({fieldsV1}))}};
}

test('what the wizard can offer is read without a value', async () => {
	const gpu = node({cpu: '8', 'nvidia.com/gpu': '4'}, {name: 'a', labels: {'kubernetes.io/os': 'linux', 'beta.kubernetes.io/os': 'linux', gpu: 'a100'}});
	const images = [
		image('r.example.com:5000/team/x@sha256:1', 'r.example.com:5000/team/x:1'),
		image('docker.io/library/python:3'),
		image('busybox'),
		image('gcr.io/p/y:2'),
		image('r.example.com:5000/z:1'),
	];
	const {client, asked} = fakeCluster({
		'GET /api/v1/namespaces/n/secrets': () => table(['token', 'Opaque', 2], ['push', 'kubernetes.io/dockerconfigjson', 1]),
		'GET /api/v1/namespaces/n/configmaps': () => ({
			items: [
				configMap('settings', {'f:data': {'.': {}, 'f:A': {}, 'f:B': {}}, 'f:metadata': {}}, {'f:data': {'f:C': {}}, 'f:binaryData': {'f:blob': {}}}),
				configMap('empty'),
				{metadata: {name: 'old'}},
				configMap('kube-root-ca.crt', {'f:data': {'f:ca.crt': {}}}),
			],
		}),
		'GET /api/v1/namespaces/n/serviceaccounts': () => table(['default', '', 0], ['train\x1b[31mer', '', 0]),
		'GET /api/v1/nodes': () => ({
			items: [
				{...gpu, status: {...gpu.status, images}},
				node({'nvidia.com/gpu': '2'}, {name: 'b', labels: {gpu: 't4', 'kubernetes.io/os': 'linux'}}),
				node({'nvidia.com/gpu': '8'}, {name: 'c', labels: {gpu: 't4'}, unschedulable: true}),
			],
		}),
		[hosting]: () => ({
			data: {'localRegistryHosting.v1': 'host: "localhost:5001"\nhostFromClusterNetwork: "registry:5000"\nhelp: "https://kind.sigs.k8s.io"\n'},
		}),
	});
	expect(await readClusterFacts(client, signal)).toEqual({
		secrets: [
			{name: 'token', type: 'Opaque', keys: 2},
			{name: 'push', type: 'kubernetes.io/dockerconfigjson', keys: 1},
		],
		configmaps: [{name: 'settings', keys: ['A', 'B', 'C', 'blob']}, {name: 'empty', keys: []}, {name: 'old'}],
		serviceAccounts: ['default', 'trainer'],
		nodeLabels: [
			{
				key: 'gpu',
				values: [
					{value: 't4', nodes: 2},
					{value: 'a100', nodes: 1},
				],
			},
			{key: 'kubernetes.io/os', values: [{value: 'linux', nodes: 2}]},
		],
		devices: [{resource: 'nvidia.com/gpu', total: 6, mostOnOneNode: 4, nodes: 2}],
		registries: [
			{host: 'registry:5000', hostForNodes: 'localhost:5001', from: 'cluster'},
			{host: 'r.example.com:5000', from: 'images', images: 2},
			{host: 'gcr.io', from: 'images', images: 1},
		],
	});
	const forms = asked.map(({request, options: {accept, query}}) => [request, accept?.match(/as=\w+/)?.[0], query?.includeObject]);
	expect(forms).toEqual([
		['GET /api/v1/namespaces/n/secrets', 'as=Table', 'None'],
		['GET /api/v1/namespaces/n/configmaps', 'as=PartialObjectMetadataList', undefined],
		['GET /api/v1/namespaces/n/serviceaccounts', 'as=Table', 'None'],
		['GET /api/v1/nodes', undefined, undefined],
		[hosting, undefined, undefined],
	]);
});

test('what the account may not see or does not come in time is absent', async () => {
	const no = () => refused(403, 'no');
	const {client} = fakeCluster({
		'GET /api/v1/namespaces/n/secrets': no,
		'GET /api/v1/namespaces/n/configmaps': () => ({items: []}),
		'GET /api/v1/namespaces/n/serviceaccounts': () => new Promise(() => {}),
		'GET /api/v1/nodes': no,
		[hosting]: no,
	});
	const before = performance.now();
	expect(await readClusterFacts(client, signal, 100)).toEqual({configmaps: []});
	expect(performance.now() - before).toBeLessThan(1000);
});

test.each([
	['host: "0.0.0.0:5000"', []],
	['hostFromContainerRuntime: "registry.local:5000"\nhost: localhost:5000', [{host: 'registry.local:5000', from: 'cluster'}]],
	['[not: a: map', []],
	['', []],
])('a registry that the cluster announces as %j is offered when it can be used', async (text, registries) => {
	const {client} = fakeCluster({[hosting]: () => ({data: {'localRegistryHosting.v1': text}})});
	expect((await readClusterFacts(client, signal)).registries).toEqual(registries);
});
