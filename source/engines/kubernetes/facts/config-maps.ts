import type {V1ManagedFieldsEntry} from '@kubernetes/client-node';
import {sanitiseLine} from '../../../terminal/sanitise.ts';
import type {Ask} from '../preflight/ask.ts';
import {collection} from '../preflight/places.ts';

/** A config map of the namespace; `keys` is undefined when the cluster does not tell them. */
export type ConfigMapFact = {readonly name: string; readonly keys?: readonly string[]};

type Metadata = {readonly metadata?: {readonly name?: string; readonly managedFields?: readonly V1ManagedFieldsEntry[]}};

/** Made by the cluster in every namespace. */
const ofCluster = new Set(['kube-root-ca.crt', 'openshift-service-ca.crt', 'istio-ca-root-cert']);

/**
 * The config maps of a namespace without what they hold, which may be 1 MiB each: who set which key stands in their metadata. (Kubernetes documentation,
 * "Server-Side Apply: field management") The metadata of one that was made by `kubectl apply` have its values in an annotation; that is not looked at.
 */
export async function readConfigMaps(ask: Ask, namespace: string, most: number): Promise<readonly ConfigMapFact[] | undefined> {
	const accept = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';
	const answer = await ask<{items?: readonly Metadata[]}>('GET', collection(namespace, 'configmaps'), {query: {limit: most}, accept});
	if (!answer.isOk) return undefined;
	return (answer.value.items ?? []).flatMap(({metadata: {name = '', managedFields} = {}}) => {
		if (ofCluster.has(name)) return [];
		const keys = managedFields && keysOf(managedFields);
		return [{name: sanitiseLine(name), ...(keys && {keys})}];
	});
}

/** The keys of one config map by its metadata; undefined when the cluster does not tell them. */
export async function readConfigMapKeys(ask: Ask, namespace: string, name: string): Promise<readonly string[] | undefined> {
	const accept = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';
	const answer = await ask<Metadata>('GET', `${collection(namespace, 'configmaps')}/${encodeURIComponent(name)}`, {accept});
	const fields = answer.isOk ? answer.value.metadata?.managedFields : undefined;
	return fields && keysOf(fields);
}

function keysOf(entries: readonly V1ManagedFieldsEntry[]): readonly string[] {
	const maps = entries.flatMap(({fieldsV1}) => {
		const fields = fieldsV1 as Readonly<Record<string, object | undefined>> | undefined;
		return [fields?.['f:data'], fields?.['f:binaryData']];
	});
	const keys = maps.flatMap(map => Object.keys(map ?? {})).flatMap(key => (key.startsWith('f:') ? [sanitiseLine(key.slice(2))] : []));
	return [...new Set(keys)].sort();
}
