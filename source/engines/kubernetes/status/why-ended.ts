import type {V1Pod} from '@kubernetes/client-node';
import {sanitiseLine} from '../../../terminal/sanitise.ts';
import {spanOf} from './containers.ts';
import {disruptionOf} from './disruption.ts';
import {containerStatuses, eventsAbout, jobCondition, lastTime, type Observed, timeOf} from './observed.ts';

/** Why a run ended: a word for programs, and a sentence. Printable. */
export type EndWords = {readonly reason: string; readonly message: string};

/** What the cluster or somebody in it did to end a pod; undefined when the pod ended by itself. */
export function whyEnded(observed: Observed, pod: V1Pod | undefined): EndWords | undefined {
	const said = sanitiseLine(pod?.status?.message ?? '').trim();
	if (pod?.status?.reason === 'DeadlineExceeded') return deadline(pod.spec?.activeDeadlineSeconds);
	if (jobCondition(observed.job, 'Failed', 'FailureTarget')?.reason === 'DeadlineExceeded') return deadline(observed.job?.spec?.activeDeadlineSeconds);
	switch (disruptionOf(observed, pod)) {
		case 'evicted':
			return {reason: 'evicted', message: `The node removed the run${said ? `: ${said}` : ' because it was short of memory or disk.'}`};
		case 'preempted':
			return {reason: 'preempted', message: 'The cluster ended the run to make room for more important work.'};
		case 'drained':
			return {reason: 'drained', message: 'The cluster ended the run: its node is being emptied, or someone evicted the pod.'};
		case 'node-lost':
			return {reason: 'node-lost', message: 'The node of the run did not answer any more, and the cluster gave the run up.'};
		case 'machine-gone':
			return {reason: 'machine-gone', message: 'The machine that the run was on is gone.'};
		case undefined:
			return wasDeleted(observed, pod) ? deletedWords(observed) : undefined;
	}
}

/** Whether a pod was deleted before its command came to its end. Times are whole seconds. */
function wasDeleted(observed: Observed, pod: V1Pod | undefined): boolean {
	const {deletionTimestamp, deletionGracePeriodSeconds = 0} = pod?.metadata ?? {};
	const deadline = timeOf(deletionTimestamp);
	if (deadline === undefined) return false;
	const end = lastEnd(pod!) ?? Number.POSITIVE_INFINITY;
	return end >= deadline - deletionGracePeriodSeconds * 1000 || wasStopped(observed, pod!, end);
}

/** The node writes another time over that of the request when its containers have ended (seen with 1.34): then its event tells that it stopped them. */
function wasStopped(observed: Observed, pod: V1Pod, end: number): boolean {
	return eventsAbout(observed, pod, 'Killing').some(event => (lastTime(event) ?? Number.POSITIVE_INFINITY) <= end);
}

/** Who deleted the pod: by itself, or with its Job. */
export function deletedWords({job, isJobGone}: Observed): EndWords {
	const isWhole = isJobGone || job?.metadata?.deletionTimestamp !== undefined;
	return isWhole
		? {reason: 'deleted', message: 'The Job was deleted from the cluster, and its pod with it.'}
		: {reason: 'pod-gone', message: 'The pod of the run was deleted before the command came to its end.'};
}

function deadline(seconds: number | undefined): EndWords {
	return {reason: 'deadline', message: `The run took longer than ${seconds === undefined ? 'its limit' : `the limit of ${seconds} s`} and was stopped.`};
}

/** When the last of a pod's containers ended, in milliseconds. */
export function lastEnd(pod: V1Pod): number | undefined {
	const ends = containerStatuses(pod).flatMap(status => spanOf(status).endedAt ?? []);
	return ends.length === 0 ? undefined : Math.max(...ends);
}
