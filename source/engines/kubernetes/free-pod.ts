import {sanitiseLine} from '../../terminal/sanitise.ts';
import type {RunEvent} from '../engine.ts';
import {corePath} from './api-paths.ts';
import {isStatus} from './client/api-error.ts';
import type {Drive} from './drive-context.ts';
import {lackHint} from './preflight/lacking-rights.ts';
import type {ContainerView} from './status/containers.ts';
import {heldPatience} from './status/end.ts';
import {helperPatience, holdersOf} from './status/holders.ts';
import type {Observed} from './status/observed.ts';
import {progressOf} from './status/progress.ts';

/** Sees to it that a pod which other containers keep alive does not hold up a restart of the run. */
export type PodFreer = {
	/** Deletes the pod if it is to be started anew, its log is read and its helpers had time. For a run that has not ended. Throws an ApiError. */
	look(observed: Observed): Promise<void>;
	/**
	 * The `now` of `endOf`: endless when the pod may not be deleted, or could not be for too long since its log was read; before that 0, as reading may take
	 * longer than a helper is waited for.
	 */
	until(): number;
};

/** Deletes pods whose command has failed so that their Job starts them anew (`max_restarts`): that counts pods only which have ended. `clock`: milliseconds. */
export function createPodFreer(
	{world, client, plan, signal}: Pick<Drive, 'world' | 'client' | 'plan' | 'signal'>,
	main: string,
	{push, isRead}: {readonly push: (event: RunEvent) => void; readonly isRead: (view: ContainerView) => boolean},
	clock: () => number = () => performance.now(),
): PodFreer {
	let since: {readonly uid: string; readonly at: number} | undefined;
	let isForbidden = false;
	const tell = (severity: 'info' | 'warning', text: string) => push({at: world.now(), type: 'notice', severity, text});
	return {
		async look(observed) {
			const view = progressOf(observed, main, world.now()).containers.findLast(({name}) => name === main);
			const holders = holdersOf(observed, main);
			const pod = observed.pods.find(({metadata}) => metadata?.uid === view?.podUid);
			if (!view || !pod || pod.metadata?.deletionTimestamp || holders.length === 0 || !isRead(view)) {
				since = undefined;
				return;
			}
			if (since?.uid !== view.podUid) since = {uid: view.podUid, at: clock()};
			if (clock() - since.at < helperPatience) return;
			const held = `The command has failed, and ${holders.join(', ')} in its pod runs on`;
			try {
				await client.request('DELETE', corePath(plan.namespace, 'pods', view.pod), {body: {preconditions: {uid: view.podUid}}, signal});
			} catch (error) {
				if (isStatus(error, 403)) {
					isForbidden = true;
					const said = sanitiseLine(error.message).replace(/[.!]?$/, '.');
					tell('warning', `${held}: the run is started again only when that pod is deleted, and the cluster does not let you: ${said} ${lackHint(plan)}`);
					return;
				}
				if (!isStatus(error, 404, 409)) throw error;
			}
			tell('info', `${held}: the pod is deleted, so that the cluster starts the run again.`);
		},
		until: () => (isForbidden || (since && clock() - since.at > heldPatience) ? Number.POSITIVE_INFINITY : 0),
	};
}
