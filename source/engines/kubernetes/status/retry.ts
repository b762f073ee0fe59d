import type {V1Job, V1Pod} from '@kubernetes/client-node';
import {attemptsOf, jobCondition, type Observed, podCondition} from './observed.ts';

/** Whether the cluster starts a pod anew when this one fails, as far as the Job tells: `max_restarts` is the Job's `backoffLimit`. */
export function isRetried(observed: Observed, pod: V1Pod): boolean {
	const {job, isJobGone} = observed;
	if (isJobGone || !job?.spec || job.metadata?.deletionTimestamp || isJobDecided(job)) return false;
	if (isIgnored(job, pod)) return true;
	const lost = attemptsOf(observed).filter(
		attempt => !isIgnored(job, attempt.pod) && (attempt.pod === pod || attempt.isGone || attempt.pod.status?.phase === 'Failed'),
	);
	return Math.max(job.status?.failed ?? 0, lost.length) <= (job.spec.backoffLimit ?? 6);
}

/** How often the cluster may start a run anew. */
export function maxRestarts({job}: Observed): number {
	return job?.spec?.backoffLimit ?? 0;
}

/** The Job starts nothing any more. `FailureTarget` and `SuccessCriteriaMet` say so while its pods are still ending. */
function isJobDecided(job: V1Job | undefined): boolean {
	return jobCondition(job, 'Failed', 'FailureTarget', 'Complete', 'SuccessCriteriaMet') !== undefined;
}

/** Whether a rule of the Job says that what happened to the pod does not count: a new one is made. */
function isIgnored(job: V1Job, pod: V1Pod): boolean {
	return (job.spec?.podFailurePolicy?.rules ?? []).some(
		({action, onPodConditions}) =>
			action === 'Ignore' && (onPodConditions ?? []).some(({type, status}) => podCondition(pod, type)?.status === (status ?? 'True')),
	);
}
