import type {V1ContainerStatus, V1Pod} from '@kubernetes/client-node';

/** How far a container has come, as far as its log is concerned. `restarts` tells its instances apart: 0 is the first. */
export type LogState =
	/** Nothing has run yet. */
	| {readonly is: 'waiting'}
	| {
			readonly is: 'running' | 'terminated';
			readonly restarts: number;
			/** Of the pod. */
			readonly uid?: string;
			readonly node?: string;
			/** Milliseconds since 1970. */
			readonly startedAt?: number;
	  }
	/** The pod was deleted. */
	| {readonly is: 'gone'};

/** What a pod says of the log of one of its containers; `undefined`: the API server knows no such pod. */
export function logStateOf(pod: V1Pod | undefined, container: string): LogState {
	if (!pod) return {is: 'gone'};
	const {initContainerStatuses = [], containerStatuses = [], ephemeralContainerStatuses = [], phase} = pod.status ?? {};
	const status = [...containerStatuses, ...initContainerStatuses, ...ephemeralContainerStatuses].find(({name}) => name === container);
	const isOver = phase === 'Succeeded' || phase === 'Failed';
	if (!status) return isOver ? {is: 'gone'} : {is: 'waiting'};
	const {restartCount: restarts, state, lastState} = status;
	const place = {uid: pod.metadata?.uid, node: pod.spec?.nodeName};
	if (state?.running) return {is: 'running', restarts, ...place, startedAt: timeOf(state.running)};
	if (state?.terminated) return {is: 'terminated', restarts, ...place, startedAt: timeOf(state.terminated)};
	// Between two instances the log is that of the last one
	if (lastState?.terminated) return {is: 'terminated', restarts, ...place, startedAt: timeOf(lastState.terminated)};
	return isOver ? {is: 'gone'} : {is: 'waiting'};
}

function timeOf({startedAt}: Pick<NonNullable<NonNullable<V1ContainerStatus['state']>['terminated']>, 'startedAt'>): number | undefined {
	// client-node declares a Date; plain JSON has text
	const time = startedAt === undefined ? Number.NaN : new Date(startedAt).getTime();
	return Number.isNaN(time) ? undefined : time;
}
