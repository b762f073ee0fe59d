import type {RunEvent} from '../engine.ts';
import {corePath} from './api-paths.ts';
import {isStatus} from './client/api-error.ts';
import type {Drive} from './drive-context.ts';
import type {ContainerView} from './status/containers.ts';
import {holdersOf} from './status/holders.ts';
import type {Observed} from './status/observed.ts';
import {progressOf} from './status/progress.ts';

/** Milliseconds for helpers to see by themselves that the command has ended. */
const patience = 5000;

/**
 * Deletes a pod whose command has failed and that other containers keep alive, so that its Job starts it anew (`max_restarts`): that counts pods only which
 * have ended. `look` is for a run that has not ended; it says whether the pod may not be deleted. Throws an ApiError.
 */
export function createPodFreer(
	{world, client, plan, signal}: Pick<Drive, 'world' | 'client' | 'plan' | 'signal'>,
	main: string,
	{push, isRead}: {readonly push: (event: RunEvent) => void; readonly isRead: (view: ContainerView) => boolean},
): {look(observed: Observed): Promise<'forbidden' | undefined>} {
	let since: {readonly uid: string; readonly at: number} | undefined;
	return {
		async look(observed) {
			const view = progressOf(observed, main, world.now()).containers.findLast(({name}) => name === main);
			const holders = holdersOf(observed, main);
			const pod = observed.pods.find(({metadata}) => metadata?.uid === view?.podUid);
			if (!view || !pod || pod.metadata?.deletionTimestamp || holders.length === 0 || !isRead(view)) return undefined;
			if (since?.uid !== view.podUid) since = {uid: view.podUid, at: performance.now()};
			if (performance.now() - since.at < patience) return undefined;
			try {
				await client.request('DELETE', corePath(plan.namespace, 'pods', view.pod), {body: {preconditions: {uid: view.podUid}}, signal});
			} catch (error) {
				if (isStatus(error, 403)) return 'forbidden';
				if (!isStatus(error, 404, 409)) throw error;
			}
			const text = `The command has failed, and ${holders.join(', ')} in its pod runs on: the pod is deleted, so that the cluster starts the run again.`;
			push({at: world.now(), type: 'notice', severity: 'info', text});
			return undefined;
		},
	};
}
