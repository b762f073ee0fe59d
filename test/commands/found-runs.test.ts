import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {PassThrough} from 'node:stream';
import type {V1Job} from '@kubernetes/client-node';
import {afterEach, expect, test} from 'vitest';
import {findAnywhere, findOrAdopt, type Where} from '../../source/commands/find-or-adopt.ts';
import {removeCommand} from '../../source/commands/remove.ts';
import {runsCommand} from '../../source/commands/runs.ts';
import {stopCommand} from '../../source/commands/stop.ts';
import {findWholeRun} from '../../source/commands/whole-run.ts';
import {runJob} from '../../source/engines/kubernetes/manifests/run-job.ts';
import {refOf} from '../../source/runs/listed-run.ts';
import {findRun} from '../../source/runs/store.ts';
import type {World} from '../../source/world.ts';
import {sendJson, startApiServer} from '../engines/kubernetes/client/api-server.ts';
import {kubeconfigOf} from '../engines/kubernetes/kubeconfig-of.ts';
import {planOf} from '../engines/kubernetes/plan-of.ts';
import {createFakeRun, temporaryWorld} from '../helpers/fake-run.ts';

const closers: Array<() => PromiseLike<void>> = [];
afterEach(async () => {
	for (const close of closers.splice(0)) await close();
});

/** A Job as the server gives it; `over`: it has succeeded. */
function saved(change: {readonly runId?: `r-${string}`; readonly runFolder?: string; readonly isOver?: boolean}): V1Job {
	const {runId = 'r-abcdef', runFolder = '/runs/x', isOver = false} = change;
	const {metadata, ...rest} = JSON.parse(JSON.stringify(runJob(planOf({request: {runId, runFolder}}), {image: 'i'})));
	const time = '2026-11-26T14:00:01Z';
	const status = isOver ? {succeeded: 1, completionTime: time, conditions: [{type: 'Complete', status: 'True', lastTransitionTime: time}]} : {active: 1};
	return {...rest, metadata: {...metadata, uid: `uid-${runId}`, creationTimestamp: time}, status};
}

/** A machine whose kubeconfig leads to a cluster with these Jobs. */
async function machineWith(jobs: readonly V1Job[]) {
	const world = await temporaryWorld();
	closers.push(() => world[Symbol.asyncDispose]());
	const left = new Map(jobs.map(job => [job.metadata?.name, job]));
	const server = await startApiServer((request, response) => {
		const name = (request.url ?? '').split('/').at(-1);
		if (request.method === 'DELETE') left.delete(name);
		if (/\/jobs\?/.test(request.url ?? '')) return sendJson(response, {items: [...left.values()]});
		if (/\/pods\?/.test(request.url ?? '')) return sendJson(response, {items: []});
		if (left.has(name)) return sendJson(response, left.get(name) ?? {});
		return sendJson(response, {kind: 'Status', code: 404}, request.method === 'DELETE' ? 200 : 404);
	});
	closers.push(server.close);
	mkdirSync(join(world.root, '.kube'));
	mkdirSync(world.cwd, {recursive: true});
	writeFileSync(join(world.root, '.kube', 'config'), kubeconfigOf(server.url));
	return {world, server, left: () => [...left.keys()]};
}

const refFor = async (world: World, text: string, where: Where = {}) => {
	const found = await findAnywhere(world, text, where, findWholeRun).catch((error: Error) => error.message);
	if (typeof found === 'string') return found;
	return refOf('listed' in found ? found.listed : found);
};
const printed = (world: World) => String((world.stdout as PassThrough).read() ?? '');

test('a run that is only in the cluster is found by its id, by the beginning of it and by its Job, and gets its folder', async () => {
	const job = saved({});
	const {world} = await machineWith([job]);
	for (const text of ['r-abcdef', 'abc', job.metadata!.name!]) expect(await refFor(world, text)).toBe(job.metadata?.name);
	const adopted = await findOrAdopt(world, 'abc', {}, findWholeRun);
	expect([adopted.runId, adopted.place, adopted.folder !== '']).toEqual(['r-abcdef', 'lab/experiments', true]);
	expect(await refFor(world, 'abc')).toBe('r-abcdef');
});

