import {expect, test} from 'vitest';
import {nodesText} from '../../../source/ui/wizard/nodes-text.ts';

const place = {context: 'lab', namespace: 'ml', isAsking: false, problems: []};
const facts = {
	devices: [{resource: 'nvidia.com/gpu', total: 6, mostOnOneNode: 4, nodes: 2}],
	nodeLabels: [
		{key: 'gpu', values: [{value: 'a100', nodes: 1}]},
		{
			key: 'kubernetes.io/hostname',
			values: [
				{value: 'a', nodes: 1},
				{value: 'b', nodes: 1},
			],
		},
		{key: 'kubernetes.io/os', values: [{value: 'linux', nodes: 2}]},
		{
			key: 'topology.kubernetes.io/zone',
			values: [
				{value: 'x', nodes: 1},
				{value: 'y', nodes: 1},
			],
		},
	],
	serviceAccounts: ['default', 'trainer'],
};

test('GPUs, telling labels and service accounts are named with where they go', () => {
	expect(nodesText({...place, facts}, {engine: 'kubernetes'})).toEqual([
		'lab/ml has 6 nvidia.com/gpu on 2 nodes, at most 4 on one',
		'labels for environment.node_selector: gpu=a100, topology.kubernetes.io/zone=x, topology.kubernetes.io/zone=y',
		'names for environment.service_account: trainer',
	]);
});

test('who runs elsewhere hears of GPUs alone, and of none nothing', () => {
	expect(nodesText({...place, facts}, {engine: 'host'})).toEqual(['lab/ml has 6 nvidia.com/gpu on 2 nodes, at most 4 on one']);
	expect(nodesText({...place, facts: {devices: []}}, {engine: 'host'})).toEqual([]);
	expect(nodesText({...place, facts: {devices: []}}, {engine: 'kubernetes'})).toEqual(['no GPUs on the nodes of lab/ml']);
	expect(nodesText({...place, facts: {}}, {engine: 'kubernetes'})).toEqual([]);
	expect(nodesText(place, {engine: 'kubernetes'})).toEqual([]);
});
