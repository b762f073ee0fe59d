import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import type {RunEvent} from '../../../source/engines/engine.ts';
import {ApiError} from '../../../source/engines/kubernetes/client/api-error.ts';
import type {KubernetesClient, RequestOptions} from '../../../source/engines/kubernetes/client/client.ts';
import type {Drive} from '../../../source/engines/kubernetes/drive-context.ts';
import type {Made} from '../../../source/engines/kubernetes/handle.ts';
import {UploadError} from '../../../source/engines/kubernetes/send-context.ts';
import {type ContextWork, withContext} from '../../../source/engines/kubernetes/with-context.ts';
import {worldIn} from '../sandbox.ts';
import {codeFile, planOf} from './plan-of.ts';

/** What becomes of a DELETE of a Job: as ever, refused, or taken without the Job ever going. */
type Deleting = 'gone' | 'refused' | 'endless';

/** A cluster that has Jobs and ConfigMaps; in `done` is what was made and deleted, Jobs by their uid. */
function clusterOf(labels: object, deleting: Deleting) {
	const done: string[] = [];
	let job: (object & {readonly metadata: {readonly uid: string}}) | undefined;
	let hasMap = false;
	let made = 0;
	const refuse = (status: number): never => {
		throw new ApiError('answer', 'no', {status});
	};
	const request = async (method: string, path: string, {body = {}}: RequestOptions = {}): Promise<object> => {
		const isJob = path.includes('/jobs');
		const uid = job?.metadata.uid;
		if (method === 'PATCH') return {};
		if (method === 'POST' && isJob) {
			if (job) return refuse(409);
			job = {metadata: {name: 'j', uid: `u${++made}`, labels, creationTimestamp: '2026-11-26T15:00:00Z'} as never};
			done.push(`made ${job.metadata.uid}`);
			return job;
		}
		if (method === 'POST') {
			if (hasMap) return refuse(409);
			hasMap = true;
			done.push('made map');
			return {};
		}
		if (method === 'GET') return job ?? refuse(404);
		if (!isJob) {
			hasMap = false;
			done.push('deleted map');
			return {};
		}
		const wanted = Reflect.get(body, 'preconditions')?.uid;
		if (!job) return refuse(404);
		if (wanted !== undefined && wanted !== uid) return refuse(409);
		if (deleting === 'refused') return refuse(403);
		if (deleting === 'endless') return {};
		done.push(`deleted ${uid}`);
		job = undefined;
		return {};
	};
	return {client: {request} as unknown as KubernetesClient, done};
}

type Handle = {made?: Made; viaConfigMap?: Made};

/** A driver that may send nothing into pods, or whose following ends with `error`. Its handle is what is saved of it. */
async function driverOf(deleting: Deleting = 'gone', code: 'forbidden' | 'no-space' = 'forbidden', error?: ApiError) {
	const folder = await mkdtemp(join(tmpdir(), 'with-context-'));
	await writeFile(join(folder, 'train.py'), 'print(1)\n');
	// A Job that does not go is waited for a minute longer than the grace period: not at all
	const gracePeriod = deleting === 'endless' ? -60 : 5;
	const plan = {...planOf({image: {codeFiles: [codeFile('train.py')]}}), codeFolder: folder, runFolder: folder, gracePeriod};
	const cluster = clusterOf(plan.labels, deleting);
	const drive: Drive = {world: worldIn('/home/me', '/'), client: cluster.client, plan, signal: new AbortController().signal};
	const saved: Handle = {};
	const start = () => {
		const work: ContextWork<Made> = {
			...saved,
			job: () => ({metadata: {name: 'j'}}),
			switched(viaConfigMap) {
				Object.assign(saved, {made: undefined, viaConfigMap});
				return {at: 0, type: 'handle', handle: {}};
			},
			async *follow(made, pack) {
				yield {at: 0, type: 'notice', severity: 'info', text: 'followed'};
				saved.made = made;
				yield {at: 0, type: 'handle', handle: {}};
				if (pack) throw error ?? new UploadError({code, message: 'no', isPassing: false});
				return made;
			},
		};
		return withContext(drive, work);
	};
	return {start, done: cluster.done, saved, [Symbol.asyncDispose]: () => rm(folder, {recursive: true})};
}

