import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {Readable} from 'node:stream';
import {expect, test} from 'vitest';
import type {RunEvent} from '../../../source/engines/engine.ts';
import {ApiError} from '../../../source/engines/kubernetes/client/api-error.ts';
import type {KubernetesClient} from '../../../source/engines/kubernetes/client/client.ts';
import {followJob, type JobTask} from '../../../source/engines/kubernetes/follow-job.ts';
import {runStreamOf} from '../../../source/engines/kubernetes/stream-of.ts';
import {stopRequestFile} from '../../../source/engines/stop-request.ts';
import {inShort, worldIn} from '../sandbox.ts';
import {planOf} from './plan-of.ts';

const startedAt = '2026-11-26T10:00:05Z';
const pod = {
	metadata: {name: 'p', uid: 'of-pod', ownerReferences: [{uid: 'of-job'}], creationTimestamp: '2026-11-26T10:00:00Z'},
	spec: {nodeName: 'n', containers: [{name: 'main', image: 'i'}]},
	status: {
		phase: 'Running',
		conditions: [{type: 'PodScheduled', status: 'True', lastTransitionTime: '2026-11-26T10:00:01Z'}],
		containerStatuses: [{name: 'main', restartCount: 0, image: 'i', state: {running: {startedAt}}}],
	},
};

/** A Job and its pod that are seen so often, and then never again. */
function clusterFor(looks: number): KubernetesClient {
	let looked = 0;
	const request = async (_: string, path: string) => {
		if (path.endsWith('/events')) return {items: []};
		if (path.endsWith('/pods')) return {items: looked > looks ? [] : [pod]};
		if (++looked > looks) throw new ApiError('answer', 'gone', {status: 404});
		return {metadata: {name: 'j', uid: 'of-job', creationTimestamp: '2026-11-26T10:00:00Z'}, spec: {backoffLimit: 0}};
	};
	return {request} as unknown as KubernetesClient;
}

async function follow(isStopped: boolean) {
	const folder = await mkdtemp(join(tmpdir(), 'follow-job-'));
	try {
		if (isStopped) {
			await mkdir(dirname(stopRequestFile(folder)), {recursive: true});
			await writeFile(stopRequestFile(folder), '');
		}
		const drive = {world: worldIn('/home/me', '/'), client: clusterFor(1), plan: {...planOf(), runFolder: folder}, signal: new AbortController().signal};
		const following = followJob(drive, {made: {name: 'j', uid: 'of-job', at: 0}, main: 'main', streamOf: runStreamOf, told: event => [event]});
		const told: RunEvent[] = [];
		for (;;) {
			const next = await following.next();
			if (next.done) return {told: inShort(told).filter(line => line.startsWith('run ')), end: next.value.end};
			told.push(next.value);
		}
	} finally {
		await rm(folder, {recursive: true});
	}
}

test('a run whose pod vanished has an end of its stage in the timeline, whether somebody deleted it or it was stopped', async () => {
	const message = 'The Job was deleted from the cluster, and its pod with it.';
	const end = {status: 'failed', reason: 'deleted', message, isOutOfMemory: false};
	expect(await Promise.all([follow(false), follow(true)])).toEqual([
		{told: ['run started', `run failed: ${message}`], end},
		{told: ['run started', 'run failed: stopped'], end},
	]);
});

type Status = {readonly name: string; readonly state: object; readonly containerID?: string};

/** A pod with a main container and others, before it and beside it. */
function podOf(main: object, {init = [], beside = []}: {readonly init?: readonly Status[]; readonly beside?: readonly Status[]}, phase = 'Running') {
	const named = (statuses: readonly Status[]) => statuses.map(({name}) => ({name, image: `${name}:1`}));
	const all = [{name: 'main', state: main}, ...beside];
	return {
		...pod,
		spec: {nodeName: 'n', initContainers: named(init), containers: named(all)},
		status: {...pod.status, phase, initContainerStatuses: init.map(withCount), containerStatuses: all.map(withCount)},
	};
}

const withCount = (status: Status) => ({...status, restartCount: 0, image: 'i'});
const noImage = (image: string) => ({waiting: {reason: 'ImagePullBackOff', message: `Back-off pulling image "${image}": ErrImagePull: ${image}: not found`}});
const ended = (exitCode: number) => ({terminated: {exitCode, startedAt, finishedAt: '2026-11-26T10:00:09Z'}});

