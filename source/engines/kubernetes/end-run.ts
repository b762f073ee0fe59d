import {setTimeout as wait} from 'node:timers/promises';
import type {KubernetesObject, V1Pod} from '@kubernetes/client-node';
import {UserError} from '../../user-error.ts';
import type {World} from '../../world.ts';
import {corePath, jobPath} from './api-paths.ts';
import {ApiError, isStatus} from './client/api-error.ts';
import {problemOfApiError} from './client/api-problem.ts';
import type {KubernetesClient} from './client/client.ts';
import {createPatientClient, isAway} from './client/patient-client.ts';
import {annotationKeys, isOfRun} from './labels.ts';
import {connectRun} from './later-login.ts';
import {configMapName} from './manifests/context-config-map.ts';
import type {KubernetesPlan} from './plan.ts';
import {kubectl} from './preflight/places.ts';

/** Milliseconds in which the driver on the machine that started a run looks at its Job: one that just vanishes was deleted by somebody. */
const lookTime = 4000;

/** Ends a run in its cluster: its Jobs go, their pods are asked to end and killed after the grace period. Resolves when no pod of it lives. Throws a UserError. */
export async function stopRun(world: World, plan: KubernetesPlan, pause = lookTime): Promise<void> {
	await withClient(world, plan, async client => {
		const stoppedAt = new Date(world.now());
		const paths = jobsOf(plan).map(name => jobPath(plan.namespace, name));
		if (plan.adopted) {
			for (const path of paths) {
				const uid = (await findOwn(client, plan, path))?.metadata?.uid;
				if (uid !== undefined) await leaveWord(client, path, uid, stoppedAt);
			}
			await wait(pause);
		}
		for (const path of paths) await deleteOwn(client, plan, path, 'Foreground', stoppedAt);
		await untilNone(plan, async () => (await podsOf(client, plan)).filter(isAlive).map(nameOf));
	});
}

/** Deletes all that is left of a run in its namespace. Resolves when it is gone, pods that end slowly included. Throws a UserError. */
export async function removeRun(world: World, plan: KubernetesPlan): Promise<void> {
	await withClient(world, plan, async client => {
		const jobs = jobsOf(plan).map(name => jobPath(plan.namespace, name));
		const objects = [...jobs, ...jobsOf(plan).map(name => corePath(plan.namespace, 'configmaps', configMapName(name)))];
		for (const path of objects) await deleteOwn(client, plan, path, 'Background');
		await untilNone(plan, async () => {
			const [pods, ...left] = await Promise.all([podsOf(client, plan), ...objects.map(path => findOwn(client, plan, path))]);
			return [...pods, ...left.filter(object => object !== undefined)].map(nameOf);
		});
	});
}

/** Looks again and again until nothing is left, for the grace period and a minute. */
async function untilNone(plan: KubernetesPlan, look: () => Promise<readonly string[]>): Promise<void> {
	const deadline = performance.now() + (plan.gracePeriod + 60) * 1000;
	for (let pause = 200; ; pause = Math.min(2000, pause * 1.5)) {
		const [left] = await look();
		if (left === undefined) return;
		if (performance.now() > deadline) throw new UserError(`${left} does not end: its node may be gone. See it: ${kubectl(plan, 'get jobs,pods')}.`, 1);
		await wait(pause);
	}
}

function jobsOf({job, buildJob}: KubernetesPlan): readonly string[] {
	return [...(buildJob === undefined ? [] : [buildJob]), job];
}

async function podsOf(client: KubernetesClient, plan: KubernetesPlan): Promise<readonly V1Pod[]> {
	const labelSelector = `job-name in (${jobsOf(plan).join(',')})`;
	const {items} = await client.request<{readonly items: readonly V1Pod[]}>('GET', corePath(plan.namespace, 'pods'), {query: {labelSelector}});
	return items.filter(({metadata}) => isOfRun(plan.runId, metadata?.labels));
}

function isAlive({status}: V1Pod): boolean {
	return status?.phase !== 'Succeeded' && status?.phase !== 'Failed';
}

function nameOf({metadata}: KubernetesObject): string {
	return metadata?.name ?? '';
}

/** An object of the run; undefined when there is none of that name, or it is another's. What may not be looked at is taken for that. */
async function findOwn(client: KubernetesClient, {runId}: KubernetesPlan, path: string): Promise<KubernetesObject | undefined> {
	try {
		const object = await client.request<KubernetesObject>('GET', path);
		return isOfRun(runId, object.metadata?.labels) ? object : undefined;
	} catch (error) {
		if (isStatus(error, ...passable(path), 404)) return undefined;
		throw error;
	}
}

/** Deletes an object of the run if it is there, and what has come in its place meanwhile. */
async function deleteOwn(client: KubernetesClient, plan: KubernetesPlan, path: string, how: 'Foreground' | 'Background', stoppedAt?: Date): Promise<void> {
	for (let tries = 3; ; tries--) {
		const uid = (await findOwn(client, plan, path))?.metadata?.uid;
		if (uid === undefined) return;
		try {
			if (stoppedAt) await leaveWord(client, path, uid, stoppedAt);
			return await deleteObject(client, path, uid, how);
		} catch (error) {
			if (!isStatus(error, 409) || tries === 1) throw error;
		}
	}
}

/** That it was stopped and did not just vanish, for those who follow it elsewhere. Not everybody may say so; another uid than that of the object is invalid. */
async function leaveWord(client: KubernetesClient, path: string, uid: string, at: Date): Promise<void> {
	const body = {metadata: {uid, annotations: {[annotationKeys.stopped]: at.toISOString()}}};
	await client.request('PATCH', path, {body}).catch(error => {
		if (!isStatus(error, 403, 404, 409, 422)) throw error;
	});
}

/**
 * One that is not there is deleted. Without a word on it the pods of a Job would stay (batch/v1's default for old clients). `Foreground`: the Job stays until
 * its pods are gone.
 */
async function deleteObject(client: KubernetesClient, path: string, uid: string, propagationPolicy: 'Foreground' | 'Background'): Promise<void> {
	const body = {apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy, preconditions: {uid}};
	await client.request('DELETE', path, {body}).catch(error => {
		if (!isStatus(error, ...passable(path), 404)) throw error;
	});
}

/** ConfigMaps go with their Job where they may not be looked at or deleted. */
function passable(path: string): readonly number[] {
	return path.includes('/configmaps/') ? [403] : [];
}

async function withClient(world: World, plan: KubernetesPlan, work: (client: KubernetesClient) => Promise<void>): Promise<void> {
	const client = await connectRun(world, plan);
	if ('code' in client) throw new UserError(`${client.message} ${client.hint ?? ''}`.trim(), 1);
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
