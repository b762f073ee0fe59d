import type {Problem} from '../../polyaxonfile/problem.ts';
import {sanitiseLine} from '../../terminal/sanitise.ts';
import {ApiError, isStatus} from './client/api-error.ts';
import {problemOfApiError} from './client/api-problem.ts';
import type {KubernetesClient} from './client/client.ts';

/** Milliseconds for all questions together, which are asked at the same time. */
const patience = 4_000;

/**
 * What keeps this cluster from working here, each cause with its own code, message and remedy; empty when it is ready. `open` reads the kubeconfig
 * (`connectKubernetes`). At most 5 s. Changes nothing in the cluster.
 */
export async function probeKubernetes(open: () => Promise<{readonly client: KubernetesClient} | Problem>, signal: AbortSignal): Promise<readonly Problem[]> {
	const opened = await open();
	if ('code' in opened) return [opened];
	const {client} = opened;
	const [namespace, rights] = await Promise.all([askNamespace(client, signal), askRights(client, signal)]);
	// Of a missing namespace everything is forbidden to plain users, and of a dead server both say the same.
	if (namespace !== 'hidden' && namespace !== 'there') return [namespace];
	if (rights === 'allowed') return [];
	return [rights === 'denied' ? noRights(client, namespace === 'hidden') : rights];
}

function noRights({cluster: {namespace, context}}: KubernetesClient, isHidden: boolean): Problem {
	return {
		code: 'no-rights',
		severity: 'error',
		message: `You may not create jobs in the namespace "${namespace}" of the context "${sanitiseLine(context)}"${isHidden ? ', if it exists at all' : ''}.`,
		hint: `Ask those who run the cluster for the right, or choose another namespace. This must say yes: kubectl auth can-i create jobs.batch -n ${namespace}.`,
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

async function askRights(client: KubernetesClient, signal: AbortSignal): Promise<Problem | 'allowed' | 'denied'> {
	const {namespace} = client.cluster;
	const body = {
		apiVersion: 'authorization.k8s.io/v1',
		kind: 'SelfSubjectAccessReview',
		spec: {resourceAttributes: {namespace, verb: 'create', group: 'batch', resource: 'jobs'}},
	};
	try {
		const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
		const {status} = await client.request<{readonly status?: {readonly allowed?: boolean}}>('POST', path, {body, deadline: patience, signal});
		return status?.allowed === false ? 'denied' : 'allowed';
	} catch (error) {
		// Without the right to ask for one's rights they are seen when they are used.
		return isStatus(error, 403) ? 'allowed' : problemOf(error, client);
	}
}

function problemOf(error: unknown, {cluster}: KubernetesClient): Problem {
	if (error instanceof ApiError) return problemOfApiError(error, cluster);
	throw error;
}
