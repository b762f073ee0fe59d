import {ApiError} from './api-error.ts';
import type {KubernetesClient} from './client.ts';

/** Milliseconds between two looks at the kubeconfig for a login that was not taken. */
const usualPause = 3000;

/**
 * A client that reads the kubeconfig again when its login is not taken any more: whoever logs in anew while a run goes on need not do anything else. `open`
 * gives a client by the kubeconfig as it is now, or undefined when there is none to be had.
 */
export function createRenewingClient(first: KubernetesClient, open: () => Promise<KubernetesClient | undefined>, pause = usualPause): KubernetesClient {
	let client = first;
	let before: KubernetesClient | undefined;
	let lookedAt = Number.NEGATIVE_INFINITY;
	let renewing: Promise<void> | undefined;

	const renew = async (): Promise<void> => {
		if (performance.now() - lookedAt < pause) return;
		lookedAt = performance.now();
		const next = await open().catch(() => undefined);
		if (!next) return;
		// Those who still use the old one are not cut off
		before?.close();
		before = client;
		client = next;
	};
	const withLogin = async <Result>(work: (now: KubernetesClient) => Promise<Result>): Promise<Result> => {
		const used = client;
		try {
			return await work(used);
		} catch (error) {
			if (!isOfLogin(error)) throw error;
			if (client === used) {
				renewing ??= renew().finally(() => {
					renewing = undefined;
				});
				await renewing;
			}
			if (client === used) throw error;
			return await work(client);
		}
	};
	return {
		get cluster() {
			return client.cluster;
		},
		request: (method, path, options) => withLogin(now => now.request(method, path, options)),
		open: (path, options) => withLogin(now => now.open(path, options)),
		exec: (target, command, options) => (options?.input ? client.exec(target, command, options) : withLogin(now => now.exec(target, command, options))),
		close() {
			before?.close();
			client.close();
		},
	};
}

function isOfLogin(error: unknown): boolean {
	return error instanceof ApiError && (error.status === 401 || error.fault === 'login');
}
