import type {V1Job, V1Pod} from '@kubernetes/client-node';
import {expect, test} from 'vitest';
import {runsOfJobs} from '../../../source/engines/kubernetes/found-runs.ts';
import {buildJob} from '../../../source/engines/kubernetes/manifests/build-job.ts';
import {runJob} from '../../../source/engines/kubernetes/manifests/run-job.ts';
import {defaultClusterSettings} from '../../../source/engines/kubernetes/settings/cluster-settings.ts';
import {planOf, startedAt} from './plan-of.ts';

const at = {context: 'lab', namespace: 'experiments', server: 'https://s', kubeconfig: ['/k'], settings: defaultClusterSettings, gracePeriod: 10};
const second = (count: number) => new Date(startedAt + 1000 * count).toISOString();

/** A Job as the server gives it. */
function saved(job: V1Job, uid: string, status: object = {}, metadata: object = {}): V1Job {
	const {metadata: own, ...rest} = JSON.parse(JSON.stringify(job));
	return {...rest, status, metadata: {...own, uid, creationTimestamp: second(1), ...metadata}};
}

function podOf(job: V1Job, container: string, state: object, phase: string): V1Pod {
	const pod = {
		metadata: {
			name: `${job.metadata?.name}-abcde`,
			uid: `pod of ${job.metadata?.uid}`,
			creationTimestamp: second(2),
			ownerReferences: [{uid: job.metadata?.uid}],
		},
		spec: {...job.spec?.template.spec, nodeName: 'node'},
		status: {phase, conditions: [{type: 'PodScheduled', status: 'True', lastTransitionTime: second(2)}], containerStatuses: [{name: container, state}]},
	};
	return pod as unknown as V1Pod;
}

const plan = planOf({kubernetes: {registry: 'r.io'}});
const building = saved(buildJob(plan, {reference: 'r.io/x:1'}), 'b', {active: 1});
const built = saved(buildJob(plan, {reference: 'r.io/x:1'}), 'b', {
	succeeded: 1,
	conditions: [{type: 'Complete', status: 'True', lastTransitionTime: second(9)}],
});
const started = saved(runJob(plan, {image: 'r.io/x@sha256:1'}), 'r', {active: 1});
const states = (jobs: readonly V1Job[], pods: readonly V1Pod[] = []) => runsOfJobs(jobs, pods, at, startedAt + 60_000).map(({state}) => state);

test('what builds and what runs are one run, whose whole story is told again', () => {
	const runs = runsOfJobs([started, built], [podOf(started, 'main', {running: {startedAt: second(10)}}, 'Running')], at, startedAt + 60_000);
	expect(runs.map(({runId, role, handle, state}) => ({runId, role, handle, state}))).toEqual([
		{
			runId: 'r-abcdef',
			role: 'run',
			handle: {
				build: {name: plan.buildJob, uid: 'b', at: startedAt + 1000},
				identity: {reference: 'r.io/x:1', contextHash: ''},
				job: {name: plan.job, uid: 'r', at: startedAt + 1000},
			},
			state: {status: 'running', startedAt: startedAt + 10_000},
		},
	]);
	expect(runsOfJobs([started], [], at, startedAt)[0]?.handle).toEqual({image: 'r.io/x@sha256:1', job: {name: plan.job, uid: 'r', at: startedAt + 1000}});
});

test('runs of one id on two machines are two runs', () => {
	const other = planOf({request: {runFolder: '/home/other/runs/r-abcdef'}});
	const runs = runsOfJobs([started, saved(runJob(other, {image: 'i'}), 'o')], [], at, startedAt);
	expect(runs.map(({runId, job}) => [runId, job])).toEqual([
		['r-abcdef', plan.job],
		['r-abcdef', other.job],
	]);
	expect(new Set(runs.map(({folderHash}) => folderHash)).size).toBe(2);
});

test('a Job that builds for another run does not become a part of the run whose name it has', () => {
	const other = planOf({request: {runId: 'r-000000'}, kubernetes: {registry: 'r.io'}});
	const foreign = saved(buildJob({...other, buildJob: plan.buildJob!}, {reference: 'r.io/y:1'}), 'f');
	const runs = runsOfJobs([started, foreign], [], at, startedAt);
	expect(runs.map(({runId, role, handle}) => [runId, role, handle.job?.uid, handle.build?.uid])).toEqual([
		['r-abcdef', 'run', 'r', undefined],
		['r-000000', 'build', undefined, 'f'],
	]);
});

test('how a run stands is told by its Jobs and pods', () => {
	const ended = podOf(started, 'main', {terminated: {exitCode: 3, reason: 'Error', startedAt: second(10), finishedAt: second(20)}}, 'Failed');
	expect(states([building])).toEqual([{status: 'building'}]);
	expect(states([built])).toEqual([{status: 'created', reason: 'not-started', message: 'Its image is built, and its command was not started yet.'}]);
	expect(states([started], [ended])).toEqual([
		expect.objectContaining({status: 'failed', exitCode: 3, startedAt: startedAt + 10_000, endedAt: startedAt + 20_000}),
	]);
	expect(states([saved(runJob(plan, {image: 'i'}), 'r', {}, {deletionTimestamp: second(5)})])).toEqual([{status: 'stopping'}]);
	const failed = podOf(building, 'build', {terminated: {exitCode: 1, reason: 'Error', startedAt: second(3), finishedAt: second(4)}}, 'Failed');
	expect(states([building], [failed])).toEqual([expect.objectContaining({status: 'failed', reason: 'build-failed', exitCode: 1})]);
});

test('a run of kind build is over when its image is built', () => {
	const ofBuild = planOf({kubernetes: {registry: 'r.io'}, specification: {kind: 'build', command: undefined}});
	const job = saved(buildJob(ofBuild, {reference: 'r.io/x:1'}), 'b', {
		succeeded: 1,
		conditions: [{type: 'Complete', status: 'True', lastTransitionTime: second(9)}],
	});
	expect(states([job])).toEqual([{status: 'succeeded', endedAt: startedAt + 9000}]);
});

test('Jobs of others are passed over', () => {
	expect(states([{metadata: {name: 'x', uid: 'x'}}])).toEqual([]);
});
