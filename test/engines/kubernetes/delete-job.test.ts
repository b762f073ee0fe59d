import {expect, test} from 'vitest';
import {ApiError} from '../../../source/engines/kubernetes/client/api-error.ts';
import type {KubernetesClient} from '../../../source/engines/kubernetes/client/client.ts';
import {deleteJob} from '../../../source/engines/kubernetes/delete-job.ts';
import {planOf} from './plan-of.ts';

/** Answers one request after the other, and then as the last time; what is asked is kept. */
function driveOf(...answers: ReadonlyArray<object | ApiError>) {
	const asked: string[] = [];
	const request = async (method: string, _: string, {body = {}}: {readonly body?: object} = {}) => {
		const uid = Reflect.get(body, 'preconditions')?.uid;
		asked.push(uid === undefined ? method : `${method} ${uid}`);
		const answer = answers[asked.length - 1] ?? answers.at(-1);
		if (answer instanceof ApiError) throw answer;
		return answer;
	};
	// No grace period, and not the minute either
	const plan = {...planOf(), runFolder: '/nowhere', gracePeriod: -60};
	return {asked, drive: {client: {request} as unknown as KubernetesClient, plan, signal: new AbortController().signal}};
}

const made = {name: 'j', uid: 'u1'};
const there = {metadata: {name: 'j', uid: 'u1'}};
const refusal = (status: number) => new ApiError('answer', 'no', {status, retryAfter: 1});

test('a Job is deleted when it is gone, or another one has its name', async () => {
	const gone = driveOf({}, refusal(404));
	await deleteJob(gone.drive, made);
	expect(gone.asked).toEqual(['DELETE u1', 'GET']);
	const replaced = driveOf({}, {metadata: {name: 'j', uid: 'u2'}});
	await deleteJob(replaced.drive, made);
	expect(replaced.asked).toEqual(['DELETE u1', 'GET']);
	const other = driveOf(refusal(409));
	await deleteJob(other.drive, made);
	expect(other.asked).toEqual(['DELETE u1']);
});

test('a Job that does not go is not taken for gone', async () => {
	const {drive, asked} = driveOf({}, there);
	await expect(deleteJob(drive, made)).rejects.toThrow('Its pod has not ended 0 s after the Job j was deleted; its node may be gone.');
	expect(asked).toEqual(['DELETE u1', 'GET']);
});

test('a cluster that is away is asked again, and one that refuses is not', async () => {
	const away = driveOf(refusal(503), {}, refusal(500), refusal(404));
	await deleteJob(away.drive, made);
	expect(away.asked).toEqual(['DELETE u1', 'DELETE u1', 'GET', 'DELETE u1']);
	const forbidden = driveOf(refusal(403));
	await expect(deleteJob(forbidden.drive, made)).rejects.toMatchObject({status: 403});
	expect(forbidden.asked).toEqual(['DELETE u1']);
});
