import {setTimeout as wait} from 'node:timers/promises';
import {isStopAskedFor} from '../stop-request.ts';
import type {ApiError} from './client/api-error.ts';
import {isAway} from './client/patient-client.ts';
import type {Drive} from './drive-context.ts';

/** Milliseconds that the cluster may be away: what the run has done before may have taken hours. */
const longest = 600_000;

/** Says of one failed request after the other whether to ask again, after a pause that grows: while the cluster is away, and nobody asks for the end of the run. */
export function createPatience({plan, signal}: Pick<Drive, 'plan' | 'signal'>): (error: ApiError) => Promise<boolean> {
	const begun = performance.now();
	let attempt = 0;
	return async error => {
		attempt++;
		if (!isAway(error) || isStopAskedFor(plan) || performance.now() - begun > longest) return false;
		await wait(error.retryAfter ?? Math.min(10_000, 500 * 2 ** attempt), undefined, {signal});
		return true;
	};
}
