import {randomBytes} from 'node:crypto';
import {existsSync} from 'node:fs';
import {afterAll, beforeAll, expect, test} from 'vitest';
import type {RunEvent} from '../../source/engines/engine.ts';
import {type ClusterSandbox, createClusterSandbox, ownObjects, type Request} from './cluster-sandbox.ts';
import {busybox, kubectl, registry} from './kubectl.ts';

let sandbox: ClusterSandbox;
/** Its folder has no code, so that images are run as they are. */
let bare: ClusterSandbox;
beforeAll(async () => {
	[sandbox, bare] = await Promise.all([createClusterSandbox('stop'), createClusterSandbox('stop-bare')]);
	await sandbox.write({'data.bin': randomBytes(20_000_000)});
});
afterAll(async () => {
	await Promise.all([sandbox, bare].map(each => each?.[Symbol.asyncDispose]()));
});

type Look = ReturnType<ClusterSandbox['look']>;
const has = (stage: string, state: string, detail?: RegExp) => (event: RunEvent) =>
	event.type === 'stage' && event.stage === stage && event.state === state && (detail?.test(event.detail ?? '') ?? true);
const is = (status: string) => (event: RunEvent) => event.type === 'status' && event.status === status;
const saw =
	(wanted: (event: RunEvent) => boolean) =>
	({events}: Look) =>
		events.some(wanted);

const waits = 'trap "echo bye; exit 0" TERM; echo here; while :; do sleep 0.2; done';
const stages: ReadonlyArray<readonly [string, Request, (look: Look) => boolean]> = [
	['while the code is read', {image: busybox, steps: ['echo a'], command: waits}, saw(has('prepare', 'started'))],
	['while the code is sent', {image: busybox, steps: ['echo b'], command: waits}, saw(has('upload', 'started'))],
	['while a step runs', {image: busybox, steps: ['echo c; sleep 100'], command: waits}, saw(has('build', 'started', /^step 1 of 1/))],
	['while it waits for a node', {command: waits, environment: {node_selector: {none: 'such'}}, kubernetes: {stickyWait: 600}}, saw(is('unschedulable'))],
	['while its image is pulled', {image: `${registry}/none:1`, command: waits, kubernetes: {stickyWait: 600}}, saw(has('pull', 'started'))],
	['while a step runs in the pod', {steps: ['sleep 100'], command: waits, kubernetes: {builder: 'inline'}}, saw(has('build', 'started', /^step 1 of 1/))],
	['while the command runs', {command: waits}, ({log}) => log() === 'here\n'],
];

test('a run is stopped in every stage, no pod of it lives on, and removing it leaves nothing of it', async () => {
	const stopped = await Promise.all(
		stages.map(async ([what, request, isNow]) => {
			const own = request.steps ? sandbox : bare;
			const plan = await own.plan({...request, name: `stop-${stages.findIndex(([each]) => each === what)}`});
			const driving = own.drive(plan);
			await own.until(plan, what, isNow);
			const begun = Date.now();
			await own.stop(plan.runId);
			const took = Date.now() - begun;
			const {end, log} = await driving;
			return {plan, own, what, end, took, log: log()};
		}),
	);
	expect(stopped.map(({what, end}) => [what, end.status])).toEqual(stages.map(([what]) => [what, 'stopped']));
	expect(Math.max(...stopped.map(({took}) => took))).toBeLessThan(25_000);
	// Every stage that began has an end
	const open = stopped.map(({plan, own, what}) => {
		const told = own.look(plan).events.filter(event => event.type === 'stage');
		const last = new Map(told.map(({stage, state}) => [stage, state]));
		return [what, [...last].filter(([, state]) => state === 'started').map(([stage]) => stage)];
	});
	expect(open).toEqual(stages.map(([what]) => [what, []]));
	// The shell tells of its `sleep`, which was asked as well
	expect(stopped.at(-1)?.log?.replace('Terminated\n', '')).toBe('here\nbye\n');
	for (const {namespace} of [sandbox, bare]) {
		const pods = JSON.parse(await kubectl('get', 'pods', '-n', namespace, '-o', 'json')).items;
		expect(pods.filter(({status}: {readonly status: {readonly phase: string}}) => !/Succeeded|Failed/.test(status.phase))).toEqual([]);
	}
	await Promise.all(stopped.map(({plan, own}) => own.remove(plan.runId)));
	expect(stopped.filter(({plan}) => existsSync(plan.runFolder))).toEqual([]);
	expect([await ownObjects(sandbox.namespace), await ownObjects(bare.namespace)]).toEqual([[], []]);
});

test.concurrent('removing runs that have ended, with images, code in a pod and restarts, leaves nothing of any kind', async () => {
	await sandbox.write({'data.bin': 'small\n'});
	const runs = await Promise.all([
		sandbox.run({image: busybox, steps: ['echo kept'], command: 'cat data.bin', name: 'kept'}),
		sandbox.run({steps: ['echo inline'], command: 'cat data.bin', kubernetes: {builder: 'inline'}}),
		sandbox.run({command: 'exit 1', environment: {max_restarts: 1}, kubernetes: {builder: 'inline'}}),
	]);
	expect(runs.map(({end}) => end.status)).toEqual(['succeeded', 'succeeded', 'failed']);
	expect((await ownObjects(sandbox.namespace, 'jobs')).length).toBe(4);
	await Promise.all(runs.map(({plan}) => sandbox.remove(plan.runId)));
	const kinds = (await kubectl('api-resources', '--verbs=list', '--namespaced', '-o', 'name'))
		.trim()
		.split('\n')
		.filter(kind => !kind.startsWith('events'));
	expect(kinds.length).toBeGreaterThan(20);
	expect(await ownObjects(sandbox.namespace, kinds.join(','))).toEqual([]);
	const all = await kubectl('get', kinds.filter(kind => !/metrics/.test(kind)).join(','), '-n', sandbox.namespace, '-o', 'name');
	// What the namespace and the account of the test came with
	expect(all.split('\n').filter(name => name !== '' && !/kube-root-ca\.crt|serviceaccount\/(?:default|person)|\/person$/.test(name))).toEqual([]);
});

test.concurrent('a run that nobody drives is stopped by its plan alone', async () => {
	const plan = await bare.plan({command: waits});
	const controller = new AbortController();
	const driving = bare.drive(plan, controller.signal);
	await bare.until(plan, 'its first line', ({log}) => log() === 'here\n');
	controller.abort();
	await driving;
	expect(await bare.stop(plan.runId)).toBe('stopped');
	expect(bare.look(plan).end.status).toBe('stopped');
	await expect.poll(() => ownObjects(bare.namespace, 'pods'), {timeout: 20_000}).toEqual([]);
});
