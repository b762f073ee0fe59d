import type {V1Pod} from '@kubernetes/client-node';
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

/** What the containers of a pod wait for that is more than their turn: the main one and those before it, the first of them first. */
export function waitOf(pod: V1Pod | undefined): Wait | undefined {
	const containers = [
		...(pod?.spec?.initContainers ?? []).map(container => ({container, isInit: isStep(container)})),
		...(pod?.spec?.containers ?? []).map(container => ({container, isInit: false})),
	];
	for (const {container, isInit} of containers) {
		const {reason, message = ''} = containerStatus(pod, container.name)?.state?.waiting ?? {};
		if (reason !== undefined && (pullReasons.includes(reason) || startReasons.includes(reason))) {
			return {container: container.name, image: container.image ?? '', isInit, reason, message};
		}
	}
	return undefined;
}

/** A waiting reason as one word that does not change back and forth. */
export function steadyReason(reason: string): string {
	return reason === 'ErrImagePull' ? 'ImagePullBackOff' : sanitiseLine(reason);
}
