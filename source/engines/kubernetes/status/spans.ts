import type {V1Container, V1Pod} from '@kubernetes/client-node';
import {sanitiseLine} from '../../../terminal/sanitise.ts';
import type {Stage} from '../../engine.ts';
import {isStep, spanOf} from './containers.ts';
import {type Attempt, containerStatus, createdAt, type Observed, podCondition, timeOf} from './observed.ts';
import {pullDetail, pullOf} from './pulls.ts';
import {waitText} from './scheduling-words.ts';
import {pullReasons} from './waiting.ts';

/** A stage of one attempt with the times of the cluster, in milliseconds since 1970. A pull can come twice: before the init containers and after them. */
export type StageSpan = {
	readonly stage: Stage;
	readonly attempt: number;
	readonly occurrence: number;
	readonly state: 'started' | 'succeeded' | 'failed' | 'skipped';
	readonly startedAt: number;
	readonly endedAt?: number;
	/** Printable. */
	readonly detail?: string;
};

/** Name of the init container that takes the code: its stage is told by the upload, which knows the bytes. */
export const uploadContainer = 'upload';

/** The stages that a pod has gone through, and the one that goes on. */
export function spansOf(observed: Observed, {pod, number}: Attempt, mainContainer: string): readonly StageSpan[] {
	const scheduledAt = scheduledTime(pod);
	const startedAt = number === 1 && observed.job ? createdAt(observed.job) : createdAt(pod);
	if (scheduledAt === undefined) {
		const isFailed = pod.status?.phase === 'Failed';
		return [span('schedule', number, isFailed ? 'failed' : 'started', startedAt, isFailed ? startedAt : undefined, waitText(observed, pod))];
	}
	const steps = (pod.spec?.initContainers ?? []).filter(isStep);
	const main = pod.spec?.containers.find(({name}) => name === mainContainer);
	return [
		span('schedule', number, 'succeeded', startedAt, Math.max(scheduledAt, startedAt), `node ${sanitiseLine(pod.spec?.nodeName ?? '')}`),
		...pullSpan(observed, pod, number, 1, steps[0] ?? main, scheduledAt),
		...initSpan(pod, number, steps),
		...(steps.length > 0 ? secondPull(observed, pod, number, steps, main) : []),
		...runSpan(pod, number, mainContainer),
	];
}

/** When a pod was given a node. */
export function scheduledTime(pod: V1Pod): number | undefined {
	const condition = podCondition(pod, 'PodScheduled');
	if (condition?.status === 'True') return timeOf(condition.lastTransitionTime) ?? createdAt(pod);
	return pod.spec?.nodeName === undefined ? undefined : (timeOf(pod.status?.startTime) ?? createdAt(pod));
}

/** When a container's process began; for one that could not be started, when that was found. */
function beganAt(pod: V1Pod, container: string): number | undefined {
	const {startedAt, endedAt} = spanOf(containerStatus(pod, container));
	return startedAt ?? endedAt;
}

function pullSpan(
	observed: Observed,
	pod: V1Pod,
	attempt: number,
	occurrence: number,
	container: V1Container | undefined,
	startedAt: number,
): readonly StageSpan[] {
	if (!container) return [];
	const image = sanitiseLine(container.image ?? '');
	const pull = pullOf(observed, pod, container.name);
	const began = beganAt(pod, container.name);
	const endedAt = pull.endedAt ?? began;
	if (pull.isPresent)
		return [span('pull', attempt, 'skipped', Math.max(startedAt, pull.endedAt ?? startedAt), undefined, `${image} is on the node`, occurrence)];
	if (endedAt !== undefined) return [span('pull', attempt, 'succeeded', startedAt, Math.max(endedAt, startedAt), pullDetail(image, pull), occurrence)];
	const reason = isUnpullable(pod, container) ? ': it cannot be pulled' : '';
	if (pod.status?.phase !== 'Failed') return [span('pull', attempt, 'started', startedAt, undefined, `${image}${reason}`, occurrence)];
	return [span('pull', attempt, 'failed', startedAt, startedAt, `${image}${reason}`, occurrence)];
}

/** The main container's image, where the node fetches it once the init containers are done. */
function secondPull(observed: Observed, pod: V1Pod, attempt: number, steps: readonly V1Container[], main: V1Container | undefined): readonly StageSpan[] {
	const ends = steps.map(({name}) => spanOf(containerStatus(pod, name)).endedAt);
	if (!main || ends.some(end => end === undefined)) return [];
	const isFetched = pullOf(observed, pod, main.name).startedAt !== undefined;
	return isFetched || isUnpullable(pod, main) ? pullSpan(observed, pod, attempt, 2, main, Math.max(...ends.map(Number))) : [];
}

function isUnpullable(pod: V1Pod, {name}: V1Container): boolean {
	return pullReasons.includes(containerStatus(pod, name)?.state?.waiting?.reason ?? '');
}

function initSpan(pod: V1Pod, attempt: number, all: readonly V1Container[]): readonly StageSpan[] {
	const steps = all.filter(({name}) => name !== uploadContainer);
	const views = steps.map(({name}) => ({name, ...spanOf(containerStatus(pod, name)), exitCode: containerStatus(pod, name)?.state?.terminated?.exitCode}));
	const [first] = views;
	if (first?.startedAt === undefined) return [];
	const failed = views.find(({exitCode}) => exitCode !== undefined && exitCode !== 0);
	if (failed) {
		const endedAt = failed.endedAt ?? first.startedAt;
		return [span('init', attempt, 'failed', first.startedAt, endedAt, `${sanitiseLine(failed.name)}: exit code ${failed.exitCode}`)];
	}
	const next = views.findIndex(({exitCode}) => exitCode === undefined);
	const count = views.length > 1 ? ` (${next + 1} of ${views.length})` : '';
	if (next >= 0) return [span('init', attempt, 'started', first.startedAt, undefined, `${sanitiseLine(views[next]!.name)}${count}`)];
	const detail = views.map(({name}) => sanitiseLine(name)).join(', ');
	return [span('init', attempt, 'succeeded', first.startedAt, Math.max(...views.map(({endedAt}) => endedAt ?? 0)), detail)];
}

function runSpan(pod: V1Pod, attempt: number, mainContainer: string): readonly StageSpan[] {
	const status = containerStatus(pod, mainContainer);
	const startedAt = beganAt(pod, mainContainer);
	if (startedAt === undefined) return [];
	const {terminated} = status?.state ?? {};
	if (!terminated) return [span('run', attempt, 'started', startedAt)];
	const endedAt = spanOf(status).endedAt ?? startedAt;
	if (terminated.exitCode === 0) return [span('run', attempt, 'succeeded', startedAt, endedAt)];
	const what = terminated.reason === 'OOMKilled' ? 'out of memory, ' : terminated.reason === 'StartError' ? 'not started, ' : '';
	return [span('run', attempt, 'failed', startedAt, endedAt, `${what}exit code ${terminated.exitCode}`)];
}

function span(stage: Stage, attempt: number, state: StageSpan['state'], startedAt: number, endedAt?: number, detail?: string, occurrence = 1): StageSpan {
	return {stage, attempt, occurrence, state, startedAt, ...(endedAt !== undefined && {endedAt}), ...(detail !== undefined && detail !== '' && {detail})};
}
