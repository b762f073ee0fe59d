import {memoryUsage} from 'node:process';
import {expect, test} from 'vitest';
import type {RunEvent} from '../../../source/engines/engine.ts';
import {driveRun} from '../../../source/engines/kubernetes/drive-run.ts';
import {inShort, worldIn} from '../sandbox.ts';
import {largeLog} from './large-log.ts';
import {planOf} from './plan-of.ts';
import {stuckCluster} from './stuck-cluster.ts';

const job = {name: 'j', uid: 'of-job', at: 0};
const handle = {image: 'nope:1', job};
const world = worldIn('/home/me', '/');
const plan = {...planOf({image: {base: 'nope:1', steps: [], codeFiles: []}, kubernetes: {stickyWait: 0}}), runFolder: '/nowhere'};
const {signal} = new AbortController();

async function driveStuck(refusal?: number) {
	const {client, deleted} = stuckCluster('main', refusal);
	const phase = driveRun({world, client, plan, signal}, handle);
	const told: RunEvent[] = [];
	for (let next = await phase.next(); ; next = await phase.next()) {
		if (next.done) return {deleted, notices: inShort(told).filter(line => line.startsWith('notice ')), result: next.value};
		told.push(next.value);
	}
}

const end = expect.objectContaining({status: 'failed', reason: 'image-not-found'});

test('a Job that waits in vain is deleted, and no other of its name', async () => {
	expect(await driveStuck()).toEqual({
		deleted: ['j of-job'],
		notices: ['notice The Job j is deleted, and its pod with it.'],
		result: {handle: {...handle, ended: end}, end},
	});
});

test('a Job that waits in vain and may not be deleted is told, since its command may begin yet', async () => {
	expect(await driveStuck(403)).toEqual({
		deleted: [],
		notices: [
			'notice The Job j could not be deleted, and its pod is still there: it may not be. Delete it: kubectl delete job j --context lab --namespace experiments.',
		],
		result: {handle: {...handle, ended: end}, end},
	});
});

test('who takes a run without steps over does not hold what it has printed', async () => {
	await using log = await largeLog('run', 'one\n');
	const before = memoryUsage().arrayBuffers;
	const phase = driveRun({world, client: stuckCluster('main').client, plan: {...plan, runFolder: log.folder}, signal}, handle);
	expect((await phase.next()).value).toMatchObject({type: 'handle', handle});
	expect(memoryUsage().arrayBuffers - before).toBeLessThan(50e6);
	await phase.return(undefined as never);
});
