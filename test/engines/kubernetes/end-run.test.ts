import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {json as readJson} from 'node:stream/consumers';
import {expect, test} from 'vitest';
import {removeRun, stopRun} from '../../../source/engines/kubernetes/end-run.ts';
import {UserError} from '../../../source/user-error.ts';
import {worldIn} from '../sandbox.ts';
import {refusal, sendJson, startApiServer} from './client/api-server.ts';
import {kubeconfigOf} from './kubeconfig-of.ts';
import {planOf} from './plan-of.ts';

type Pods = ReadonlyArray<{readonly name: string; readonly phase: string; readonly looks: number; readonly labels?: Readonly<Record<string, string>>}>;
type Held = {readonly uid: string; readonly labels?: Readonly<Record<string, string>>; readonly looks?: number};
const own = {'app.kubernetes.io/managed-by': 'polyaxon-tui', 'app.kubernetes.io/instance': 'r-abcdef'};

/**
 * A namespace in which a Job goes when it is deleted, and pods and other objects with `looks` one look after the other. `replaced`: names of Jobs that are
 * made anew between the first look at them and the deletion.
 */
async function clusterWith(pods: Pods, objects: Readonly<Record<string, Held>> = {}, replaced: readonly string[] = []) {
	const folder = await mkdtemp(join(tmpdir(), 'end-run-'));
	const there = new Map(Object.entries(objects));
	const asked: Array<readonly [method: string, name: string, uid?: string]> = [];
	const selectors = new Set<string | null>();
	let looks = 0;
	const server = await startApiServer(async (request, response) => {
		const {pathname, searchParams} = new URL(request.url ?? '', 'http://x');
		if (pathname.endsWith('/pods')) {
			looks++;
			selectors.add(searchParams.get('labelSelector'));
			const items = pods.filter(pod => pod.looks >= looks).map(({name, phase, labels = own}) => ({metadata: {name, labels}, status: {phase}}));
			return sendJson(response, {items});
		}
		const name = pathname.slice(pathname.lastIndexOf('/') + 1);
		const object = there.get(name);
		if (!object || (object.looks ?? Number.POSITIVE_INFINITY) < looks) return sendJson(response, refusal(404, 'NotFound', 'not found'), 404);
		if (request.method === 'GET') {
			sendJson(response, {metadata: {name, uid: object.uid, labels: object.labels ?? own}});
			if (replaced.includes(name)) there.set(name, {...object, uid: `${name} again`});
			return;
		}
		const {metadata, preconditions} = (await readJson(request)) as {metadata?: {uid?: string}; preconditions?: {uid?: string}};
		asked.push([request.method ?? '', name, metadata?.uid ?? preconditions?.uid]);
		if (preconditions && preconditions.uid !== object.uid) return sendJson(response, refusal(409, 'Conflict', 'another uid'), 409);
		if (metadata && metadata.uid !== object.uid) return sendJson(response, refusal(422, 'Invalid', 'another uid'), 422);
		if (request.method === 'DELETE' && object.looks === undefined) there.delete(name);
		return sendJson(response, {status: 'Success'});
	});
	const file = join(folder, 'config');
	await writeFile(file, kubeconfigOf(server.url));
	const plan = {...planOf({kubernetes: {registry: 'r.io'}}), kubeconfig: [file]};
	return {
		plan,
		world: worldIn(folder, folder),
		looks: () => looks,
		url: server.url,
		leave: () => server.close(),
		asked,
		selectors,
		deleted: () => asked.flatMap(([method, name]) => (method === 'DELETE' ? [name] : [])),
		async [Symbol.asyncDispose]() {
			await server.close();
			await rm(folder, {recursive: true});
		},
	};
}

/** Names of the Jobs and ConfigMaps of the run. */
const {job, buildJob = ''} = planOf({kubernetes: {registry: 'r.io'}});
const all = {[buildJob]: {uid: 'b'}, [job]: {uid: 'j'}};

