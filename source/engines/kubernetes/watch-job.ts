import type {CoreV1Event, V1Job, V1Node, V1Pod} from '@kubernetes/client-node';
import {corePath, jobPath} from './api-paths.ts';
import {isStatus} from './client/api-error.ts';
import type {Drive} from './drive-context.ts';
import type {Made} from './handle.ts';
import {readPodOrder, savePodOrder} from './pod-order.ts';
import {newestPod, type Observed, orderOf, podCondition, rememberPods} from './status/observed.ts';

/** Milliseconds between two looks at events, which tell why something waits. */
const eventPause = 5000;
/** Milliseconds in which most pods start, without a word on why they wait. */
const usualStart = 1500;
/** The same for the Job, while nothing happens to its pods. */
const jobPause = 2500;
/** The same for nodes, while none takes the pod. */
const nodePause = 60_000;

/** Looks at one Job, its pods and their events, for all that ask at the same time. */
export type JobWatch = {
	/** What was read at most so many milliseconds ago. Throws an ApiError. */
	look(maxAge: number): Promise<Observed>;
	/** With events, however few were asked for so far. */
	lookAtAll(): Promise<Observed>;
};

/** A Job that is gone is known by what was seen of it before. */
export function createJobWatch({client, plan, signal}: Pick<Drive, 'client' | 'plan' | 'signal'>, made: Made): JobWatch {
	let last: Observed | undefined;
	let readAt = Number.NEGATIVE_INFINITY;
	let eventsAt = performance.now() + usualStart - eventPause;
	let reading: Promise<Observed> | undefined;
	let mayReadEvents = true;
	let nodesAt = Number.NEGATIVE_INFINITY;
	let jobAt = Number.NEGATIVE_INFINITY;
	let order: readonly string[] | undefined;

	const read = async (isAll: boolean): Promise<Observed> => {
		const before = last;
		const mayBeSteady = before?.pods.some(isLiving) && !before.isJobGone && !isAll && performance.now() - jobAt < jobPause;
		const known = mayBeSteady ? await readPods() : undefined;
		const isSteady = known !== undefined && before !== undefined && isAsBefore(before.pods, known);
		// One after the other: a pod that the Job counts as ended is then never seen running
		const job = isSteady ? before.job : await readJob();
		const own = isSteady ? known : await readPods();
		const isOurs = job?.metadata?.uid === made.uid;
		const ofJob = isOurs ? {job} : {isJobGone: true, ...(last?.job && {job: last.job})};
		const now: Observed = {pods: own, events: last?.events ?? [], order: keepOrder(own), ...ofJob};
		const isWaiting = !own.some(pod => pod.status?.phase === 'Running');
		const wantsEvents = mayReadEvents && (isAll || (isWaiting && performance.now() - eventsAt > eventPause));
		const events = wantsEvents ? await readEvents(rememberPods(last, now)) : now.events;
		const nodes = isUnschedulable(newestPod(now)) ? await readNodes(last?.nodes) : last?.nodes;
		last = rememberPods(last, {...now, events, ...(nodes && {nodes})});
		readAt = performance.now();
		return last;
	};

	const readJob = async (): Promise<V1Job | undefined> => {
		const job = await client.request<V1Job>('GET', jobPath(plan.namespace, made.name), {signal}).catch(gone);
		jobAt = performance.now();
		return job;
	};

	const readPods = async (): Promise<readonly V1Pod[]> => {
		const query = {labelSelector: `job-name=${made.name}`};
		const {items} = await client.request<{readonly items: readonly V1Pod[]}>('GET', corePath(plan.namespace, 'pods'), {query, signal});
		return items.filter(({metadata}) => metadata?.ownerReferences?.some(({uid}) => uid === made.uid) ?? false);
	};

	const keepOrder = (pods: readonly V1Pod[]): readonly string[] => {
		const known = (order ??= readPodOrder(plan.runFolder, made.uid));
		order = orderOf(known, pods);
		if (order.length > known.length) savePodOrder(plan.runFolder, made.uid, order);
		return order;
	};

	const readEvents = async (observed: Observed): Promise<readonly CoreV1Event[]> => {
		eventsAt = performance.now();
		const uids = [made.uid, newestPod(observed)?.metadata?.uid].filter(uid => uid !== undefined);
		try {
			const lists = await Promise.all(
				uids.map(uid =>
					client.request<{readonly items: readonly CoreV1Event[]}>('GET', corePath(plan.namespace, 'events'), {
						query: {fieldSelector: `involvedObject.uid=${uid}`},
						signal,
					}),
				),
			);
			const found = lists.flatMap(({items}) => items);
			const names = new Set(found.map(({metadata}) => metadata.uid));
			return [...observed.events.filter(({metadata}) => !names.has(metadata.uid)), ...found];
		} catch (error) {
			signal.throwIfAborted();
			if (isStatus(error, 403)) mayReadEvents = false;
			return observed.events;
		}
	};

	/** What no node has can only be told by who sees them all; plain users may not. */
	const readNodes = async (before: readonly V1Node[] | undefined): Promise<readonly V1Node[] | undefined> => {
		if (performance.now() - nodesAt < nodePause) return before;
		nodesAt = performance.now();
		try {
			return (await client.request<{readonly items: readonly V1Node[]}>('GET', '/api/v1/nodes', {query: {limit: 500}, signal})).items;
		} catch {
			signal.throwIfAborted();
			return before;
		}
	};

	const begin = (isAll: boolean) =>
		(reading ??= read(isAll).finally(() => {
			reading = undefined;
		}));

	return {
		look: async maxAge => (last && performance.now() - readAt <= maxAge ? last : begin(false)),
		async lookAtAll() {
			await reading?.catch(() => {});
			return begin(true);
		},
	};
}

/** Whether these are the same pods in the same states: while one of them lives, their Job has nothing new to say. */
function isAsBefore(before: readonly V1Pod[], pods: readonly V1Pod[]): boolean {
	const states = new Set(before.map(stateOf));
	return pods.length === before.length && pods.every(pod => states.has(stateOf(pod)));
}

function stateOf({metadata, status}: V1Pod): string {
	const ended = status?.containerStatuses?.filter(({state}) => state?.terminated) ?? [];
	return [metadata?.uid, metadata?.deletionTimestamp !== undefined, status?.phase, ended.length].join(' ');
}

function isLiving({metadata, status}: V1Pod): boolean {
	const isActive = status?.phase === 'Pending' || status?.phase === 'Running';
	return isActive && metadata?.deletionTimestamp === undefined && !status.containerStatuses?.some(({state}) => state?.terminated);
}

function isUnschedulable(pod: V1Pod | undefined): boolean {
	return podCondition(pod, 'PodScheduled')?.reason === 'Unschedulable';
}

function gone(error: unknown): undefined {
	if (isStatus(error, 404)) return undefined;
	throw error;
}
