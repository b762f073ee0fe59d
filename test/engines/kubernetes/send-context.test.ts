import {expect, test} from 'vitest';
import type {RunEvent} from '../../../source/engines/engine.ts';
import {ApiError} from '../../../source/engines/kubernetes/client/api-error.ts';
import type {KubernetesClient} from '../../../source/engines/kubernetes/client/client.ts';
import {sendContext} from '../../../source/engines/kubernetes/send-context.ts';
import {worldIn} from '../sandbox.ts';
import {planOf} from './plan-of.ts';

const away = new ApiError('unreachable', 'The connection was cut.');
const login = new ApiError('answer', 'Unauthorized', {status: 401});
const forbidden = new ApiError('answer', 'pods "p" is forbidden: cannot get resource "pods/exec"', {status: 403});
const noContainer = new ApiError('answer', 'unable to upgrade connection: container not found ("upload")', {status: 500});
const upload = (state: object, phase = 'Pending') => ({status: {phase, initContainerStatuses: [{name: 'upload', state}]}});
const [waiting, released, failed] = [upload({running: {}}), upload({terminated: {exitCode: 0}}), upload({terminated: {exitCode: 66}}, 'Failed')];

/** Sends code whose commands in the pod end so one after the other, the last for good; so do the looks at the pod. `tick`: milliseconds that each takes. */
async function send(commands: ReadonlyArray<ApiError | 'done'>, looks: ReadonlyArray<ApiError | object>, tick = 0) {
	let now = 1_000_000;
	const next = <Item>(items: readonly Item[], count: number): Exclude<Item, ApiError> => {
		now += tick;
		const item = items[Math.min(count, items.length - 1)];
		if (item instanceof ApiError) throw item;
		return item as Exclude<Item, ApiError>;
	};
	const asked = {commands: 0, looks: 0};
	const client = {
		exec: async () => {
			next(commands, asked.commands++);
			return {exitCode: 0, stdout: '', stderr: ''};
		},
		request: async () => next(looks, asked.looks++),
	} as unknown as KubernetesClient;
	const drive = {world: {...worldIn('/home/me', '/'), now: () => now}, client, plan: planOf(), signal: new AbortController().signal};
	const packed = {file: import.meta.filename, bytes: 12, sha256: '', contextHash: ''};
	const told: RunEvent[] = [];
	const words = () => told.map(event => (event.type === 'notice' ? event.text : event.type === 'stage' ? `${event.state}: ${event.detail}` : event.type));
	try {
		for await (const event of sendContext(drive, 'p', async () => packed, 1)) told.push(event);
		return {told: words(), asked};
	} catch (error) {
		return {told: words(), asked, error: error instanceof Error ? `${error.name}: ${error.message}` : error};
	}
}

const started = 'started: 12 B into p';
const unreachable = 'The cluster cannot be reached: the code is sent when it can be again.';

test('a pod that went on while nobody saw it has got its code', async () => {
	expect(await send([noContainer], [released])).toEqual({told: [started, 'succeeded: 12 B, verified'], asked: {commands: 1, looks: 1}});
});

test('whether a pod has gone on is asked until the cluster answers', async () => {
	const {told, error} = await send(['done', 'done', away, noContainer], [away, login, released]);
	expect({told, error}).toEqual({told: [started, 'succeeded: 12 B, verified'], error: undefined});
});

test('a pod that ended without its code says itself why', async () => {
	expect(await send([noContainer], [failed])).toEqual({told: [started], asked: {commands: 1, looks: 1}});
	expect(await send([noContainer], [new ApiError('answer', 'pods "p" not found', {status: 404})])).toMatchObject({told: [started]});
	expect(await send([noContainer], [{status: {phase: 'Failed', reason: 'Evicted'}}])).toMatchObject({told: [started]});
});

test('an expired login is waited for, and said once', async () => {
	const {told, error} = await send([login, login, login, 'done'], [login, login, waiting]);
	expect({told, error}).toEqual({
		told: [started, 'The cluster does not take your login: the code is sent when you have logged in again.', 'succeeded: 12 B in 0.0 s, verified'],
		error: undefined,
	});
});

test('what forbids the upload ends it only when the pod is seen to wait', async () => {
	const why = `UploadError: The cluster does not let you run commands in pods, which sends the code (see kubectl auth can-i get pods/exec -n experiments): ${forbidden.message}`;
	expect(await send([forbidden], [away, login, waiting])).toEqual({told: [started, unreachable], asked: {commands: 3, looks: 3}, error: why});
	expect(await send([forbidden], [away, released])).toEqual({told: [started, unreachable, 'succeeded: 12 B, verified'], asked: {commands: 2, looks: 2}});
});

test('a cluster that answers and takes no code for ten minutes gets none; one that is away is waited for', async () => {
	const minute = 60_000;
	const silent = await send([login], [...Array<ApiError>(60).fill(login), released], minute);
	expect([silent.told.at(-1), silent.error]).toEqual(['succeeded: 12 B, verified', undefined]);
	const {error, asked} = await send([login], [...Array<ApiError>(30).fill(login), waiting], minute);
	// A command and a look each time: 30 without an answer, then one, and ten minutes
	expect([error, asked]).toEqual([
		'UploadError: The cluster does not take your login, and the code could not be sent: Unauthorized',
		{commands: 36, looks: 36},
	]);
});
