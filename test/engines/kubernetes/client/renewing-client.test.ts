import {expect, test} from 'vitest';
import {ApiError} from '../../../../source/engines/kubernetes/client/api-error.ts';
import type {KubernetesClient} from '../../../../source/engines/kubernetes/client/client.ts';
import {createRenewingClient} from '../../../../source/engines/kubernetes/client/renewing-client.ts';

const refused = new ApiError('answer', 'Unauthorized', {status: 401});

function clientOf(answer: () => unknown): KubernetesClient {
	const request = async () => answer();
	return {cluster: {context: 'c', namespace: 'n', server: 's', user: 'u'}, request, close() {}} as unknown as KubernetesClient;
}

test('a login that is not taken any more is read again, once for all that ask at the same time', async () => {
	let opened = 0;
	const old = clientOf(() => {
		throw refused;
	});
	const client = createRenewingClient(old, async () => {
		opened++;
		return clientOf(() => 'answer');
	});
	expect(await Promise.all([client.request('GET', '/a'), client.request('GET', '/b')])).toEqual(['answer', 'answer']);
	expect(await client.request('GET', '/c')).toBe('answer');
	expect(opened).toBe(1);
});

test('without a new login the refusal stays, and the kubeconfig is not read at every request', async () => {
	let opened = 0;
	const client = createRenewingClient(
		clientOf(() => {
			throw refused;
		}),
		async () => {
			opened++;
			return undefined;
		},
	);
	for (let number = 0; number < 5; number++) await expect(client.request('GET', '/a')).rejects.toBe(refused);
	expect(opened).toBe(1);
});

test('other refusals are no reason to log in anew', async () => {
	const forbidden = new ApiError('answer', 'Forbidden', {status: 403});
	const client = createRenewingClient(
		clientOf(() => {
			throw forbidden;
		}),
		() => Promise.reject(new Error('not asked')),
	);
	await expect(client.request('GET', '/a')).rejects.toBe(forbidden);
});

test('clients whose login was not taken either are closed, each when the one after it was given up', async () => {
	const closed: number[] = [];
	const refusing = (number: number): KubernetesClient => ({
		...clientOf(() => {
			throw refused;
		}),
		close: () => void closed.push(number),
	});
	let opened = 0;
	const client = createRenewingClient(refusing(0), async () => refusing(++opened), 0);
	for (let number = 0; number < 3; number++) await expect(client.request('GET', '/a')).rejects.toBe(refused);
	expect(closed).toEqual([0, 1]);
	client.close();
	expect(closed).toEqual([0, 1, 2, 3]);
});
