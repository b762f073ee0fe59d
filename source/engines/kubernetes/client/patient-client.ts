import {setTimeout as wait} from 'node:timers/promises';
import {ApiError} from './api-error.ts';
import type {KubernetesClient} from './client.ts';

/** Milliseconds that an API server may be away while somebody waits for it at a terminal, as when it is restarted. */
const usualPatience = 5000;
const pause = 500;

/** The same client, which asks again for about 5 s while the API server is away. Only for requests that do no harm when they come twice. */
export function createPatientClient(client: KubernetesClient, patience = usualPatience): KubernetesClient {
	return {
		...client,
		async request(method, path, options) {
			for (const begun = performance.now(); ; await wait(pause)) {
				try {
					return await client.request(method, path, options);
				} catch (error) {
					if (!isAway(error) || performance.now() - begun + pause > patience) throw error;
				}
			}
		},
	};
}

/** Whether nobody answered, or a server that has a problem. */
export function isAway(error: unknown): boolean {
	return error instanceof ApiError && (error.fault === 'unreachable' || error.fault === 'timeout' || error.status >= 500);
}
