import {expect, test} from 'vitest';
import type {ContainerView} from '../../../source/engines/kubernetes/status/containers.ts';
import {buildStreamOf, runStreamOf} from '../../../source/engines/kubernetes/stream-of.ts';
import {isStreamId} from '../../../source/runs/run-folder.ts';

const view = (change: Partial<ContainerView>): ContainerView => ({
	attempt: 1,
	pod: 'plx-x-abcde',
	podUid: 'u',
	name: 'main',
	kind: 'main',
	image: 'python:3',
	state: 'running',
	restartCount: 0,
	isGone: false,
	...change,
});

test.each([
	[{}, 'run', 'run'],
	[{attempt: 2}, 'run-2', 'run (attempt 2)'],
	[{name: 'istio-proxy', kind: 'sidecar'}, 'sidecar-istio-proxy', 'istio-proxy'],
	[{name: 'istio-proxy', kind: 'sidecar', attempt: 3, restartCount: 2}, 'sidecar-istio-proxy-3-r2', 'istio-proxy (attempt 3)'],
	[{name: 'a/../b', kind: 'init'}, 'init-a_.._b', 'a_.._b'],
] as const)('the log of the container %j is the stream %s', (change, id, title) => {
	expect(runStreamOf(view(change))).toMatchObject({id, title});
	expect(isStreamId(id)).toBe(true);
});

test('nobody reads the log of what only waits for the code, and of a build only its builder', () => {
	expect(runStreamOf(view({name: 'upload', kind: 'init'}))).toBeUndefined();
	expect(buildStreamOf(view({name: 'upload', kind: 'init'}))).toBeUndefined();
	expect(buildStreamOf(view({name: 'build'}))).toMatchObject({id: 'build', stage: 'build', container: 'build'});
});
