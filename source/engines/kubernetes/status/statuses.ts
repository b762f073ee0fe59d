import type {CoreV1Event} from '@kubernetes/client-node';
import {sanitiseLine} from '../../../terminal/sanitise.ts';
import type {RunStatus} from '../../engine.ts';
import {isStep, spanOf} from './containers.ts';
import {isNodeSilent} from './disruption.ts';
import {type Attempt, containerStatus, containerStatuses, createdAt, eventsAbout, lastTime, type Observed, podCondition, timeOf} from './observed.ts';
import {queueOf, waitText} from './scheduling-words.ts';
import {scheduledTime} from './spans.ts';
import {steadyReason, waitOf} from './waiting.ts';

/** A status and when it began, in milliseconds since 1970. `reason` and `message` are printable. */
export type TimedStatus = {readonly at: number; readonly status: RunStatus; readonly reason?: string; readonly message?: string; readonly attempt: number};

/** The statuses that a run has gone through for good, oldest first. */
export function passedStatuses(observed: Observed, attempts: readonly Attempt[], mainContainer: string): readonly TimedStatus[] {
	return [...created(observed), ...attempts.flatMap(attempt => statusesOf(attempt, mainContainer))];
}

function created({job, pods}: Observed): readonly TimedStatus[] {
	return job || pods.length > 0 ? [{at: createdAt(job ?? pods[0]), status: 'created', attempt: 1}] : [];
}

/** What a pod has gone through, by its own times. */
function statusesOf({pod, number}: Attempt, mainContainer: string): readonly TimedStatus[] {
	const [first] = (pod.spec?.initContainers ?? []).filter(isStep);
	const main = containerStatus(pod, mainContainer);
	const times: ReadonlyArray<readonly [RunStatus, number | undefined]> = [
		['scheduled', scheduledTime(pod)],
		['starting', first && spanOf(containerStatus(pod, first.name)).startedAt],
		['running', spanOf(main).startedAt],
	];
	return times.flatMap(([status, at]) => (at === undefined ? [] : [{at, status, attempt: number}]));
}

/** Between two attempts; the cluster waits 10 s, 20 s, 40 s… (https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-backoff-failure-policy). */
function restartStatus(newest: Attempt | undefined, mainContainer: string): TimedStatus | undefined {
	const status = containerStatus(newest?.pod, mainContainer);
	const {endedAt} = spanOf(status);
	if (!newest || endedAt === undefined) return undefined;
	const message = `Attempt ${newest.number} failed with exit code ${status?.state?.terminated?.exitCode}; the cluster starts the run again soon.`;
	return {at: endedAt, status: 'warning', reason: 'Restarting', message, attempt: newest.number};
}

/** What hinders a run at the moment, or holds it back; undefined when nothing does. `last`: the status that it has come to. Not for a run that is over. */
export function presentStatus(observed: Observed, newest: Attempt | undefined, mainContainer: string, last: TimedStatus | undefined): TimedStatus | undefined {
	return restartStatus(newest, mainContainer) ?? hindrance(observed, newest, mainContainer, last);
}

function hindrance(observed: Observed, newest: Attempt | undefined, mainContainer: string, last: TimedStatus | undefined): TimedStatus | undefined {
	const attempt = newest?.number ?? 1;
	const at = last?.at ?? createdAt(observed.job);
	if (!newest || newest.isGone) {
		const [refusal] = eventsAbout(observed, observed.job, 'FailedCreate').slice(-1);
		if (refusal && (lastTime(refusal) ?? 0) >= at) return told('warning', 'FailedCreate', refusal, attempt, at);
		const queue = queueOf(observed, undefined);
		return queue === undefined ? undefined : {at, status: 'created', reason: 'queued', message: queue, attempt};
	}
	const {pod} = newest;
	if (isNodeSilent(observed, pod)) {
		const since = timeOf(podCondition(pod, 'Ready')?.lastTransitionTime) ?? at;
		return {at: since, status: 'unknown', reason: 'NodeLost', message: `The node ${sanitiseLine(pod.spec?.nodeName ?? '')} does not answer.`, attempt};
	}
	const queue = queueOf(observed, pod);
	if (queue !== undefined) return {at, status: 'created', reason: 'queued', message: queue, attempt};
	const scheduled = podCondition(pod, 'PodScheduled');
	if (scheduled?.status === 'False' && scheduled.reason === 'Unschedulable') {
		const since = timeOf(scheduled.lastTransitionTime) ?? at;
		return {at: since, status: 'unschedulable', reason: 'Unschedulable', message: waitText(observed, pod), attempt};
	}
	const wait = waitOf(pod, mainContainer);
	if (wait) {
		const failed = eventsAbout(observed, pod, 'Failed')[0];
		const since = Math.max(at, (failed && lastTime(failed)) ?? at);
		return {at: since, status: 'warning', reason: steadyReason(wait.reason), message: sanitiseLine(wait.message), attempt};
	}
	if (containerStatuses(pod).some(({state}) => state?.running)) return undefined;
	const [event] = eventsAbout(observed, pod, 'FailedMount', 'FailedAttachVolume', 'FailedCreatePodSandBox').slice(-1);
	return event && pod.status?.phase === 'Pending' ? told('warning', event.reason ?? '', event, attempt, at) : undefined;
}

function told(status: RunStatus, reason: string, event: CoreV1Event, attempt: number, at: number): TimedStatus {
	return {at: Math.max(at, lastTime(event) ?? at), status, reason: sanitiseLine(reason), message: sanitiseLine(event.message ?? ''), attempt};
}
