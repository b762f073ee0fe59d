import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {removeRun, stopRun} from '../../../source/engines/kubernetes/end-run.ts';
import {UserError} from '../../../source/user-error.ts';
import {worldIn} from '../sandbox.ts';
import {refusal, sendJson, startApiServer} from './client/api-server.ts';
import {kubeconfigOf} from './kubeconfig-of.ts';
import {planOf} from './plan-of.ts';

/** A namespace in which objects of a run go one look after the other once they were deleted. */
async function clusterWith(pods: ReadonlyArray<{readonly name: string; readonly phase: string; readonly looks: number}>, mapLooks = 0) {
	const folder = await mkdtemp(join(tmpdir(), 'end-run-'));
	let looks = 0;
	const server = await startApiServer((request, response) => {
		const path = request.url ?? '';
		if (request.method === 'DELETE') return sendJson(response, {status: 'Success'});
		if (path.includes('/pods')) {
			looks++;
			const items = path.includes('-build') ? [] : pods.filter(pod => pod.looks >= looks).map(({name, phase}) => ({metadata: {name}, status: {phase}}));
			return sendJson(response, {items});
		}
		if (path.endsWith('-context') && mapLooks >= looks) return sendJson(response, {});
		return sendJson(response, refusal(404, 'NotFound', 'not found'), 404);
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
		deleted: () => server.requests.filter(request => request.startsWith('DELETE')).map(request => request.slice(request.lastIndexOf('/') + 1)),
		async [Symbol.asyncDispose]() {
			await server.close();
			await rm(folder, {recursive: true});
		},
	};
}

test('a run is removed when its Jobs, ConfigMaps and the slowest of its pods are gone, also those that had ended', async () => {
	await using cluster = await clusterWith([{name: 'a', phase: 'Succeeded', looks: 4}], 6);
	const {plan} = cluster;
	await removeRun(cluster.world, plan);
	expect(cluster.deleted()).toEqual([plan.buildJob, plan.job, `${plan.buildJob}-context`, `${plan.job}-context`]);
	expect(cluster.looks()).toBeGreaterThan(6);
});

test('a run is stopped when no pod of it lives; those that had ended are not waited for', async () => {
	await using cluster = await clusterWith([
		{name: 'a', phase: 'Running', looks: 4},
		{name: 'b', phase: 'Failed', looks: 1000},
	]);
	await stopRun(cluster.world, cluster.plan);
	expect(cluster.deleted()).toEqual([cluster.plan.buildJob, cluster.plan.job]);
	expect(cluster.looks()).toBeGreaterThan(4);
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
