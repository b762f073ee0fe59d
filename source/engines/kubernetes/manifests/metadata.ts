import type {V1ObjectMeta} from '@kubernetes/client-node';
import {annotationKeys, type Role, roleLabel} from '../labels.ts';
import type {KubernetesPlan} from '../plan.ts';
import {textsOf} from './placing.ts';

/** Sidecars do not end by themselves, and their Job would never be done; a node that is given up takes a run with it that began long ago. */
const podAnnotations = {
	'sidecar.istio.io/inject': 'false',
	'linkerd.io/inject': 'disabled',
	'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false',
} as const;

/** Of a Job. Our own labels and annotations go before those of the file: the run is found by them. */
export function jobMetadata(plan: KubernetesPlan, name: string, role: Role): V1ObjectMeta {
	return {
		name,
		namespace: plan.namespace,
		labels: labelsOf(plan, role),
		annotations: {...(role === 'run' && textsOf(plan.environment.annotations)), ...plan.annotations},
	};
}

/** Of the pods of a Job. */
export function podMetadata(plan: KubernetesPlan, container: string, role: Role): V1ObjectMeta {
	return {
		labels: labelsOf(plan, role),
		annotations: {
			...podAnnotations,
			'kubectl.kubernetes.io/default-container': container,
			...(role === 'run' && textsOf(plan.environment.annotations)),
			[annotationKeys.run]: plan.runId,
		},
	};
}

/** The labels of the file are also those of the build: queues and network policies go by them. */
function labelsOf(plan: KubernetesPlan, role: Role): Record<string, string> {
	return {...textsOf(plan.environment.labels), ...plan.labels, [roleLabel]: role};
}
