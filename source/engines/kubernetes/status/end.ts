import type {V1Pod} from '@kubernetes/client-node';
import {sanitiseLine} from '../../../terminal/sanitise.ts';
import {endOfCommand} from '../../end-of-command.ts';
import {isStep, spanOf} from './containers.ts';
import {holdersOf} from './holders.ts';
import {containerStatus, jobCondition, newestPod, type Observed, podCondition, timeOf} from './observed.ts';
import {isRetried} from './retry.ts';
import {deletedWords, lastEnd, whyEnded} from './why-ended.ts';

/** How a run ended, in the user's words. `at`: milliseconds since 1970; absent when nothing in the cluster tells. */
export type ClusterEnd = {
	readonly status: 'succeeded' | 'failed';
	readonly exitCode?: number;
	readonly at?: number;
	/** `out-of-memory`, `deadline`, `evicted`, `pod-gone`…, and those of `endOfCommand`. */
	readonly reason?: string;
	readonly message?: string;
	readonly isOutOfMemory: boolean;
};

/** Milliseconds that a failed pod may be kept alive by other containers before it is not waited for that it is started anew. */
export const heldPatience = 60_000;

/**
 * How the run ended, or undefined while it goes on. The result is that of the main container, also while other containers keep the pod alive. A pod that
 * the cluster starts anew is not the end. `now`: milliseconds since 1970; who sees to that restart says by it whether it can still come, see `createPodFreer`.
 */
export function endOf(observed: Observed, mainContainer: string, now: number): ClusterEnd | undefined {
	const pod = newestPod(observed);
	const ended = pod && (endOfMain(observed, pod, mainContainer) ?? endOfPod(observed, pod));
	if (ended && !(ended.status === 'failed' && isRetried(observed, pod) && !isHeldUp(observed, pod, mainContainer, ended, now))) return ended;
	return endOfJob(observed);
}

/** What a main container's end means. What the cluster did to the pod says more than the exit code that came of it. */
function endOfMain(observed: Observed, pod: V1Pod, mainContainer: string): ClusterEnd | undefined {
	const status = containerStatus(pod, mainContainer);
	const terminated = status?.state?.terminated;
	if (!terminated) return undefined;
	const {exitCode, reason, message} = terminated;
	const facts = {exitCode, at: spanOf(status).endedAt, isOutOfMemory: reason === 'OOMKilled'};
	if (exitCode === 0) return {status: 'succeeded', ...facts};
	if (facts.isOutOfMemory) return {status: 'failed', ...facts, reason: 'out-of-memory', message: outOfMemory(pod, mainContainer, exitCode)};
	const why = whyEnded(observed, pod);
	if (why) return {status: 'failed', ...facts, ...why};
	if (reason === 'StartError' || reason === 'ContainerCannotRun') {
		return {status: 'failed', ...facts, reason: 'not-started', message: `The container could not be started: ${sanitiseLine(message ?? reason)}`};
	}
	// Memory that ran out has a word of its own here
	const killed = exitCode === 137 && {message: 'The command was ended by SIGKILL (exit code 137).'};
	return {...facts, ...endOfCommand(exitCode), ...killed, status: 'failed'};
}

/** What ended a pod whose main container has no end of its own. */
function endOfPod(observed: Observed, pod: V1Pod): ClusterEnd | undefined {
	if (pod.status?.phase === 'Succeeded') return {status: 'succeeded', exitCode: 0, at: lastEnd(pod), isOutOfMemory: false};
	if (pod.status?.phase !== 'Failed') return undefined;
	const facts = {status: 'failed' as const, at: lastEnd(pod) ?? timeOf(podCondition(pod, 'Ready')?.lastTransitionTime), isOutOfMemory: false};
	const why = whyEnded(observed, pod);
	if (why) return {...facts, ...why};
	const steps = (pod.spec?.initContainers ?? []).filter(isStep);
	const failed = steps.map(({name}) => containerStatus(pod, name)).find(status => (status?.state?.terminated?.exitCode ?? 0) !== 0);
	if (failed) {
		const {exitCode, reason} = failed.state!.terminated!;
		const isOutOfMemory = reason === 'OOMKilled';
		const message = `The init container "${sanitiseLine(failed.name)}" ${isOutOfMemory ? 'ran out of memory' : 'failed'} with exit code ${exitCode}, before the command began.`;
		return {...facts, isOutOfMemory, reason: isOutOfMemory ? 'out-of-memory' : 'init-failed', message};
	}
	const said = sanitiseLine(pod.status.message ?? pod.status.reason ?? 'the cluster does not say why');
	return {...facts, reason: 'pod-failed', message: `The pod failed before the command began: ${said}`};
}

function endOfJob(observed: Observed): ClusterEnd | undefined {
	const {job, pods, isJobGone} = observed;
	if (isJobGone && pods.length === 0) {
		return {status: 'failed', ...deletedWords(observed), isOutOfMemory: false};
	}
	const isOver = jobCondition(job, 'Complete', 'Failed');
	if (!isOver) return undefined;
	const at = timeOf(isOver.lastTransitionTime);
	if (isOver.type === 'Complete') return {status: 'succeeded', exitCode: 0, at: timeOf(job?.status?.completionTime) ?? at, isOutOfMemory: false};
	// The controller deletes pods that run when the Job is over, and their end with them
	return {status: 'failed', at, isOutOfMemory: false, ...whyOver(observed, isOver.reason, sanitiseLine(isOver.message ?? ''))};
}

function whyOver(observed: Observed, reason: string | undefined, message: string): Pick<ClusterEnd, 'reason' | 'message'> {
	const why = whyEnded(observed, newestPod(observed));
	if (why) return why;
	if (reason === 'BackoffLimitExceeded') return {reason: 'pod-gone', message: 'The pod of the run was deleted: how the command ended is not known.'};
	return {reason: 'job-failed', message: `The cluster ended the run: ${message || (reason ?? 'it does not say why')}`};
}

function outOfMemory(pod: V1Pod, mainContainer: string, exitCode: number): string {
	const limit = pod.spec?.containers.find(({name}) => name === mainContainer)?.resources?.limits?.memory;
	return `The command was killed: it used more memory than ${limit === undefined ? 'there is' : `its limit of ${sanitiseLine(limit)}`} (exit code ${exitCode}).`;
}

/** Whether a pod whose command failed lives on for so long that its Job will not start it anew. */
function isHeldUp(observed: Observed, {metadata}: V1Pod, mainContainer: string, {at}: ClusterEnd, now: number): boolean {
	return !metadata?.deletionTimestamp && holdersOf(observed, mainContainer).length > 0 && now - (at ?? now) > heldPatience;
}
