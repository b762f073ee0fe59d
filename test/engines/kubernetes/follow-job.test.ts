import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {expect, test} from 'vitest';
import type {RunEvent} from '../../../source/engines/engine.ts';
import {ApiError} from '../../../source/engines/kubernetes/client/api-error.ts';
import type {KubernetesClient} from '../../../source/engines/kubernetes/client/client.ts';
import {followJob} from '../../../source/engines/kubernetes/follow-job.ts';
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
