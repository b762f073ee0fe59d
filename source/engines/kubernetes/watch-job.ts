import type {CoreV1Event, V1Job, V1Node, V1Pod} from '@kubernetes/client-node';
import {corePath, jobPath} from './api-paths.ts';
import {isStatus} from './client/api-error.ts';
import type {Drive} from './drive-context.ts';
import type {Made} from './handle.ts';
import {readPodOrder, savePodOrder} from './pod-order.ts';
import {newestPod, type Observed, orderOf, podCondition, rememberPods} from './status/observed.ts';

/** Milliseconds between two looks at events, which tell why something waits. */
const eventPause = 5000;
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
	let eventsAt = Number.NEGATIVE_INFINITY;
	let reading: Promise<Observed> | undefined;
	let mayReadEvents = true;
	let nodesAt = Number.NEGATIVE_INFINITY;
	let order: readonly string[] | undefined;

	const read = async (isAll: boolean): Promise<Observed> => {
		const {namespace} = plan;
		const query = {labelSelector: `job-name=${made.name}`};
		// One after the other: a pod that the Job counts as ended is then never seen running
		const job = await client.request<V1Job>('GET', jobPath(namespace, made.name), {signal}).catch(gone);
		const pods = await client.request<{readonly items: readonly V1Pod[]}>('GET', corePath(namespace, 'pods'), {query, signal});
		const isOurs = job?.metadata?.uid === made.uid;
		const own = pods.items.filter(({metadata}) => metadata?.ownerReferences?.some(({uid}) => uid === made.uid) ?? false);
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

function isUnschedulable(pod: V1Pod | undefined): boolean {
	return podCondition(pod, 'PodScheduled')?.reason === 'Unschedulable';
}

function gone(error: unknown): undefined {
	if (isStatus(error, 404)) return undefined;
	throw error;
}
