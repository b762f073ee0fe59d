import {setTimeout as wait} from 'node:timers/promises';
import type {V1Pod} from '@kubernetes/client-node';
import {UserError} from '../../user-error.ts';
import type {World} from '../../world.ts';
import {corePath, jobPath} from './api-paths.ts';
import {ApiError, isStatus} from './client/api-error.ts';
import {problemOfApiError} from './client/api-problem.ts';
import type {KubernetesClient} from './client/client.ts';
import {connectKubernetes} from './client/connect.ts';
import {createPatientClient, isAway} from './client/patient-client.ts';
import {annotationKeys} from './labels.ts';
import {configMapName} from './manifests/context-config-map.ts';
import type {KubernetesPlan} from './plan.ts';

/** Ends a run in its cluster: its Jobs go, their pods are asked to end and killed after the grace period. Resolves when no pod of it lives. Throws a UserError. */
export async function stopRun(world: World, plan: KubernetesPlan): Promise<void> {
	await withClient(world, plan, async client => {
		for (const name of jobsOf(plan)) {
			await leaveWord(client, jobPath(plan.namespace, name), new Date(world.now()));
			await deleteObject(client, jobPath(plan.namespace, name), 'Foreground');
		}
		await untilNone(plan, async () => (await podsOf(client, plan)).filter(isAlive).map(nameOf));
	});
}

/** Deletes all that is left of a run in its namespace. Resolves when it is gone, pods that end slowly included. Throws a UserError. */
export async function removeRun(world: World, plan: KubernetesPlan): Promise<void> {
	await withClient(world, plan, async client => {
		const maps = jobsOf(plan).map(name => corePath(plan.namespace, 'configmaps', configMapName(name)));
		for (const name of jobsOf(plan)) await deleteObject(client, jobPath(plan.namespace, name), 'Background');
		for (const path of maps) await deleteObject(client, path, 'Background', 403);
		await untilNone(plan, async () => {
			const objects = [...jobsOf(plan).map(name => jobPath(plan.namespace, name)), ...maps];
			const [pods, ...left] = await Promise.all([podsOf(client, plan), ...objects.map(path => isThere(client, path))]);
			return [...pods.map(nameOf), ...objects.filter((_, index) => left[index]).map(path => path.slice(path.lastIndexOf('/') + 1))];
		});
	});
}

/** Looks again and again until nothing is left, for the grace period and a minute. */
async function untilNone({gracePeriod, namespace}: KubernetesPlan, look: () => Promise<readonly string[]>): Promise<void> {
	const deadline = performance.now() + (gracePeriod + 60) * 1000;
	for (let pause = 200; ; pause = Math.min(2000, pause * 1.5)) {
		const [left] = await look();
		if (left === undefined) return;
		if (performance.now() > deadline) throw new UserError(`${left} does not end: its node may be gone. See it: kubectl -n ${namespace} get jobs,pods.`, 1);
		await wait(pause);
	}
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
	return lists.flatMap(({items}) => items);
}

function isAlive({status}: V1Pod): boolean {
	return status?.phase !== 'Succeeded' && status?.phase !== 'Failed';
}

function nameOf({metadata}: V1Pod): string {
	return metadata?.name ?? '';
}

/** What may not be looked at is taken for gone. */
async function isThere(client: KubernetesClient, path: string): Promise<boolean> {
	try {
		await client.request('GET', path);
		return true;
	} catch (error) {
		if (isStatus(error, 403, 404)) return false;
		throw error;
	}
}

/** That it was stopped and did not just vanish, for those who follow it elsewhere. Not everybody may say so. */
async function leaveWord(client: KubernetesClient, path: string, at: Date): Promise<void> {
	const body = {metadata: {annotations: {[annotationKeys.stopped]: at.toISOString()}}};
	await client.request('PATCH', path, {body}).catch(error => {
		if (!isStatus(error, 403, 404)) throw error;
	});
}

/**
 * One that is not there is deleted. Without a word on it the pods of a Job would stay (batch/v1's default for old clients). `Foreground`: the Job stays until
 * its pods are gone.
 */
async function deleteObject(
	client: KubernetesClient,
	path: string,
	propagationPolicy: 'Foreground' | 'Background',
	...passable: readonly number[]
): Promise<void> {
	const body = {apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy};
	await client.request('DELETE', path, {body}).catch(error => {
		if (!isStatus(error, 404, ...passable)) throw error;
	});
}

async function withClient(world: World, {kubeconfig, context, namespace}: KubernetesPlan, work: (client: KubernetesClient) => Promise<void>): Promise<void> {
	const connected = await connectKubernetes(world, {files: kubeconfig, context, namespace});
	if ('code' in connected) throw new UserError(`${connected.message} ${connected.hint ?? ''}`.trim(), 1);
	const {client} = connected;
	try {
		await work(createPatientClient(client));
	} catch (error) {
		if (!(error instanceof ApiError)) throw error;
		const {message, hint} = problemOfApiError(error, client.cluster);
		const again = isAway(error) ? ' Ask again when it answers.' : '';
		throw new UserError(`${message} ${hint ?? ''}`.trim() + again, 1, {cause: error});
	} finally {
		client.close();
	}
}