/** Goes on to the end, or is killed before what comes after so many events. */
async function run(events: ReturnType<Awaited<ReturnType<typeof driverOf>>['start']>, most = Number.POSITIVE_INFINITY) {
	const told: RunEvent[] = [];
	for (let next = await events.next(); ; next = await events.next()) {
		if (next.done) return {told, result: next.value};
		told.push(next.value);
		if (told.length === most) {
			await events.return(undefined as never);
			return {told};
		}
	}
}

const words = (events: readonly RunEvent[]) => events.map(event => (event.type === 'notice' ? event.text : event.type));
const whole = ['followed', 'handle', 'handle', 'Nothing may be sent into pods here: the code goes by a ConfigMap.', 'stage', 'followed', 'handle'];

test('where nothing may be sent into pods, the handle says before the Job is deleted that another is made with a ConfigMap', async () => {
	await using driver = await driverOf();
	const events = driver.start();
	for (let count = 0; count < 3; count++) await events.next();
	expect([driver.saved.made, driver.saved.viaConfigMap?.uid, driver.done]).toEqual([undefined, 'u1', ['made u1']]);
	const {result} = await run(events);
	expect(result).toMatchObject({result: {uid: 'u2'}});
	expect(driver.done).toEqual(['made u1', 'deleted u1', 'made map', 'made u2']);
});

test('a driver that is killed anywhere on the way is followed by one that goes by the ConfigMap, and makes no second Job of a command that may have begun', async () => {
	for (let count = 3; count <= whole.length; count++) {
		await using driver = await driverOf();
		expect(words((await run(driver.start(), count)).told)).toEqual(whole.slice(0, count));
		const {result} = await run(driver.start());
		expect([count, result]).toEqual([count, {result: expect.objectContaining({uid: 'u2'})}]);
		expect([count, driver.done]).toEqual([count, ['made u1', 'deleted u1', 'made map', 'made u2']]);
	}
});

test('a Job that does not go is not followed by another with its name, and the run says why', async () => {
	await using driver = await driverOf('endless');
	const {result} = await run(driver.start());
	const message = 'Its pod has not ended 0 s after the Job j was deleted; its node may be gone.';
	expect([result, driver.done]).toEqual([{end: {status: 'failed', reason: 'upload-failed', message}}, ['made u1']]);
});

test('a Job whose pod cannot have its code is deleted, and where it may not be that is told', async () => {
	const end = {status: 'failed', reason: 'upload-failed', message: 'no'};
	await using deleted = await driverOf('gone', 'no-space');
	const gone = await run(deleted.start());
	expect([words(gone.told), gone.result, deleted.done]).toEqual([
		['followed', 'handle', 'The Job j is deleted, and its pod with it.'],
		{end},
		['made u1', 'deleted u1'],
	]);
	await using kept = await driverOf('refused', 'no-space');
	const there = await run(kept.start());
	const text = 'The Job j could not be deleted, and its pod is still there: no. Delete it: kubectl delete job j --context lab --namespace experiments.';
	expect([words(there.told), there.result]).toEqual([['followed', 'handle', text], {end}]);
});

test.each([
	new ApiError('unreachable', 'The connection was cut.'),
	new ApiError('timeout', 'It took too long.'),
	new ApiError('answer', 'Unauthorized', {status: 401}),
	new ApiError('login', 'The login program failed.'),
])('a Job that may be running is not deleted for %s', async error => {
	await using driver = await driverOf('gone', 'forbidden', error);
	const {result} = await run(driver.start());
	expect([result, driver.done]).toEqual([{end: {status: 'failed', reason: 'upload-failed', message: error.message}}, ['made u1']]);
});
