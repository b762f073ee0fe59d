import {expect, test} from 'vitest';
import type {ClusterFacts} from '../../../source/engines/kubernetes/facts/cluster-facts.ts';
import {nodesText} from '../../../source/ui/wizard/nodes-text.ts';
import type {ResourceField} from '../../../source/ui/wizard/resource-fields.ts';
import {type Answers, emptyAnswers} from '../../../source/wizard/answers.ts';

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

const kubernetes: Answers = {...emptyAnswers, engine: 'kubernetes'};

test('beside amounts, GPUs, telling labels and service accounts are named', () => {
	expect(nodesText({...place, facts}, kubernetes, 'cpu')).toEqual([
		'lab/ml has 6 nvidia.com/gpu on 2 nodes, at most 4 on one',
		'labels for the node selector: gpu=a100, topology.kubernetes.io/zone=x, topology.kubernetes.io/zone=y',
		'service accounts: trainer',
	]);
	expect(nodesText({...place, facts: {}}, kubernetes, 'cpu')).toEqual([]);
	expect(nodesText(place, kubernetes, 'cpu')).toEqual([]);
});

test('beside a field that has offers nothing is said, and beside one that has none, why', () => {
	const textOf = (of: ClusterFacts, field: ResourceField, answers = kubernetes) => nodesText({...place, facts: of}, answers, field);
	for (const field of ['gpu', 'nodeSelector', 'serviceAccount'] as const) expect(textOf(facts, field)).toEqual([]);
	expect(textOf({devices: []}, 'gpu')).toEqual(['no GPUs (nvidia.com/gpu) on the nodes of lab/ml']);
	expect(textOf({nodeLabels: []}, 'nodeSelector')).toEqual(['the nodes of lab/ml have no other labels to choose by']);
	expect(textOf({}, 'nodeSelector')).toEqual(['lab/ml did not list its nodes (your account may not, or it was too slow): type the labels']);
	expect(textOf(facts, 'serviceAccount', {...kubernetes, serviceAccount: 'trainer'})).toEqual(['no other service account in lab/ml']);
	expect(textOf({}, 'serviceAccount')).toEqual(['lab/ml did not list its service accounts (your account may not, or it was too slow): type the name']);
});

test('who runs elsewhere hears of GPUs alone, and of none nothing', () => {
	expect(nodesText({...place, facts}, emptyAnswers, 'cpu')).toEqual(['lab/ml has 6 nvidia.com/gpu on 2 nodes, at most 4 on one']);
	expect(nodesText({...place, facts: {devices: []}}, emptyAnswers, 'gpu')).toEqual([]);
});

test('before a cluster is chosen, the fields that only a cluster has say where to choose one', () => {
	const text = ['only runs in a cluster have one: choose Kubernetes in the step Where, and come back for what it has'];
	const fields: readonly ResourceField[] = ['nodeSelector', 'serviceAccount'];
	expect(fields.map(field => nodesText({...place, facts}, {...emptyAnswers, engine: 'host'}, field))).toEqual([text, text]);
});
