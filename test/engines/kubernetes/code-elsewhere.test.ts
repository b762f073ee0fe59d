import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import type {RunEvent} from '../../../source/engines/engine.ts';
import {ApiError} from '../../../source/engines/kubernetes/client/api-error.ts';
import type {KubernetesClient} from '../../../source/engines/kubernetes/client/client.ts';
import {findJob, tellCodeElsewhere} from '../../../source/engines/kubernetes/code-elsewhere.ts';
import type {Drive} from '../../../source/engines/kubernetes/drive-context.ts';
import {withContext} from '../../../source/engines/kubernetes/with-context.ts';
import {worldIn} from '../sandbox.ts';
import {planOf} from './plan-of.ts';

/** Answers every request so; what is asked is kept. */
function driveOf(answer: object | ApiError) {
	const asked: string[] = [];
	const request = async (method: string, path: string) => {
		asked.push(`${method} ${path}`);
		if (answer instanceof ApiError) throw answer;
		return answer;
	};
	const drive: Drive = {
		world: worldIn('/home/me', '/'),
		client: {request} as unknown as KubernetesClient,
		plan: {...planOf(), adopted: {}},
		signal: new AbortController().signal,
	};
	return {asked, drive};
}

async function eventsOf(events: AsyncIterable<RunEvent>): Promise<readonly RunEvent[]> {
	const all: RunEvent[] = [];
	for await (const event of events) all.push(event);
	return all;
}

const podWith = (state: object) => ({status: {initContainerStatuses: [{name: 'upload', state}]}});

test('of a pod that waits for its code it is said where that is, and what to do', async () => {
	const {drive} = driveOf(podWith({running: {}}));
	const [event, ...more] = await eventsOf(tellCodeElsewhere(drive, 'plx-x-abcde', 1));
	expect(more).toEqual([]);
	expect(event).toMatchObject({
		type: 'notice',
		severity: 'warning',
		text: expect.stringMatching(/waits for the code, which is in \/project .* attach r-abcdef/),
	});
});

test('of a pod that has got its code meanwhile nothing is said', async () => {
	expect(await eventsOf(tellCodeElsewhere(driveOf(podWith({terminated: {exitCode: 0}})).drive, 'p', 1))).toEqual([]);
	expect(await eventsOf(tellCodeElsewhere(driveOf(new ApiError('answer', 'no', {status: 404})).drive, 'p', 1))).toEqual([]);
});

test('the Job that the other machine has made is found, and that of somebody else is not', async () => {
	const {drive, asked} = driveOf({metadata: {uid: 'u', labels: planOf().labels, creationTimestamp: '2026-11-26T15:00:00Z'}});
	expect(await findJob(drive, 1)).toEqual({name: drive.plan.job, uid: 'u', at: Date.parse('2026-11-26T15:00:00Z')});
	expect(asked).toEqual([`GET /apis/batch/v1/namespaces/experiments/jobs/${drive.plan.job}`]);
	expect(await findJob(driveOf({metadata: {uid: 'u', labels: {}}}).drive, 1)).toBe(undefined);
	expect(await findJob(driveOf(new ApiError('answer', 'no', {status: 404})).drive, 1)).toBe(undefined);
});

test('code that is on another machine is neither packed nor sent, and no Job that waits for it is made', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'elsewhere-'));
	const {drive, asked} = driveOf({});
	const followed: unknown[] = [];
	const work = {
		contextHash: 'other',
		switched: (): RunEvent => ({at: 0, type: 'handle', handle: {}}),
		job: () => ({}),
		// biome-ignore lint/correctness/useYield: nothing is to be told
		async *follow(made: unknown, packed: unknown): AsyncGenerator<RunEvent, string> {
			followed.push([made, packed]);
			return 'followed';
		},
	};
	const made = {name: 'j', uid: 'u', at: 1};
	const here = {...drive, plan: {...drive.plan, codeFolder: folder, runFolder: folder}};
	expect(await withContext(here, {...work, made}).next()).toEqual({done: true, value: {result: 'followed'}});
	expect(followed).toEqual([[made, undefined]]);
	expect((await withContext(here, work).next()).value).toEqual({
		end: {status: 'failed', reason: 'cannot-go-on', message: expect.stringMatching(/its code was never sent\. Go on where the run was started/)},
	});
	expect(asked).toEqual([]);
	await rm(folder, {recursive: true});
});
