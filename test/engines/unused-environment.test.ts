import {expect, test} from 'vitest';
import {unusedOf} from '../../source/engines/unused-environment.ts';

test('what only Kubernetes uses is warned about, in the words of the file', () => {
	const environment = {
		secret_refs: ['s'],
		configmap_refs: [],
		node_selector: {disk: 'ssd'},
		image_pull_secrets: ['pull'],
		max_restarts: 2,
		service_account: 'robot',
	};
	expect(unusedOf(environment)).toEqual([
		{
			code: 'not-used-here',
			severity: 'warning',
			message: '"node_selector" has no effect on this engine: where a run is placed is a question on Kubernetes only.',
			hint: 'Run it on Kubernetes: --engine kubernetes.',
			path: ['environment', 'node_selector'],
		},
		{
			code: 'not-used-here',
			severity: 'warning',
			message: '"service_account" has no effect on this engine: only pods on Kubernetes have it.',
			hint: 'Run it on Kubernetes: --engine kubernetes.',
			path: ['environment', 'service_account'],
		},
		{
			code: 'not-used-here',
			severity: 'warning',
			message: '"image_pull_secrets" has no effect on this engine: images are pulled as you, with the logins of this computer.',
			hint: 'Run it on Kubernetes: --engine kubernetes.',
			path: ['environment', 'image_pull_secrets'],
		},
		{
			code: 'not-used-here',
			severity: 'warning',
			message: '"max_restarts" has no effect on this engine: a failed run is not started again.',
			hint: 'Start it again yourself: "polyaxon-tui rerun".',
			path: ['environment', 'max_restarts'],
		},
	]);
});

test('what says nothing is not warned about', () => {
	expect(unusedOf({secret_refs: [], configmap_refs: [], labels: {}, tolerations: [], max_restarts: 0})).toEqual([]);
});

test('TPUs are those of clusters', () => {
	expect(unusedOf({secret_refs: [], configmap_refs: [], resources: {tpu: {limits: 8}}})).toEqual([
		{
			code: 'not-used-here',
			severity: 'warning',
			message: 'The run asks for TPUs and will have none: only clusters have them.',
			hint: 'Run it on Kubernetes: --engine kubernetes.',
			path: ['environment', 'resources', 'tpu'],
		},
	]);
});
