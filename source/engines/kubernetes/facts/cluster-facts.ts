import type {V1Node} from '@kubernetes/client-node';
import {sanitiseLine} from '../../../terminal/sanitise.ts';
import type {KubernetesClient} from '../client/client.ts';
import {type Ask, createAsk} from '../preflight/ask.ts';
import {collection} from '../preflight/places.ts';
import {readTable} from '../preflight/table.ts';
import {type ConfigMapFact, readConfigMaps} from './config-maps.ts';
import {type DeviceFact, devicesOf, type LabelFact, labelsOfNodes} from './node-facts.ts';
import {hostedRegistry, type RegistryFact, registriesOf} from './registries.ts';

/** A secret of the namespace. What names its keys is its metadata, which can have its values too (see `readTable`): so only their number is asked for. */
export type SecretFact = {readonly name: string; readonly type: string; readonly keys: number};

/** What a cluster has that a polyaxonfile or the settings can name, fit for a terminal. What the account may not see, or does not come in time, is undefined. */
export type ClusterFacts = {
	readonly secrets?: readonly SecretFact[];
	readonly configmaps?: readonly ConfigMapFact[];
	readonly nodeLabels?: readonly LabelFact[];
	readonly devices?: readonly DeviceFact[];
	readonly serviceAccounts?: readonly string[];
	/** The most likely one first. */
	readonly registries?: readonly RegistryFact[];
};

/** Secrets that nobody names in a polyaxonfile, and of which there may be hundreds. */
const machinery = 'type!=kubernetes.io/service-account-token,type!=helm.sh/release.v1,type!=bootstrap.kubernetes.io/token';
const most = 500;

/** What the wizard offers of the client's namespace and of its cluster, in at most `limit` milliseconds. Throws only when the signal is aborted. */
export async function readClusterFacts(client: KubernetesClient, signal: AbortSignal, limit = 1900): Promise<ClusterFacts> {
	signal.throwIfAborted();
	const ask = createAsk(client, signal, limit);
	const {namespace} = client.cluster;
	const [secrets, configmaps, serviceAccounts, nodes, hosted] = await Promise.all([
		readSecrets(ask, namespace),
		readConfigMaps(ask, namespace, most),
		readServiceAccounts(ask, namespace),
		ask<{items: readonly V1Node[]}>('GET', '/api/v1/nodes', {query: {limit: most}}),
		hostedRegistry(ask),
	]);
	const items = nodes.isOk ? nodes.value.items : undefined;
	return {
		...(secrets && {secrets}),
		...(configmaps && {configmaps}),
		...(serviceAccounts && {serviceAccounts}),
		...(items && {nodeLabels: labelsOfNodes(items), devices: devicesOf(items)}),
		...((items || hosted) && {registries: [...(hosted ?? []), ...registriesOf(items ?? [])]}),
	};
}

async function readSecrets(ask: Ask, namespace: string): Promise<readonly SecretFact[] | undefined> {
	const answer = await readTable(ask, collection(namespace, 'secrets'), {limit: most, fieldSelector: machinery});
	if (!answer.isOk) return undefined;
	return answer.value.map(({name = '', type = '', data = 0}) => ({name: sanitiseLine(String(name)), type: sanitiseLine(String(type)), keys: Number(data)}));
}

async function readServiceAccounts(ask: Ask, namespace: string): Promise<readonly string[] | undefined> {
	const answer = await readTable(ask, collection(namespace, 'serviceaccounts'), {limit: most});
	return answer.isOk ? answer.value.map(({name = ''}) => sanitiseLine(String(name))) : undefined;
}