test('who asks for a run that is nowhere hears where it was looked for', async () => {
	const {world} = await machineWith([saved({})]);
	expect(await refFor(world, 'r-zzzzzz')).toMatch(/^There is no run r-zzzzzz.* Nor is it in the namespace experiments of the context lab: --context/);
	expect(await refFor(world, 'r-zzzzzz', {context: 'away'})).toMatch(/^There is no run r-zzzzzz.*\nThe cluster could not be asked: The context "away" is not/s);
	expect(await refFor(world, 'no such name')).not.toContain('Nor is it');
});

test('of two runs of one id neither is taken for the other', async () => {
	const [one, two] = [saved({}), saved({runFolder: '/runs/y'})];
	const {world} = await machineWith([one, two]);
	expect(await refFor(world, 'abcdef')).toMatch(/^abcdef can be 2 runs: plx-my-digits-1-abcdef-.* Give one of these names instead\.$/);
	expect(await refFor(world, two.metadata!.name!)).toBe(two.metadata?.name);
	await findOrAdopt(world, two.metadata!.name!, {}, findWholeRun);
	await expect(findOrAdopt(world, one.metadata!.name!, {}, findWholeRun)).rejects.toThrow('is also the id of another run on this machine');
});

test('a run of this machine is not looked for in the cluster, unless a flag says so', async () => {
	const world = await temporaryWorld();
	closers.push(() => world[Symbol.asyncDispose]());
	const {runId} = await createFakeRun(world);
	const job = saved({runId});
	const {world: there, server} = await machineWith([job]);
	const here = {...world, env: {...world.env, KUBECONFIG: join(there.root, '.kube', 'config')}};
	expect(await refFor(here, runId)).toBe(runId);
	expect(server.requests).toEqual([]);
	expect(await refFor(here, runId, {context: 'lab'})).toBe(job.metadata?.name);
});

test('the list has what is in the cluster only, once, and says so', async () => {
	const [running, over] = [saved({runId: 'r-aaaaaa'}), saved({runId: 'r-bbbbbb', isOver: true})];
	const {world} = await machineWith([running, over]);
	const {runId} = await createFakeRun(world, {createdAt: 0});
	await findOrAdopt(world, 'r-bbbbbb', {}, findWholeRun);
	await runsCommand(world, {json: true, cluster: true});
	const rows = printed(world)
		.trimEnd()
		.split('\n')
		.map(line => JSON.parse(line));
	expect(rows.map(row => [row.runId, row.place, row.found])).toEqual([
		['r-bbbbbb', 'lab/experiments', undefined],
		['r-aaaaaa', 'lab/experiments', {by: 'cluster', ref: running.metadata?.name}],
		[runId, undefined, undefined],
	]);
	await runsCommand(world, {plain: true, namespace: 'experiments'});
	expect(printed(world)).toMatch(/^r-aaaaaa {2}My Digits_1 +experiment +kubernetes +created, only in lab\/experiments /m);
	await runsCommand(world, {plain: true});
	expect(printed(world)).not.toContain('r-aaaaaa');
});

test('a cluster that cannot be asked keeps nobody from the runs of this machine', async () => {
	const {world, server} = await machineWith([]);
	const {runId} = await createFakeRun(world);
	await server.close();
	await expect(runsCommand(world, {plain: true, cluster: true})).rejects.toThrow('The runs in the cluster are not listed: The cluster of the context "lab"');
	expect(printed(world)).toContain(runId);
});

test('what another machine started is removed when it is over, and nothing is left of it', async () => {
	const [running, over] = [saved({runId: 'r-aaaaaa'}), saved({runId: 'r-bbbbbb', isOver: true})];
	const {world, left} = await machineWith([running, over]);
	await expect(removeCommand(world, ['r-aaaaaa', 'r-bbbbbb'])).rejects.toThrow('r-aaaaaa is not over, so nothing was removed. Stop first');
	expect(left()).toEqual([running.metadata?.name, over.metadata?.name]);
	await removeCommand(world, ['r-bbbbbb']);
	expect(left()).toEqual([running.metadata?.name]);
	await expect(findRun(world, 'r-bbbbbb')).rejects.toThrow('There is no run r-bbbbbb');
});

test('one that is over needs no stop', async () => {
	const {world, left} = await machineWith([saved({isOver: true})]);
	expect(await stopCommand(world, 'r-abcdef')).toBe(0);
	expect(printed(world)).toBe('My Digits_1 r-abcdef is over already: succeeded.\n');
	expect(left().length).toBe(1);
});
