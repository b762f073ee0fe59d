import {expect, test} from 'vitest';
import {ApiError} from '../../../source/engines/kubernetes/client/api-error.ts';
import type {KubernetesClient} from '../../../source/engines/kubernetes/client/client.ts';
import {makeJob} from '../../../source/engines/kubernetes/make-job.ts';
import type {KubernetesPlan} from '../../../source/engines/kubernetes/plan.ts';

const labels = {'app.kubernetes.io/instance': 'r-abcdef'};
const plan = {namespace: 'team', labels, runFolder: '/nowhere'} as unknown as KubernetesPlan;
const job = {metadata: {name: 'plx-x', labels}};
const there = {metadata: {name: 'plx-x', uid: 'u1', labels, creationTimestamp: '2026-11-26T15:00:00Z'}};
const made = {name: 'plx-x', uid: 'u1', at: Date.parse('2026-11-26T15:00:00Z')};

/** Answers one request after the other; what is asked is kept. */
function clientOf(...answers: ReadonlyArray<object | ApiError>) {
	const asked: string[] = [];
	const left = [...answers];
	const request = async (method: string, path: string) => {
		asked.push(`${method} ${path}`);
		const answer = left.shift();
		if (answer instanceof ApiError) throw answer;
		return answer;
	};
	return {asked, client: {request} as unknown as KubernetesClient};
}

const {signal} = new AbortController();
const refusal = (status: number, retryAfter?: number) => new ApiError('answer', 'no', {status, ...(retryAfter !== undefined && {retryAfter})});

test('a Job is made', async () => {
	const {client, asked} = clientOf(there);
	expect(await makeJob({client, plan, signal}, job)).toEqual(made);
	expect(asked).toEqual(['POST /apis/batch/v1/namespaces/team/jobs']);
});

test('a Job that was made though its answer was lost is found, and not made twice', async () => {
	const lost = clientOf(new ApiError('unreachable', 'cut'), there);
	expect(await makeJob({client: lost.client, plan, signal}, job)).toEqual(made);
	const earlier = clientOf(refusal(409), there);
	expect(await makeJob({client: earlier.client, plan, signal}, job)).toEqual(made);
	expect(earlier.asked).toEqual(['POST /apis/batch/v1/namespaces/team/jobs', 'GET /apis/batch/v1/namespaces/team/jobs/plx-x']);
});

test('the Job of somebody else with that name is not taken for ours', async () => {
	const {client} = clientOf(refusal(409), {metadata: {name: 'plx-x', uid: 'u2', labels: {}}});
	expect(await makeJob({client, plan, signal}, job)).toMatchObject({status: 409});
});

test('what passes is tried again, and what does not is told at once', async () => {
	const {client, asked} = clientOf(refusal(503, 1), there);
	expect(await makeJob({client, plan, signal}, job)).toEqual(made);
	expect(asked.length).toBe(2);
	const forbidden = clientOf(refusal(403));
	expect(await makeJob({client: forbidden.client, plan, signal}, job)).toMatchObject({status: 403});
	expect(forbidden.asked.length).toBe(1);
});

const builder = (destination: string) => ({
	spec: {template: {spec: {containers: [{name: 'build', args: ['--context=dir:///context', `--destination=${destination}`]}]}}},
});

test('a builder that a driver before has made for other code makes room: no code goes under the name of another', async () => {
	const other = {...there, ...builder('r/x:old')};
	const again = {...there, ...builder('r/x:new'), metadata: {...there.metadata, uid: 'u2'}};
	const {client, asked} = clientOf(refusal(409), other, {}, refusal(404), again);
	expect(await makeJob({client, plan, signal}, {...job, ...builder('r/x:new')})).toEqual({...made, uid: 'u2'});
	const path = '/apis/batch/v1/namespaces/team/jobs';
	expect(asked).toEqual([`POST ${path}`, `GET ${path}/plx-x`, `DELETE ${path}/plx-x`, `GET ${path}/plx-x`, `POST ${path}`]);
	const same = clientOf(refusal(409), other);
	expect(await makeJob({client: same.client, plan, signal}, {...job, ...builder('r/x:old')})).toEqual(made);
	const kept = clientOf(refusal(409), other, refusal(403));
	expect(await makeJob({client: kept.client, plan, signal}, {...job, ...builder('r/x:new')})).toMatchObject({status: 403});
});
