import type {V1Pod} from '@kubernetes/client-node';
import {corePath} from '../api-paths.ts';
import {ApiError, isStatus} from '../client/api-error.ts';
import type {KubernetesClient, Target} from '../client/client.ts';
import {containerStatus} from '../status/observed.ts';

/**
 * How it is with the container that takes the code. `waiting`: for the code, as far as its node has told. `released`: it has got it, and the pod goes on.
 * `ended`: in another way, or with its pod.
 */
export type UploadState = 'waiting' | 'released' | 'ended';

/** Asks how it is with the container that takes the code; undefined when the cluster does not tell. Throws the signal's reason when it is aborted. */
export async function uploadStateOf(
	{request}: Pick<KubernetesClient, 'request'>,
	{namespace, pod, container}: Target,
	signal: AbortSignal,
): Promise<UploadState | undefined> {
	try {
		const found = await request<V1Pod>('GET', corePath(namespace, 'pods', pod), {signal});
		const terminated = containerStatus(found, container)?.state?.terminated;
		if (terminated) return terminated.exitCode === 0 ? 'released' : 'ended';
		// That of a pod that was evicted may have no end of its own
		return found.status?.phase === 'Failed' ? 'ended' : 'waiting';
	} catch (error) {
		signal.throwIfAborted();
		if (!(error instanceof ApiError)) throw error;
		return isStatus(error, 404) ? 'ended' : undefined;
	}
}
