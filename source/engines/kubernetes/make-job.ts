import {setTimeout as wait} from 'node:timers/promises';
import type {V1Job} from '@kubernetes/client-node';
import {isStopAskedFor} from '../stop-request.ts';
import {jobPath} from './api-paths.ts';
import {ApiError} from './client/api-error.ts';
import type {Drive} from './drive-context.ts';
import type {Made} from './handle.ts';
import {runLabel} from './labels.ts';
import {createdAt} from './status/observed.ts';

/** Milliseconds that the cluster may be away: a build before it may have taken hours. */
const patience = 600_000;

/** Makes a Job, or finds it made by a driver before; what refused it otherwise. Throws when aborted. */
export async function makeJob({client, plan, signal}: Pick<Drive, 'client' | 'plan' | 'signal'>, job: V1Job): Promise<Made | ApiError> {
	const name = job.metadata?.name ?? '';
	for (let attempt = 1, begun = performance.now(); ; attempt++) {
		try {
			return madeOf(await client.request<V1Job>('POST', jobPath(plan.namespace), {body: job, signal}));
		} catch (error) {
			signal.throwIfAborted();
			if (!(error instanceof ApiError)) throw error;
			// It may have come through though its answer did not
			const mayBeThere = error.status === 409 || error.fault !== 'answer';
			const found = mayBeThere ? await findMade({client, plan, signal}, name) : undefined;
			if (found) return found;
			const isPassing = error.fault === 'unreachable' || error.fault === 'timeout' || error.status >= 500;
			if (!isPassing || isStopAskedFor(plan) || performance.now() - begun > patience) return error;
			await wait(error.retryAfter ?? Math.min(10_000, 500 * 2 ** attempt), undefined, {signal});
		}
	}
}

/** The Job of the run with that name; undefined when there is none, or nobody answers. */
export async function findMade({client, plan, signal}: Pick<Drive, 'client' | 'plan' | 'signal'>, name: string): Promise<Made | undefined> {
	try {
		const job = await client.request<V1Job>('GET', jobPath(plan.namespace, name), {signal});
		return job.metadata?.labels?.[runLabel] === plan.labels[runLabel] && !job.metadata?.deletionTimestamp ? madeOf(job) : undefined;
	} catch (error) {
		signal.throwIfAborted();
		if (error instanceof ApiError) return undefined;
		throw error;
	}
}

function madeOf(job: V1Job): Made {
	return {name: job.metadata?.name ?? '', uid: job.metadata?.uid ?? '', at: createdAt(job)};
}
