import type {V1Container, V1ContainerStatus, V1Pod} from '@kubernetes/client-node';
import {sanitiseLine} from '../../../terminal/sanitise.ts';
import {type Attempt, containerStatuses, timeOf} from './observed.ts';

/** What a container is for. `sidecar`: injected ones, and init containers that live as long as the pod; `ephemeral`: those of `kubectl debug`. */
export type ContainerKind = 'init' | 'main' | 'sidecar' | 'ephemeral';

/** One container of one pod. `reason` and `message` are printable. Times are milliseconds since 1970. */
export type ContainerView = {
	readonly attempt: number;
	readonly pod: string;
	readonly podUid: string;
	readonly name: string;
	readonly kind: ContainerKind;
	readonly image: string;
	readonly state: 'waiting' | 'running' | 'terminated';
	readonly reason?: string;
	readonly message?: string;
	readonly exitCode?: number;
	readonly startedAt?: number;
	readonly endedAt?: number;
	readonly restartCount: number;
	/** There once a log can be read. */
	readonly containerID?: string;
	/** Of the instance before the last restart: its log can be read as the previous one. */
	readonly previousID?: string;
	/** The pod was deleted: nothing can be read any more. */
	readonly isGone: boolean;
};

/** The containers of a pod in the order in which they run. */
export function containersOf({pod, number, isGone}: Attempt, mainContainer: string): readonly ContainerView[] {
	const statuses = new Map(containerStatuses(pod).map(status => [status.name, status]));
	return specified(pod).map(({container, kind}) => ({
		attempt: number,
		pod: pod.metadata?.name ?? '',
		podUid: pod.metadata?.uid ?? '',
		name: container.name,
		kind: container.name === mainContainer ? 'main' : kind,
		image: sanitiseLine(container.image ?? ''),
		...viewOf(statuses.get(container.name)),
		isGone,
	}));
}

/** Whether an init container is done before the next begins. Those that are not are sidecars. */
export function isStep({restartPolicy}: V1Container): boolean {
	return restartPolicy !== 'Always';
}

/** When a container's process began and ended, in milliseconds. Of the two whole seconds the end may be the smaller one (seen with 1.34). */
export function spanOf(status: V1ContainerStatus | undefined): {readonly startedAt?: number; readonly endedAt?: number} {
	const {running, terminated} = status?.state ?? {};
	const startedAt = timeOf((running ?? terminated)?.startedAt);
	const finishedAt = timeOf(terminated?.finishedAt);
	return {
		...(startedAt !== undefined && {startedAt}),
		...(finishedAt !== undefined && {endedAt: Math.max(finishedAt, startedAt ?? 0)}),
	};
}

function specified({spec}: V1Pod): ReadonlyArray<{readonly container: Pick<V1Container, 'name' | 'image'>; readonly kind: ContainerKind}> {
	return [
		...(spec?.initContainers ?? []).map(container => ({container, kind: isStep(container) ? ('init' as const) : ('sidecar' as const)})),
		...(spec?.containers ?? []).map(container => ({container, kind: 'sidecar' as const})),
		...(spec?.ephemeralContainers ?? []).map(container => ({container, kind: 'ephemeral' as const})),
	];
}

function viewOf(status: V1ContainerStatus | undefined): Pick<ContainerView, 'state' | 'restartCount'> & Partial<ContainerView> {
	if (!status) return {state: 'waiting', restartCount: 0};
	const {running, terminated, waiting} = status.state ?? {};
	const {reason, message} = terminated ?? waiting ?? {};
	const previousID = status.lastState?.terminated?.containerID;
	return {
		state: running ? 'running' : terminated ? 'terminated' : 'waiting',
		...(reason !== undefined && {reason: sanitiseLine(reason)}),
		...(message !== undefined && {message: sanitiseLine(message)}),
		...(terminated && {exitCode: terminated.exitCode}),
		...spanOf(status),
		restartCount: status.restartCount,
		...(status.containerID !== undefined && status.containerID !== '' && {containerID: status.containerID}),
		...(previousID !== undefined && {previousID}),
	};
}
