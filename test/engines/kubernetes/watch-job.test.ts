import {expect, test} from 'vitest';
import type {KubernetesClient} from '../../../source/engines/kubernetes/client/client.ts';
import {disruptionOf} from '../../../source/engines/kubernetes/status/disruption.ts';
import {newestPod} from '../../../source/engines/kubernetes/status/observed.ts';
import {createJobWatch} from '../../../source/engines/kubernetes/watch-job.ts';
import {planOf} from './plan-of.ts';

const metadata = {name: 'p', uid: 'of-pod', ownerReferences: [{uid: 'of-job'}], creationTimestamp: '2026-11-26T10:00:00Z'};
const preempted = {metadata: {name: 'e', uid: 'e'}, reason: 'Preempted', message: 'Preempted by pod x', involvedObject: {uid: 'of-pod'}};

/** A cluster that has a Job, and its pod only as long as `hasPod`. */
function clusterWith(hasPod: () => boolean): KubernetesClient {
	const request = async (_: string, path: string, {query}: {query?: Readonly<Record<string, unknown>>} = {}) => {
		if (path.endsWith('/pods')) return {items: hasPod() ? [{metadata, status: {phase: 'Running'}}] : []};
		if (path.endsWith('/events')) return {items: query?.fieldSelector === 'involvedObject.uid=of-pod' ? [preempted] : []};
		if (path.includes('/jobs/')) return {metadata: {name: 'j', uid: 'of-job'}, spec: {}};
		throw new Error(`Nobody asks for ${path}.`);
	};
	return {request} as unknown as KubernetesClient;
}

test('a pod that is gone between two looks is told of by its events', async () => {
	let hasPod = true;
	const watch = createJobWatch({client: clusterWith(() => hasPod), plan: planOf(), signal: new AbortController().signal}, {name: 'j', uid: 'of-job', at: 0});
	expect(newestPod(await watch.look(0))?.status?.phase).toBe('Running');
	hasPod = false;
	const observed = await watch.lookAtAll();
	expect([observed.pods, observed.events]).toEqual([[], [preempted]]);
	expect(disruptionOf(observed, newestPod(observed))).toBe('preempted');
});
