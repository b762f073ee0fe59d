import type {V1ConfigMap, V1Job, V1OwnerReference} from '@kubernetes/client-node';
import type {KubernetesPlan} from '../plan.ts';
import {jobMetadata} from './metadata.ts';

/** Name of the ConfigMap that brings the context of a Job. */
export function configMapName(job: string): string {
	return `${job}-context`;
}

/**
 * The context of a Job in a ConfigMap, for where nothing may be sent into a pod. It has to be there before the pod, which else waits for minutes; its
 * owner is set afterwards, with `ownedBy`. `binaryData` as of `configMapData`.
 */
export function contextConfigMap(plan: KubernetesPlan, job: string, binaryData: Record<string, string>): V1ConfigMap {
	const {labels, namespace} = jobMetadata(plan, job, job === plan.job ? 'run' : 'build');
	return {
		apiVersion: 'v1',
		kind: 'ConfigMap',
		metadata: {name: configMapName(job), namespace, labels},
		immutable: true,
		binaryData,
	};
}

/** The body of a merge patch after which an object is deleted with the Job. */
export function ownedBy(job: V1Job): {readonly metadata: {readonly ownerReferences: readonly V1OwnerReference[]}} {
	return {metadata: {ownerReferences: [ownerReference({name: job.metadata?.name ?? '', uid: job.metadata?.uid ?? ''})]}};
}

/** A Job as the owner of an object. It does not hold the object back: that would need a right of its own on OpenShift. */
export function ownerReference({name, uid}: {readonly name: string; readonly uid: string}): V1OwnerReference {
	return {apiVersion: 'batch/v1', kind: 'Job', name, uid, controller: false, blockOwnerDeletion: false};
}
