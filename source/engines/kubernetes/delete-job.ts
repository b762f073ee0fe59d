import {setTimeout as wait} from 'node:timers/promises';
import type {V1Job} from '@kubernetes/client-node';
import {jobPath} from './api-paths.ts';
import {ApiError, isStatus} from './client/api-error.ts';
import type {Drive} from './drive-context.ts';
import type {Made} from './handle.ts';
import {createPatience} from './patience.ts';

/**
 * Deletes a Job and its pods, and resolves when it is gone; so is one that was not there. Waits for a cluster that is away. Throws an ApiError, also when it
 * is still there a minute after the grace period of its pods.
 */
export async function deleteJob(drive: Pick<Drive, 'client' | 'plan' | 'signal'>, made: Pick<Made, 'name' | 'uid'>): Promise<void> {
	for (const isAskedAgain = createPatience(drive); ; ) {
		try {
			return await deleteOnce(drive, made);
		} catch (error) {
			drive.signal.throwIfAborted();
			if (!(error instanceof ApiError) || !(await isAskedAgain(error))) throw error;
		}
	}
}

async function deleteOnce({client, plan, signal}: Pick<Drive, 'client' | 'plan' | 'signal'>, {name, uid}: Pick<Made, 'name' | 'uid'>): Promise<void> {
	const path = jobPath(plan.namespace, name);
	const body = {apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy: 'Foreground', preconditions: {uid}};
	const deadline = performance.now() + (plan.gracePeriod + 60) * 1000;
	try {
		await client.request('DELETE', path, {body, signal});
		for (let pause = 100; ; pause = Math.min(2000, pause * 1.5)) {
			const {metadata} = await client.request<V1Job>('GET', path, {signal});
			if (metadata?.uid !== uid) return;
			if (performance.now() > deadline) break;
			await wait(pause, undefined, {signal});
		}
	} catch (error) {
		// 409: that name has another one by now
		if (isStatus(error, 404, 409)) return;
		throw error;
	}
	throw new ApiError('answer', `Its pod has not ended ${plan.gracePeriod + 60} s after the Job ${name} was deleted; its node may be gone.`);
}
