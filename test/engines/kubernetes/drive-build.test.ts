import {expect, test} from 'vitest';
import type {RunEvent} from '../../../source/engines/engine.ts';
import {outputSoFar} from '../../../source/engines/kubernetes/build-task.ts';
import {driveBuild} from '../../../source/engines/kubernetes/drive-build.ts';
import {inShort, worldIn} from '../sandbox.ts';
import {largeLog} from './large-log.ts';
import {planOf} from './plan-of.ts';
import {stuckCluster} from './stuck-cluster.ts';

const world = worldIn('/home/me', '/');
const plan = {...planOf({kubernetes: {registry: 'registry.example.com/team', stickyWait: 0}}), runFolder: '/nowhere'};
const {signal} = new AbortController();
const build = {name: 'j', uid: 'of-job', at: 0};

async function driveStuck(refusal?: number) {
	const {client, deleted} = stuckCluster('build', refusal);
	const phase = driveBuild({world, client, plan, signal}, {build});
	const told: RunEvent[] = [];
	for (let next = await phase.next(); ; next = await phase.next()) {
		if (next.done) return {deleted, notices: inShort(told).filter(line => line.startsWith('notice ')), result: next.value};
		told.push(next.value);
	}
}

const end = expect.objectContaining({status: 'failed', reason: 'build-failed'});

test('a builder that waits in vain is deleted, and no other Job of its name', async () => {
	expect(await driveStuck()).toEqual({
		deleted: ['j of-job'],
		notices: ['notice The Job j is deleted, and its pod with it.'],
		result: {handle: {build, ended: end}, end},
	});
});

test('a builder that waits in vain and may not be deleted is told', async () => {
	expect(await driveStuck(403)).toEqual({
		deleted: [],
		notices: [
			'notice The Job j could not be deleted, and its pod is still there: it may not be. Delete it: kubectl delete job j --context lab --namespace experiments.',
		],
		result: {handle: {build, ended: end}, end},
	});
});

test('who takes a build over knows its steps, however long its log is', async () => {
	const said = (text: string) => `time="2026-11-26T10:00:00Z" level=info msg="${text}"\n`;
	await using log = await largeLog('build', said('Retrieving image manifest python:3.12'), `${said('RUN pip install six')}hello\ntorn`);
	const output = await outputSoFar({world, plan: {...plan, runFolder: log.folder}});
	expect(output.steps().map(({text, state}) => `${text} ${state}`)).toEqual(['FROM python:3.12 done', 'RUN pip install six running']);
	expect(output.lastLines()).toEqual(['hello']);
});
