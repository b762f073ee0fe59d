import type {V1Pod} from '@kubernetes/client-node';
import {eventsAbout, jobCondition, type Observed, podCondition} from './observed.ts';

/** Why the cluster itself ended a pod. */
export type Disruption = 'evicted' | 'preempted' | 'drained' | 'node-lost' | 'machine-gone';

/** `reason` of the condition DisruptionTarget: https://kubernetes.io/docs/concepts/workloads/pods/disruptions/#pod-disruption-conditions. */
const disruptions: Readonly<Record<string, Disruption>> = {
	PreemptionByScheduler: 'preempted',
	DeletionByTaintManager: 'node-lost',
	EvictionByEvictionAPI: 'drained',
	DeletionByPodGC: 'machine-gone',
	TerminationByKubelet: 'evicted',
};

/** Why the cluster itself ended a pod; undefined when it did not. A pod whose command came to its end is not asked. */
export function disruptionOf(observed: Observed, pod: V1Pod | undefined): Disruption | undefined {
	if (!pod) return wasDisrupted(observed) ? 'drained' : undefined;
	const {reason} = pod.status ?? {};
	if (reason === 'Evicted') return 'evicted';
	if (reason === 'Preempting') return 'preempted';
	if (reason === 'NodeLost') return 'node-lost';
	const target = podCondition(pod, 'DisruptionTarget');
	// A taint can also be one that a person set; the node's own are those of a node that is lost
	if (target?.status === 'True') {
		const disruption = disruptions[target.reason ?? ''] ?? 'drained';
		return disruption === 'node-lost' && !isNodeSilent(observed, pod) && !wasNodeSilent(observed, pod) && !wasNotReady(observed, pod) ? 'drained' : disruption;
	}
	if (eventsAbout(observed, pod, 'Preempted').length > 0) return 'preempted';
	return wasDisrupted(observed) || wasMarked(observed, pod) ? 'drained' : undefined;
}

/** A pod that ends quickly is gone before anybody sees its condition; what the Job's own rule said of it stays (`runJob`). */
function wasDisrupted({job}: Observed): boolean {
	const over = jobCondition(job, 'Failed', 'FailureTarget');
	return over?.reason === 'PodFailurePolicy' && /\bcondition DisruptionTarget\b/.test(over.message ?? '');
}

/** "Marking for deletion"; in the same words it tells that it does not delete a pod after all: "Cancelling deletion" (taint_eviction.go, v1.34). */
function wasMarked(observed: Observed, pod: V1Pod): boolean {
	return eventsAbout(observed, pod, 'TaintManagerEviction').at(-1)?.message?.startsWith('Marking') ?? false;
}

/** Whether the pod's node does not answer any more, by the node itself or by what the cluster tells of the pod. */
export function isNodeSilent(observed: Observed, pod: V1Pod): boolean {
	const node = observed.nodes?.find(({metadata}) => metadata?.name === pod.spec?.nodeName);
	const ready = node?.status?.conditions?.find(({type}) => type === 'Ready');
	if (ready) return ready.status === 'Unknown';
	if (pod.status?.phase === 'Unknown' || pod.status?.reason === 'NodeLost') return true;
	return wasNodeSilent(observed, pod);
}

/**
 * When a node does not answer, the node controller writes one condition of its pods (Ready, without a reason) and leaves the kubelet's (seen with 1.34);
 * the event that it makes is not always read.
 */
function wasNodeSilent(observed: Observed, pod: V1Pod): boolean {
	const ready = podCondition(pod, 'Ready');
	if (pod.status?.phase !== 'Running' || ready?.status !== 'False') return false;
	const isOverruled = !ready.reason && podCondition(pod, 'ContainersReady')?.status === 'True';
	return isOverruled || wasNotReady(observed, pod);
}

/** Also of a pod that has ended since, because its node came back. */
function wasNotReady(observed: Observed, pod: V1Pod): boolean {
	return eventsAbout(observed, pod, 'NodeNotReady').length > 0;
}
