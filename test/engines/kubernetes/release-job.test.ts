import {expect, test} from 'vitest';
import type {RunEvent} from '../../../source/engines/engine.ts';
import {ApiError} from '../../../source/engines/kubernetes/client/api-error.ts';
import type {KubernetesClient} from '../../../source/engines/kubernetes/client/client.ts';
import {driveBuild} from '../../../source/engines/kubernetes/drive-build.ts';
import type {KubernetesPhase} from '../../../source/engines/kubernetes/drive-context.ts';
import {type KubernetesHandle, toKubernetesHandle} from '../../../source/engines/kubernetes/handle.ts';
import {releaseJob} from '../../../source/engines/kubernetes/release-job.ts';
import {worldIn} from '../sandbox.ts';
import {planOf} from './plan-of.ts';

/** A cluster that answers each request with the next of these statuses, and then with the last one. */
function driveOf(...statuses: readonly number[]) {
	const asked: string[] = [];
	const request = async (method: string, path: string) => {
		asked.push(`${method} ${path.slice(path.lastIndexOf('/') + 1)}`);
		throw new ApiError('answer', 'it may not be', {status: statuses[asked.length - 1] ?? statuses.at(-1) ?? 0, retryAfter: 1});
	};
	return {
		asked,
		drive: {world: worldIn('/home/me', '/'), client: {request} as unknown as KubernetesClient, plan: planOf(), signal: new AbortController().signal},
	};
}

async function run(phase: KubernetesPhase) {
	const told: RunEvent[] = [];
	for (let next = await phase.next(); ; next = await phase.next()) {
		if (next.done) return {told, result: next.value};
		told.push(next.value);
	}
}

const job = {name: 'j', uid: 'u', at: 1};
const end = {status: 'failed', reason: 'command-failed', exitCode: 3, at: 5} as const;

test('what came of a Job is saved before it is deleted, and who takes over there tells the same end', async () => {
	const {drive, asked} = driveOf(404);
	const phase = releaseJob(drive, {handle: {job, release: job}, end});
	const {value} = await phase.next();
	expect([value, asked]).toEqual([expect.objectContaining({type: 'handle', handle: {job, release: job, ended: end}}), []]);
	const saved = toKubernetesHandle(JSON.parse(JSON.stringify((value as {handle: KubernetesHandle}).handle)));
	const {told, result} = await run(driveBuild(drive, saved));
	expect([told.map(({type}) => type), result]).toEqual([['handle', 'notice'], {handle: {job, ended: end}, end}]);
	expect(asked).toEqual(['DELETE j']);
});

test('a Job that may not be deleted is told with the command that does it, and the run has its end', async () => {
	const {drive} = driveOf(403);
	const {told, result} = await run(releaseJob(drive, {handle: {job, release: job}, end}));
	expect(told.slice(1)).toEqual([
		{
			at: expect.any(Number),
			type: 'notice',
			severity: 'warning',
			text: 'The Job j could not be deleted, and its pod is still there: it may not be. Delete it: kubectl delete job j --context lab --namespace experiments.',
		},
	]);
	expect(result).toEqual({handle: {job, ended: end}, end});
});

test('a cluster that is away for a while is asked again, and what was deleted is told afterwards', async () => {
	const {drive, asked} = driveOf(503, 500, 404);
	const {told, result} = await run(releaseJob(drive, {handle: {job, release: job}, end}));
	expect(told.slice(1)).toEqual([{at: expect.any(Number), type: 'notice', severity: 'info', text: 'The Job j is deleted, and its pod with it.'}]);
	expect([asked, result]).toEqual([['DELETE j', 'DELETE j', 'DELETE j'], {handle: {job, ended: end}, end}]);
});

test('a run with nothing to release asks for nothing', async () => {
	const {drive, asked} = driveOf(404);
	expect([await run(releaseJob(drive, {handle: {job}, end})), asked]).toEqual([{told: [], result: {handle: {job}, end}}, []]);
});
