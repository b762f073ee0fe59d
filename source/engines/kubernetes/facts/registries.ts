import type {V1ConfigMap, V1Node} from '@kubernetes/client-node';
import {parse} from 'yaml';
import {sanitiseLine} from '../../../terminal/sanitise.ts';
import type {Ask} from '../preflight/ask.ts';

/** A registry that the cluster uses: as builds in the cluster name it, and as nodes name it where that differs. */
export type RegistryFact = {
	readonly host: string;
	readonly hostForNodes?: string;
	/** `cluster`: it says so itself; `images`: nodes have that many images of it. */
	readonly from: 'cluster' | 'images';
	readonly images?: number;
};

/** Those to which nobody pushes for a cluster of their own, or only with an account that is asked for anyway. */
const publicHosts = new Set(['docker.io', 'registry.k8s.io', 'k8s.gcr.io', 'mcr.microsoft.com', 'public.ecr.aws', 'registry.access.redhat.com']);

/** The registry that a local cluster announces (KEP-1755); empty when it announces none, undefined when it is not known. */
export async function hostedRegistry(ask: Ask): Promise<readonly RegistryFact[] | undefined> {
	const answer = await ask<V1ConfigMap>('GET', '/api/v1/namespaces/kube-public/configmaps/local-registry-hosting');
	if (!answer.isOk) return answer.error.status === 404 ? [] : undefined;
	const text = answer.value.data?.['localRegistryHosting.v1'] ?? '';
	const {host, hostFromContainerRuntime, hostFromClusterNetwork} = hostingOf(text);
	// Some tools write the address that they listen on: https://github.com/k3d-io/k3d/issues/449
	const ofNodes = [hostFromContainerRuntime, host].find(name => name !== undefined && !name.startsWith('0.0.0.0'));
	const ofBuilds = hostFromClusterNetwork ?? ofNodes;
	if (ofBuilds === undefined) return [];
	return [{host: ofBuilds, ...(ofNodes !== undefined && ofNodes !== ofBuilds && {hostForNodes: ofNodes}), from: 'cluster'}];
}

function hostingOf(text: string): {readonly [key: string]: string | undefined} {
	try {
		const value: unknown = parse(text);
		if (typeof value !== 'object' || value === null) return {};
		return Object.fromEntries(Object.entries(value).map(([key, host]) => [key, typeof host === 'string' && host !== '' ? sanitiseLine(host) : undefined]));
	} catch {
		return {};
	}
}

/** The registries of the images on nodes, which name at most 50 each; that of the most images first. */
export function registriesOf(nodes: readonly V1Node[]): readonly RegistryFact[] {
	// An image has several names, and stands on several nodes
	const images = new Set(nodes.flatMap(({status}) => (status?.images ?? []).flatMap(({names}) => hostsOf(names ?? []).map(host => `${host} ${names?.[0]}`))));
	const counts = new Map<string, number>();
	for (const [host = ''] of [...images].map(image => image.split(' '))) counts.set(host, (counts.get(host) ?? 0) + 1);
	const found = [...counts].map(([host, count]): RegistryFact => ({host: sanitiseLine(host), from: 'images', images: count}));
	return found.sort((a, b) => (b.images ?? 0) - (a.images ?? 0) || (a.host < b.host ? -1 : 1));
}

/** The first part of a name is a host when it could not be a user's name. (distribution, reference/normalize.go) */
function hostsOf(names: readonly string[]): readonly string[] {
	const hosts = names
		.map(name => name.split('/'))
		.flatMap(([first = '', ...rest]) => (rest.length > 0 && (/[.:]/.test(first) || first === 'localhost') ? [first] : []));
	return [...new Set(hosts)].filter(host => !publicHosts.has(host));
}
