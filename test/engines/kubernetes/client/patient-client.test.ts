import {expect, test} from 'vitest';
import {ApiError} from '../../../../source/engines/kubernetes/client/api-error.ts';
import type {KubernetesClient} from '../../../../source/engines/kubernetes/client/client.ts';
import {createPatientClient} from '../../../../source/engines/kubernetes/client/patient-client.ts';

/** Refuses so often. */
function clientOf(times: number, error: ApiError) {
	let asked = 0;
	const request = async () => {
		if (asked++ < times) throw error;
		return 'there';
	};
	return {client: {request} as unknown as KubernetesClient, asked: () => asked};
}

const away = new ApiError('unreachable', 'refused');

test('a server that is away for a moment is asked again, and one that stays away is given up', async () => {
	const back = clientOf(1, away);
	expect(await createPatientClient(back.client, 1000).request('GET', '/api')).toBe('there');
	const gone = clientOf(100, away);
	await expect(createPatientClient(gone.client, 1100).request('GET', '/api')).rejects.toBe(away);
	expect([back.asked(), gone.asked()]).toEqual([2, 3]);
});

test('an answer is an answer, and is not asked for again', async () => {
	const forbidden = new ApiError('answer', 'no', {status: 403});
	const {client, asked} = clientOf(1, forbidden);
	await expect(createPatientClient(client).request('GET', '/api')).rejects.toBe(forbidden);
	expect(asked()).toBe(1);
});
