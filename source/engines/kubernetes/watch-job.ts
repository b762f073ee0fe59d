import type {CoreV1Event, V1Job, V1Pod} from '@kubernetes/client-node';
import {corePath, jobPath} from './api-paths.ts';
import {isStatus} from './client/api-error.ts';
import type {Drive} from './drive-context.ts';
import type {Made} from './handle.ts';
import {newestPod, type Observed, rememberPods} from './status/observed.ts';

/** Milliseconds between two looks at events, which tell why something waits. */
const eventPause = 5000;

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

	const read = async (isAll: boolean): Promise<Observed> => {
		const {namespace} = plan;
		const query = {labelSelector: `job-name=${made.name}`};
		const [job, pods] = await Promise.all([
			client.request<V1Job>('GET', jobPath(namespace, made.name), {signal}).catch(gone),
			client.request<{readonly items: readonly V1Pod[]}>('GET', corePath(namespace, 'pods'), {query, signal}),
		]);
		const isOurs = job?.metadata?.uid === made.uid;
		const own = pods.items.filter(({metadata}) => metadata?.ownerReferences?.some(({uid}) => uid === made.uid) ?? false);
		const now: Observed = {pods: own, events: last?.events ?? [], ...(isOurs && {job}), ...(!isOurs && {isJobGone: true, ...(last?.job && {job: last.job})})};
		const isWaiting = !own.some(pod => pod.status?.phase === 'Running');
		const wantsEvents = mayReadEvents && (isAll || (isWaiting && performance.now() - eventsAt > eventPause));
		const events = wantsEvents ? await readEvents(now) : now.events;
		last = rememberPods(last, {...now, events});
		readAt = performance.now();
		return last;
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

function gone(error: unknown): undefined {
	if (isStatus(error, 404)) return undefined;
	throw error;
}