test('a run is removed when its Jobs, ConfigMaps and the slowest of its pods are gone, also those that had ended', async () => {
	const maps = {[`${buildJob}-context`]: {uid: 'bc', looks: 6}, [`${job}-context`]: {uid: 'jc', looks: 5}};
	await using cluster = await clusterWith([{name: 'a', phase: 'Succeeded', looks: 4}], {...all, ...maps});
	await removeRun(cluster.world, cluster.plan);
	expect(cluster.asked).toEqual([
		['DELETE', buildJob, 'b'],
		['DELETE', job, 'j'],
		['DELETE', `${buildJob}-context`, 'bc'],
		['DELETE', `${job}-context`, 'jc'],
	]);
	expect(cluster.looks()).toBeGreaterThan(6);
});

test('a run is stopped when no pod of it lives; those that had ended are not waited for', async () => {
	await using cluster = await clusterWith(
		[
			{name: 'a', phase: 'Running', looks: 4},
			{name: 'b', phase: 'Failed', looks: 1000},
		],
		all,
	);
	await stopRun(cluster.world, cluster.plan);
	expect(cluster.asked).toEqual([
		['PATCH', buildJob, 'b'],
		['DELETE', buildJob, 'b'],
		['PATCH', job, 'j'],
		['DELETE', job, 'j'],
	]);
	expect([...cluster.selectors]).toEqual([`job-name in (${buildJob},${job})`]);
	expect(cluster.looks()).toBeGreaterThan(4);
});

test('what only has the name of an object of the run is left alone, and its pods are not waited for', async () => {
	const others = {[buildJob]: {uid: 'x', labels: {}}, [`${job}-context`]: {uid: 'y', labels: {...own, 'app.kubernetes.io/instance': 'r-000000'}}};
	await using cluster = await clusterWith([{name: 'a', phase: 'Running', looks: 1000, labels: {}}], {...others, [job]: {uid: 'j'}});
	await stopRun(cluster.world, cluster.plan);
	await removeRun(cluster.world, cluster.plan);
	expect(cluster.asked).toEqual([
		['PATCH', job, 'j'],
		['DELETE', job, 'j'],
	]);
});

test('a Job that is made anew while the run is stopped is stopped as well', async () => {
	await using cluster = await clusterWith([], {[job]: {uid: 'j'}}, [job]);
	await stopRun(cluster.world, cluster.plan);
	expect(cluster.asked.slice(-1)).toEqual([['DELETE', job, `${job} again`]]);
	expect(cluster.deleted()).toEqual([job, job]);
});

test('a pod that does not end is named with a command that shows it in its cluster', async () => {
	await using cluster = await clusterWith([{name: 'a', phase: 'Running', looks: 1000}], all);
	const error = new UserError('a does not end: its node may be gone. See it: kubectl get jobs,pods --context lab --namespace experiments.', 1);
	await expect(stopRun(cluster.world, {...cluster.plan, gracePeriod: -60})).rejects.toEqual(error);
});

test('while nobody answers a stop is tried for some seconds, and then says who does not answer and what to do', async () => {
	await using cluster = await clusterWith([]);
	const {url} = cluster;
	await cluster.leave();
	const begun = performance.now();
	const error = await stopRun(cluster.world, cluster.plan).catch((thrown: unknown) => thrown);
	const seconds = (performance.now() - begun) / 1000;
	expect(error).toBeInstanceOf(UserError);
	expect(error).toMatchObject({
		exitCode: 1,
		message: expect.stringMatching(
			new RegExp(`^The cluster of the context "lab" cannot be reached: Nothing listens at ${url}\\. It is on this machine.* Ask again when it answers\\.$`),
		),
	});
	expect(seconds).toBeGreaterThan(4);
	expect(seconds).toBeLessThan(10);
});

test('a run of another machine is told that it is stopped before anything is deleted, so that its driver there can see it', async () => {
	await using cluster = await clusterWith([], {[job]: {uid: 'j'}});
	const begun = performance.now();
	await stopRun(cluster.world, {...cluster.plan, adopted: {}}, 200);
	expect(performance.now() - begun).toBeGreaterThan(190);
	expect(cluster.asked).toEqual([
		['PATCH', job, 'j'],
		['PATCH', job, 'j'],
		['DELETE', job, 'j'],
	]);
});