/** Follows a Job whose pod is like that, by the milliseconds since the beginning. What waits in vain ends it at the first look. */
async function followPods(podAt: (milliseconds: number) => object, task: Partial<JobTask> = {}, change: object = {}) {
	const folder = await mkdtemp(join(tmpdir(), 'follow-job-'));
	try {
		const begun = performance.now();
		const request = async (_: string, path: string) => {
			if (path.endsWith('/events')) return {items: []};
			if (path.endsWith('/pods')) return {items: [podAt(performance.now() - begun)]};
			return {metadata: {name: 'j', uid: 'of-job', creationTimestamp: '2026-11-26T10:00:00Z'}, spec: {backoffLimit: 0}};
		};
		const client = {request, open: async () => Readable.from([])} as unknown as KubernetesClient;
		const plan = {...planOf(), runFolder: folder, ...change};
		const drive = {world: worldIn('/home/me', '/'), client, plan: {...plan, settings: {...plan.settings, stickyWait: 0}}, signal: new AbortController().signal};
		const following = followJob(drive, {made: {name: 'j', uid: 'of-job', at: 0}, main: 'main', streamOf: runStreamOf, told: event => [event], ...task});
		const told: RunEvent[] = [];
		for (;;) {
			const next = await following.next();
			if (next.done) return {told, end: next.value.end, isStuck: next.value.isStuck};
			told.push(next.value);
		}
	} finally {
		await rm(folder, {recursive: true});
	}
}

test('a command goes on though a helper beside it cannot start, which is told once', async () => {
	const helper = {name: 'mesh', state: noImage('mesh:1')};
	const creating = {waiting: {reason: 'ContainerCreating'}};
	const pending = podOf(creating, {beside: [helper]}, 'Pending');
	const running = podOf({running: {startedAt}}, {beside: [helper]}, 'Pending');
	const trying = podOf({running: {startedAt}}, {beside: [{name: 'mesh', state: creating}]}, 'Pending');
	const over = podOf(ended(0), {beside: [{name: 'mesh', state: ended(0)}]}, 'Succeeded');
	// It is looked at after about 0, 0.5, 3.5, 6.5 and 9.5 s
	const podsAt: ReadonlyArray<readonly [number, object]> = [
		[250, pending],
		[2000, running],
		[5000, trying],
		[8000, running],
	];
	const {told, end, isStuck} = await followPods(at => podsAt.find(([until]) => at < until)?.[1] ?? over);
	expect([end.status, end.exitCode, isStuck]).toEqual(['succeeded', 0, undefined]);
	expect(told.filter(({type}) => type === 'notice')).toEqual([
		{
			at: Date.parse(startedAt),
			type: 'notice',
			severity: 'warning',
			text: 'The helper mesh beside the command does not run (its image mesh:1 cannot be pulled). The command goes on without it.',
		},
	]);
});

test('the logs of a run that does not get any further are read to their end', async () => {
	const prepare = {name: 'prepare', state: ended(0), containerID: 'containerd://1'};
	const {told, end, isStuck} = await followPods(() => podOf(noImage('main:1'), {init: [prepare]}, 'Pending'));
	expect([end.reason, isStuck]).toEqual(['image-not-found', true]);
	const streams = told.flatMap(event =>
		event.type === 'stream-opened' ? event.stream.id : event.type === 'stream-state' ? `${event.streamId} ${event.state}` : [],
	);
	expect(streams).toEqual(['init-prepare', 'init-prepare live', 'init-prepare ended']);
});

test('a driver that takes over when the code has got into the pod says so', async () => {
	const upload = {name: 'upload', state: ended(0)};
	const over = podOf(ended(0), {init: [upload]}, 'Succeeded');
	const sends = {upload: () => Readable.from([])};
	const stages = ({told}: Awaited<ReturnType<typeof followPods>>) => inShort(told).filter(line => line.startsWith('upload '));
	expect([
		stages(await followPods(() => over, sends)),
		stages(await followPods(() => over)),
		stages(await followPods(() => over, sends, {adopted: {}})),
	]).toEqual([['upload succeeded'], [], []]);
});
