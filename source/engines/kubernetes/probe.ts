import type {Problem} from '../../polyaxonfile/problem.ts';
import {sanitiseLine} from '../../terminal/sanitise.ts';
import {ApiError, isStatus} from './client/api-error.ts';
import {problemOfApiError} from './client/api-problem.ts';
import type {Cluster, KubernetesClient} from './client/client.ts';
import {type Ask, createAsk} from './preflight/ask.ts';
import {lackHint, lackingRights, lackText, type Verb} from './preflight/lacking-rights.ts';
import {neededRights} from './preflight/needed-rights.ts';

/** Milliseconds for all questions together, which are asked at the same time. */
const patience = 4_000;

/**
 * What keeps this cluster from working here, each cause with its own code, message and remedy; empty when it is ready. `open` reads the kubeconfig
 * (`connectKubernetes`). At most 5 s. Changes nothing in the cluster.
 */
export async function probeKubernetes(open: () => Promise<{readonly client: KubernetesClient} | Problem>, signal: AbortSignal): Promise<readonly Problem[]> {
	const opened = await open();
	if ('code' in opened) return [opened];
	return probeCluster(opened.client, createAsk(opened.client, signal, patience + 900), signal);
}

/** The same for a client, with the rights asked for by `ask`. A cluster that is only slow has 4 s to say that it is there. */
export async function probeCluster(client: KubernetesClient, ask: Ask, signal: AbortSignal): Promise<readonly Problem[]> {
	const needed = neededRights.filter(({need}) => need === 'run');
	// Without the right to ask for one's rights they are seen when they are used
	const [namespace, {missing}] = await Promise.all([askNamespace(client, signal), lackingRights(ask, client.cluster.namespace, needed)]);
	// Of a missing namespace everything is forbidden to plain users
	if (namespace !== 'hidden' && namespace !== 'there') return [namespace];
	return missing.length === 0 ? [] : [await noRights(ask, client.cluster, namespace === 'hidden', missing)];
}

/** All that is missing at once: who asks for one right after the other waits for each. */
async function noRights(ask: Ask, {namespace, context}: Cluster, isHidden: boolean, needed: readonly Verb[]): Promise<Problem> {
	const asked = neededRights.filter(({need}) => ['run', 'upload', 'comfort'].includes(need));
	const {missing: found} = await lackingRights(ask, namespace, asked);
	// Where no more answers came in time there are at least those that were asked for first
	const missing = found.length < needed.length ? needed : found;
	// Some rights there are nearly always those of a Role of the namespace
	const mayBeMissing = isHidden && missing.length === asked.flatMap(({verbs}) => verbs).length;
	const place = `in the namespace "${sanitiseLine(namespace)}" of the context "${sanitiseLine(context)}"${mayBeMissing ? ', if it exists at all' : ''}`;
	return {
		code: 'no-rights',
		severity: 'error',
		message: `Your account lacks rights ${place}: ${lackText(missing)}.`,
		hint: `${lackHint({context, namespace})} Or choose another namespace.`,
		path: [],
	};
}

async function askNamespace(client: KubernetesClient, signal: AbortSignal): Promise<Problem | 'there' | 'hidden'> {
	const {namespace} = client.cluster;
	try {
		const found = await client.request<{readonly status?: {readonly phase?: string}}>('GET', `/api/v1/namespaces/${namespace}`, {deadline: patience, signal});
		if (found.status?.phase !== 'Terminating') return 'there';
		return {
			code: 'namespace-ends',
			severity: 'error',
			message: `The namespace "${namespace}" is being deleted.`,
			hint: `Choose another one: kubectl get namespaces. Or wait: kubectl wait --for=delete namespace/${namespace}.`,
			path: [],
		};
	} catch (error) {
		// Plain users may not look at namespaces, and may still work in them.
		return isStatus(error, 403) ? 'hidden' : problemOf(error, client);
	}
}

function problemOf(error: unknown, {cluster}: KubernetesClient): Problem {
	if (error instanceof ApiError) return problemOfApiError(error, cluster);
	throw error;
}
