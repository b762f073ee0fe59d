import {expect, test} from 'vitest';
import {configMapName, contextConfigMap, ownedBy} from '../../../../source/engines/kubernetes/manifests/context-config-map.ts';
import {planOf} from '../plan-of.ts';

test('the context of a Job is a ConfigMap with the labels of the run', () => {
	const plan = planOf();
	expect(contextConfigMap(plan, plan.job, {'context.tgz': 'aGk='})).toEqual({
		apiVersion: 'v1',
		kind: 'ConfigMap',
		metadata: {name: `${plan.job}-context`, namespace: 'experiments', labels: {...plan.labels, 'polyaxon-tui/role': 'run'}},
		immutable: true,
		binaryData: {'context.tgz': 'aGk='},
	});
	expect(contextConfigMap(plan, `${plan.job}-build`, {}).metadata?.labels?.['polyaxon-tui/role']).toBe('build');
	expect(configMapName('a'.repeat(54)).length).toBeLessThanOrEqual(63);
});

test('it is deleted with its Job', () => {
	expect(ownedBy({metadata: {name: 'j', uid: 'u'}})).toEqual({
		metadata: {ownerReferences: [{apiVersion: 'batch/v1', kind: 'Job', name: 'j', uid: 'u', controller: false, blockOwnerDeletion: false}]},
	});
});
