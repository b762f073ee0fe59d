import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {V1Job, V1Pod} from '@kubernetes/client-node';
import {expect, test} from 'vitest';
import type {RunEvent} from '../../../source/engines/engine.ts';
import {ApiError} from '../../../source/engines/kubernetes/client/api-error.ts';
import type {KubernetesClient, RequestOptions} from '../../../source/engines/kubernetes/client/client.ts';
import {followJob} from '../../../source/engines/kubernetes/follow-job.ts';
import {createPodFreer} from '../../../source/engines/kubernetes/free-pod.ts';
import {endOf} from '../../../source/engines/kubernetes/status/end.ts';
import type {Observed} from '../../../source/engines/kubernetes/status/observed.ts';
import {inShort, worldIn} from '../sandbox.ts';
import {planOf} from './plan-of.ts';

const job: V1Job = {metadata: {name: 'j', uid: 'of-job'}, spec: {backoffLimit: 1, template: {}}};
/** Its command failed long ago, and a helper runs on. */
const pod: V1Pod = {
	metadata: {name: 'p', uid: 'of-pod', creationTimestamp: '2026-11-26T10:00:00Z' as never},
	spec: {containers: [{name: 'main'}, {name: 'mesh'}]},
	status: {
		phase: 'Running',
		containerStatuses: [
			{name: 'main', state: {terminated: {exitCode: 3, reason: 'Error', finishedAt: '2026-11-26T10:00:09Z' as never}}} as never,
			{name: 'mesh', state: {running: {}}} as never,
		],
	},
};
const held: Observed = {job, pods: [pod], events: []};

/** A freer, with a clock of its own, for a cluster that answers a DELETE so. */
function freerWith(answer: () => unknown = () => ({})) {
	const asked: Array<readonly [string, string, RequestOptions['body']]> = [];
	const told: RunEvent[] = [];
	const state = {isRead: true, seconds: 0};
	const request = async (method: string, path: string, {body}: RequestOptions) => {
		asked.push([method, path, body]);
		return answer();
	};
	const client = {request} as unknown as KubernetesClient;
	const drive = {world: worldIn('/home/me', '/'), client, plan: planOf(), signal: new AbortController().signal};
	const freer = createPodFreer(drive, 'main', {push: event => told.push(event), isRead: () => state.isRead}, () => state.seconds * 1000);
	const notices = () => told.map(event => (event.type === 'notice' ? [event.severity, event.text] : event));
	return {freer, asked, notices, state, exitCode: () => endOf(held, 'main', freer.until())?.exitCode};
}

const path = '/api/v1/namespaces/experiments/pods/p';
const refusal = (status: number, message: string) => () => {
	throw new ApiError('answer', message, {status});
};

test('a pod that a helper keeps alive is deleted when the helper had time to end by itself', async () => {
	const {freer, asked, notices, state} = freerWith();
	await freer.look(held);
	state.seconds = 4.9;
	await freer.look(held);
	expect(asked).toEqual([]);
	state.seconds = 5;
	await freer.look(held);
	expect(asked).toEqual([['DELETE', path, {preconditions: {uid: 'of-pod'}}]]);
	expect(notices()).toEqual([['info', 'The command has failed, and mesh in its pod runs on: the pod is deleted, so that the cluster starts the run again.']]);
});

test('the time counts from when the log was read, however long that took', async () => {
	const {freer, asked, state, exitCode} = freerWith();
	state.isRead = false;
	for (; state.seconds < 300; state.seconds += 30) await freer.look(held);
	expect([asked.length, exitCode()]).toEqual([0, undefined]);
	state.isRead = true;
	await freer.look(held);
	state.seconds += 5;
	await freer.look(held);
	expect([asked.length, exitCode()]).toEqual([1, undefined]);
});

test('who may not delete the pod is told which right it takes and how to get it, and the run ends', async () => {
	const {freer, notices, state, exitCode} = freerWith(refusal(403, 'pods "p" is forbidden: User "ada" cannot delete resource "pods" in API group ""\u001b[2J'));
	await freer.look(held);
	expect(exitCode()).toBeUndefined();
	state.seconds = 5;
	await freer.look(held);
	expect(notices()).toEqual([
		[
			'warning',
			'The command has failed, and mesh in its pod runs on: the run is started again only when that pod is deleted, and the cluster does not let you: ' +
				'pods "p" is forbidden: User "ada" cannot delete resource "pods" in API group "". ' +
				"Give the cluster's administrator what this prints: polyaxon-tui doctor --role --context lab --namespace experiments.",
		],
	]);
	expect(exitCode()).toBe(3);
});

test('a pod that cannot be deleted for a minute is not waited for', async () => {
	const {freer, notices, state, exitCode} = freerWith(refusal(500, 'no'));
	await freer.look(held);
	state.seconds = 60;
	await expect(freer.look(held)).rejects.toThrow('no');
	expect(exitCode()).toBeUndefined();
	state.seconds = 60.1;
	expect([exitCode(), notices()]).toEqual([3, []]);
});

test('a driver that takes over long after the command has failed waits for the log too', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'free-pod-'));
	const request = async (_: string, path: string) => {
		if (path.endsWith('/events')) return {items: []};
		return path.endsWith('/pods') ? {items: [{...pod, metadata: {...pod.metadata, ownerReferences: [{uid: 'of-job'}]}}]} : job;
	};
	const client = {request} as unknown as KubernetesClient;
	const drive = {world: worldIn('/home/me', '/'), client, plan: {...planOf(), runFolder: folder}, signal: new AbortController().signal};
	const told: RunEvent[] = [];
	for await (const event of followJob(drive, {made: {name: 'j', uid: 'of-job', at: 0}, main: 'main', streamOf: () => undefined, told: each => [each]})) {
		told.push(event);
		if (event.type === 'status' && event.status === 'warning') break;
	}
	expect(inShort(told)).toContain('status warning');
	await rm(folder, {recursive: true});
}, 20_000);
