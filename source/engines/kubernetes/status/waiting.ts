import type {V1Container, V1Pod} from '@kubernetes/client-node';
import {sanitiseLine} from '../../../terminal/sanitise.ts';
import {isStep} from './containers.ts';
import {containerStatus} from './observed.ts';

/** Why a container has not begun. Texts are as they came. */
export type Wait = {readonly container: string; readonly image: string; readonly isInit: boolean; readonly reason: string; readonly message: string};

/** A kubelet says that pulling fails in one of these words, by turns. Those of kubelet's `images` package and of CRI errors (v1.34). */
export const pullReasons: readonly string[] = [
	'ErrImagePull',
	'ImagePullBackOff',
	'ErrImageNeverPull',
	'InvalidImageName',
	'ImageInspectError',
	'RegistryUnavailable',
	'SignatureValidationFailed',
];

/** A container that cannot be made or started. */
const startReasons: readonly string[] = [
	'CreateContainerConfigError',
	'CreateContainerError',
	'RunContainerError',
	'PreCreateHookError',
	'PostStartHookError',
	'PreStartHookError',
	'CrashLoopBackOff',
];

/**
 * What holds up the main container of a pod and is more than its turn: it waits itself, or one before it, the first of them first. Undefined once it has
 * begun.
 */
export function waitOf(pod: V1Pod | undefined, mainContainer: string): Wait | undefined {
	const {running, terminated} = containerStatus(pod, mainContainer)?.state ?? {};
	if (running || terminated) return undefined;
	const main = pod?.spec?.containers.filter(({name}) => name === mainContainer) ?? [];
	return waitsOf(pod, [...(pod?.spec?.initContainers ?? []), ...main])[0];
}

/**
 * Why helpers beside a main container that runs do not run. It does not wait for them: a node goes on to the next container of a pod when one of them cannot
 * be started (`SyncPod` of the kubelet, v1.34).
 */
export function waitsBeside(pod: V1Pod, mainContainer: string): readonly Wait[] {
	if (!containerStatus(pod, mainContainer)?.state?.running) return [];
	const all = [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])];
	return waitsOf(
		pod,
		all.filter(({name}) => name !== mainContainer),
	);
}

function waitsOf(pod: V1Pod | undefined, containers: readonly V1Container[]): readonly Wait[] {
	return containers.flatMap(container => {
		const {reason, message = ''} = containerStatus(pod, container.name)?.state?.waiting ?? {};
		const isWait = reason !== undefined && (pullReasons.includes(reason) || startReasons.includes(reason));
		const isInit = pod?.spec?.initContainers?.includes(container) === true && isStep(container);
		return isWait ? [{container: container.name, image: container.image ?? '', isInit, reason, message}] : [];
	});
}

/** A waiting reason as one word that does not change back and forth. */
export function steadyReason(reason: string): string {
	return reason === 'ErrImagePull' ? 'ImagePullBackOff' : sanitiseLine(reason);
}
