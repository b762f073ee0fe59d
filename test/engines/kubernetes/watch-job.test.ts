import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import type {KubernetesClient} from '../../../source/engines/kubernetes/client/client.ts';
import {disruptionOf} from '../../../source/engines/kubernetes/status/disruption.ts';
import {attemptsOf, newestPod} from '../../../source/engines/kubernetes/status/observed.ts';
import {createJobWatch, type JobWatch} from '../../../source/engines/kubernetes/watch-job.ts';
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

test('who takes over numbers pods as the driver before did, also where one was evicted and the Job does not count it', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'watch-job-'));
	const podOf = (uid: string, second: number) => ({
		metadata: {...metadata, uid, name: uid, creationTimestamp: `2026-11-26T10:00:0${second}Z`},
		status: {phase: 'Running'},
	});
	let items = [podOf('first', 1)];
	const client = {request: async (_: string, path: string) => (path.endsWith('/pods') ? {items} : {metadata: {name: 'j', uid: 'of-job'}, status: {active: 1}})};
	const made = {name: 'j', uid: 'of-job', at: 0};
	const watch = () =>
		createJobWatch({client: client as unknown as KubernetesClient, plan: {...planOf(), runFolder: folder}, signal: new AbortController().signal}, made);
	const numbers = async (each: JobWatch) => attemptsOf(await each.look(0)).map(({pod, number}) => [pod.metadata?.uid, number]);
	const before = watch();
	expect(await numbers(before)).toEqual([['first', 1]]);
	items = [podOf('second', 1)];
	expect(await numbers(before)).toEqual([
		['first', 1],
		['second', 2],
	]);
	expect(await numbers(watch())).toEqual([['second', 2]]);
	await rm(folder, {recursive: true});
});

test('while nothing happens to its pods a look is one request, and a pod that ends is looked at with its Job, which is read before it', async () => {
	const asked: string[] = [];
	let phase = 'Pending';
	const client = {
		async request(_: string, path: string) {
			const what = path.endsWith('/pods') ? 'pods' : path.includes('/jobs/') ? 'job' : 'events';
			asked.push(what);
			if (what === 'pods') return {items: [{metadata, status: {phase}}]};
			return what === 'job' ? {metadata: {name: 'j', uid: 'of-job'}, spec: {}} : {items: []};
		},
	} as unknown as KubernetesClient;
	const watch = createJobWatch({client, plan: planOf(), signal: new AbortController().signal}, {name: 'j', uid: 'of-job', at: 0});
	const look = async () => {
		asked.length = 0;
		await watch.look(0);
		return asked.join(' ');
	};
	expect(await look()).toBe('job pods');
	expect(await look()).toBe('pods');
	phase = 'Running';
	expect([await look(), await look(), await look()]).toEqual(['pods job pods', 'pods', 'pods']);
	phase = 'Succeeded';
	expect([await look(), await look()]).toEqual(['pods job pods', 'job pods']);
});
