import {setTimeout as wait} from 'node:timers/promises';
import type {V1Pod} from '@kubernetes/client-node';
import {UserError} from '../../user-error.ts';
import type {World} from '../../world.ts';
import {corePath, jobPath} from './api-paths.ts';
import {ApiError, isStatus} from './client/api-error.ts';
import {problemOfApiError} from './client/api-problem.ts';
import type {KubernetesClient} from './client/client.ts';
import {connectKubernetes} from './client/connect.ts';
import {configMapName} from './manifests/context-config-map.ts';
import type {KubernetesPlan} from './plan.ts';

/** Ends a run in its cluster: its Jobs go, their pods are asked to end and killed after the grace period. Resolves when no pod of it lives. Throws a UserError. */
export async function stopRun(world: World, plan: KubernetesPlan): Promise<void> {
	await withClient(world, plan, async client => {
		for (const name of jobsOf(plan)) await deleteObject(client, jobPath(plan.namespace, name));
		const deadline = performance.now() + (plan.gracePeriod + 60) * 1000;
		for (let pause = 200; ; pause = Math.min(2000, pause * 1.5)) {
			const left = await podsOf(client, plan);
			if (left.length === 0) return;
			if (performance.now() > deadline)
				throw new UserError(`The pod ${left[0]?.metadata?.name} does not end: its node may be gone. See it: kubectl -n ${plan.namespace} get pods.`, 1);
			await wait(pause);
		}
	});
}

/** Deletes all that is left of a run in its namespace. Throws a UserError. */
export async function removeRun(world: World, plan: KubernetesPlan): Promise<void> {
	await withClient(world, plan, async client => {
		for (const name of jobsOf(plan)) {
			await deleteObject(client, jobPath(plan.namespace, name));
			await deleteObject(client, corePath(plan.namespace, 'configmaps', configMapName(name)), 403);
		}
	});
}

function jobsOf({job, buildJob}: KubernetesPlan): readonly string[] {
	return [...(buildJob === undefined ? [] : [buildJob]), job];
}

async function podsOf(client: KubernetesClient, plan: KubernetesPlan): Promise<readonly V1Pod[]> {
	const lists = await Promise.all(
		jobsOf(plan).map(name =>
			client.request<{readonly items: readonly V1Pod[]}>('GET', corePath(plan.namespace, 'pods'), {query: {labelSelector: `job-name=${name}`}}),
		),
	);
	return lists.flatMap(({items}) => items.filter(({status}) => status?.phase !== 'Succeeded' && status?.phase !== 'Failed'));
}

/** One that is not there is deleted. Without `Background` the pods of a Job would stay (batch/v1's default for old clients). */
async function deleteObject(client: KubernetesClient, path: string, ...passable: readonly number[]): Promise<void> {
	const body = {apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy: 'Background'};
	await client.request('DELETE', path, {body}).catch(error => {
		if (!isStatus(error, 404, ...passable)) throw error;
	});
}

async function withClient(world: World, {kubeconfig, context, namespace}: KubernetesPlan, work: (client: KubernetesClient) => Promise<void>): Promise<void> {
	const connected = await connectKubernetes(world, {files: kubeconfig, context, namespace});
	if ('code' in connected) throw new UserError(`${connected.message} ${connected.hint ?? ''}`.trim(), 1);
	const {client} = connected;
	try {
		await work(client);
	} catch (error) {
		if (!(error instanceof ApiError)) throw error;
		const {message, hint} = problemOfApiError(error, client.cluster);
		throw new UserError(`${message} ${hint ?? ''}`.trim(), 1, {cause: error});
	} finally {
		client.close();
	}
}
