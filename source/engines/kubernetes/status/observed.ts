import type {CoreV1Event, V1ContainerStatus, V1Job, V1JobCondition, V1Node, V1Pod, V1PodCondition} from '@kubernetes/client-node';

/** What was read of one Job of ours. The objects are those of the API's JSON: their times are texts, whatever the types say. */
export type Observed = {
	/** Absent while it has not been read; when it is gone, as it was last seen, if it was. */
	readonly job?: V1Job;
	readonly pods: readonly V1Pod[];
	/** Pods that were there before and are not any more, as they were last seen: see `rememberPods`. */
	readonly gone?: readonly V1Pod[];
	/** The uids of all pods that were ever seen, first one first; absent where nobody keeps them. */
	readonly order?: readonly string[];
	/** Those of the Job and of its pods. */
	readonly events: readonly CoreV1Event[];
	/** Absent when the user has no right to see them. */
	readonly nodes?: readonly V1Node[];
	/** The API server says that there is no such Job. */
	readonly isJobGone?: boolean;
};

/** A pod of the Job; the first is attempt 1. */
export type Attempt = {readonly pod: V1Pod; readonly number: number; readonly isGone: boolean};

/** The same with the pods that have vanished since: only they can tell how they ended. Of a pod that is gone and back (a stale answer) the new one counts. */
export function rememberPods(before: Observed | undefined, now: Observed): Observed {
	const ids = new Set(now.pods.map(uidOf));
	const gone = [...(before?.gone ?? []), ...(before?.pods ?? [])].filter(pod => !ids.has(uidOf(pod)));
	return gone.length === 0 ? now : {...now, gone};
}

/**
 * All pods of the Job, oldest first, numbered also where earlier ones were never seen: a Job counts those that have ended. A pod that was seen keeps its
 * number.
 */
export function attemptsOf({job, pods, gone = [], order = []}: Observed): readonly Attempt[] {
	const all = [...gone.map(pod => ({pod, isGone: true})), ...pods.map(pod => ({pod, isGone: false}))];
	const places = orderOf(
		order,
		all.map(({pod}) => pod),
	);
	const living = pods.filter(({metadata, status}) => status?.phase !== 'Failed' && status?.phase !== 'Succeeded' && !metadata?.deletionTimestamp);
	const {failed = 0, succeeded = 0} = job?.status ?? {};
	const unseen = Math.max(0, failed + succeeded - (places.length - living.length));
	return all.map(attempt => ({...attempt, number: unseen + places.indexOf(uidOf(attempt.pod)) + 1})).sort((one, other) => one.number - other.number);
}

/** The uids of pods behind those that are known, by when they were created. Times are whole seconds: names decide between them. */
export function orderOf(known: readonly string[], pods: readonly V1Pod[]): readonly string[] {
	const more = pods
		.filter(pod => !known.includes(uidOf(pod)))
		.toSorted((one, other) => createdAt(one) - createdAt(other) || nameOf(one).localeCompare(nameOf(other)));
	return [...known, ...more.map(uidOf)];
}

/** The last pod that the Job made. */
export function newestPod(observed: Observed): V1Pod | undefined {
	return attemptsOf(observed).at(-1)?.pod;
}

/** What a pod says of one of its containers; undefined before its node has taken it. */
export function containerStatus(pod: V1Pod | undefined, container: string): V1ContainerStatus | undefined {
	return containerStatuses(pod).find(({name}) => name === container);
}

/** What a pod says of its containers: those that come first stand first. */
export function containerStatuses(pod: V1Pod | undefined): readonly V1ContainerStatus[] {
	const {initContainerStatuses, containerStatuses: own, ephemeralContainerStatuses} = pod?.status ?? {};
	return [...(initContainerStatuses ?? []), ...(own ?? []), ...(ephemeralContainerStatuses ?? [])];
}

/** A condition of a pod that is true or false; undefined when the pod does not have it. */
export function podCondition(pod: V1Pod | undefined, type: string): V1PodCondition | undefined {
	return pod?.status?.conditions?.find(condition => condition.type === type);
}

/** A condition that the Job is in, such as `Failed`. */
export function jobCondition(job: V1Job | undefined, ...types: readonly string[]): V1JobCondition | undefined {
	return job?.status?.conditions?.find(({type, status}) => types.includes(type) && status === 'True');
}

/** The events about one object with one of these reasons, oldest first. */
export function eventsAbout({events}: Observed, object: V1Pod | V1Job | undefined, ...reasons: readonly string[]): readonly CoreV1Event[] {
	const uid = object?.metadata?.uid;
	if (uid === undefined) return [];
	return events
		.filter(({involvedObject, reason}) => involvedObject.uid === uid && reasons.includes(reason ?? ''))
		.sort((one, other) => (lastTime(one) ?? 0) - (lastTime(other) ?? 0));
}

/** When an event happened first, in milliseconds. */
export function firstTime({firstTimestamp, eventTime, metadata}: CoreV1Event): number | undefined {
	return timeOf(firstTimestamp) ?? timeOf(eventTime) ?? timeOf(metadata.creationTimestamp);
}

/** When an event happened last, in milliseconds. */
export function lastTime(event: CoreV1Event): number | undefined {
	return timeOf(event.series?.lastObservedTime) ?? timeOf(event.lastTimestamp) ?? firstTime(event);
}

/** A time of the API in milliseconds; what never was (absent, null, the year 1970 of containers that did not start) is undefined. */
export function timeOf(value: unknown): number | undefined {
	const time = value instanceof Date ? value.getTime() : typeof value === 'string' ? Date.parse(value) : Number.NaN;
	return time > 0 ? time : undefined;
}

/** When an object was created, in milliseconds. */
export function createdAt(object: V1Pod | V1Job | undefined): number {
	return timeOf(object?.metadata?.creationTimestamp) ?? 0;
}

function uidOf(pod: V1Pod): string {
	return pod.metadata?.uid ?? '';
}

function nameOf(pod: V1Pod): string {
	return pod.metadata?.name ?? '';
}
