import type {V1Job, V1Pod} from '@kubernetes/client-node';
import {describe, expect, test} from 'vitest';
import {endOf} from '../../../../source/engines/kubernetes/status/end.ts';
import {holdersOf} from '../../../../source/engines/kubernetes/status/holders.ts';
import {attemptsOf, type Observed, rememberPods} from '../../../../source/engines/kubernetes/status/observed.ts';
import {now, readFixture, readSequence} from './fixture.ts';

const copy = <Value>(value: Value): Value => structuredClone(value);
const observe = (name: string) => readFixture(name).observed;

function change(observed: Observed, {job, pod}: {readonly job?: (job: V1Job) => void; readonly pod?: (pod: V1Pod) => void}): Observed {
	const changed = copy(observed);
	if (changed.job) job?.(changed.job);
	changed.pods.forEach(each => {
		pod?.(each);
	});
	return changed;
}

test('a run that the cluster starts anew has not ended, and the last attempt is its end', () => {
	const ends = readSequence('restarted').map(frame => endOf(frame, 'main', now));
	expect(ends.filter(end => end !== undefined).map(({exitCode, at}) => ({exitCode, at}))).toEqual(
		Array.from({length: 3}, () => ({exitCode: 3, at: Date.parse('2026-11-26T14:42:49Z')})),
	);
	expect(ends.slice(-3)).not.toContain(undefined);
});

test('a failed pod that a helper keeps alive is waited for a minute, when the cluster could start it anew', () => {
	const held = change(observe('sidecar-blocks-end'), {
		job: job => {
			job.spec!.backoffLimit = 2;
		},
	});
	const at = endOf(observe('sidecar-blocks-end'), 'main', now)!.at!;
	expect([endOf(held, 'main', at + 60_000), endOf(held, 'main', at + 60_001)?.exitCode]).toEqual([undefined, 3]);
});

test('what a rule of the Job ignores is no end', () => {
	const ignored = change(observe('evicted-node-pressure'), {
		job: job => {
			job.status = {active: 0};
			job.spec!.podFailurePolicy = {rules: [{action: 'Ignore', onPodConditions: [{type: 'DisruptionTarget', status: 'True'}]}]};
		},
	});
	expect(endOf(ignored, 'main', now)).toBeUndefined();
	expect(endOf(change(ignored, {job: job => delete job.spec!.podFailurePolicy}), 'main', now)?.reason).toBe('evicted');
});

test('a run whose Job was deleted ends when its pod is gone', () => {
	const deleted = observe('job-gone');
	const end = {status: 'failed', reason: 'deleted', message: 'The Job was deleted from the cluster, and its pod with it.', isOutOfMemory: false};
	expect([endOf(deleted, 'main', now), endOf(rememberPods(deleted, {pods: [], events: [], isJobGone: true}), 'main', now)]).toEqual([undefined, end]);
});

test('how a pod ended is known when it is gone, and not doubled when it is back', () => {
	const seen = observe('exit-2');
	const gone = rememberPods(seen, {job: seen.job, pods: [], events: []});
	expect([gone.gone?.length, endOf(gone, 'main', now)?.exitCode]).toEqual([1, 2]);
	const back = rememberPods(gone, seen);
	expect([back.gone, attemptsOf(back).length]).toEqual([undefined, 1]);
});

test('a Job that is over without a pod that was ever seen says what is known', () => {
	const unseen = (name: string) => endOf({...observe(name), pods: [], gone: [], events: []}, 'main', now);
	expect([unseen('pod-gone'), unseen('succeeded'), unseen('deadline-job')]).toEqual([
		{
			status: 'failed',
			at: expect.any(Number),
			reason: 'pod-gone',
			message: 'The pod of the run was deleted: how the command ended is not known.',
			isOutOfMemory: false,
		},
		{status: 'succeeded', exitCode: 0, at: expect.any(Number), isOutOfMemory: false},
		{status: 'failed', at: expect.any(Number), reason: 'deadline', message: 'The run took longer than the limit of 3 s and was stopped.', isOutOfMemory: false},
	]);
});

test('a Job that is gone starts nothing anew, also when it is remembered', () => {
	const failed = readSequence('restarted').find(({pods}) => pods[0]?.status?.phase === 'Failed')!;
	expect([endOf(failed, 'main', now), endOf({...failed, isJobGone: true}, 'main', now)?.exitCode]).toEqual([undefined, 3]);
});

test('a command that ended by itself before its pod was deleted keeps its own end', () => {
	const late = change(observe('exit-1'), {
		pod: ({metadata}) => {
			Object.assign(metadata!, {deletionTimestamp: '2026-11-26T15:00:00Z', deletionGracePeriodSeconds: 30});
		},
	});
	expect([endOf(late, 'main', now)?.reason, endOf(observe('pod-gone'), 'main', now)?.reason]).toEqual(['command-failed', 'pod-gone']);
});

test('a pod that was deleted, and whose node then wrote another time over that of the request, is told by the event that its container was stopped', () => {
	const failed = observe('exit-1');
	const [pod] = failed.pods;
	const {finishedAt} = pod!.status!.containerStatuses![0]!.state!.terminated!;
	const ended = Date.parse(String(finishedAt));
	const deleted = change(failed, {
		pod: ({metadata}) => {
			Object.assign(metadata!, {deletionTimestamp: new Date(ended + 1000).toISOString(), deletionGracePeriodSeconds: 0});
		},
	});
	const stopped = (at: number) => ({
		...deleted,
		events: [{metadata: {}, reason: 'Killing', involvedObject: {uid: pod!.metadata!.uid}, lastTimestamp: new Date(at).toISOString() as never}],
	});
	expect([deleted, stopped(ended - 2000), stopped(ended + 1000)].map(each => endOf(each, 'main', now)?.reason)).toEqual([
		'command-failed',
		'pod-gone',
		'command-failed',
	]);
});

test('a run whose node was lost is called so also when its pod ends because the node came back', () => {
	const {gone, ...rest} = observe('node-lost');
	const ended = change(
		{...rest, pods: gone!},
		{
			pod: ({status}) => {
				Object.assign(status!, {phase: 'Failed'});
				for (const each of status!.containerStatuses ?? []) each.state = {terminated: {exitCode: 143, finishedAt: '2026-11-26T15:01:10Z' as never}};
			},
		},
	);
	const unseen = {...ended, events: ended.events.filter(({reason}) => reason !== 'NodeNotReady')};
	expect([endOf(ended, 'main', now)?.reason, endOf(unseen, 'main', now)?.reason]).toEqual(['node-lost', 'drained']);
});

test('attempts are numbered also when the first was never seen', () => {
	const {pods, ...rest} = observe('restart-going-on');
	const newest = attemptsOf({...rest, pods}).at(-1)!.pod;
	expect(attemptsOf({...rest, pods: [newest]}).map(({number}) => number)).toEqual([2]);
});

test('a pod that was evicted and that nobody saw end is told by the rule of its Job, and one that a taint drove away by its event', () => {
	const seen = observe('running');
	const {pods, ...rest} = change(seen, {
		job: job => {
			const message = 'Pod ns/plx-x has condition DisruptionTarget matching FailJob rule at index 1';
			job.status = {failed: 1, conditions: [{type: 'Failed', status: 'True', reason: 'PodFailurePolicy', message}]};
		},
	});
	const gone = {...rest, pods: [], gone: pods};
	expect([endOf(gone, 'main', now)?.reason, endOf({...gone, gone: []}, 'main', now)?.reason]).toEqual(['drained', 'drained']);
	const failed = change({...gone}, {job: job => Object.assign(job.status!.conditions![0]!, {reason: 'BackoffLimitExceeded', message: 'no more'})});
	const event = (message: string) => ({metadata: {}, reason: 'TaintManagerEviction', message, involvedObject: {uid: pods[0]!.metadata!.uid}});
	const [marking, cancelling] = ['Marking for deletion Pod ns/plx-x', 'Cancelling deletion of Pod ns/plx-x'].map(event);
	const reasons = [[], [marking!], [marking!, cancelling!]].map(events => endOf({...failed, events}, 'main', now)?.reason);
	expect(reasons).toEqual(['pod-gone', 'drained', 'pod-gone']);
});

test('a pod that was deleted to be started anew is waited for, however long a helper lives on', () => {
	const held = change(observe('sidecar-blocks-end'), {
		job: job => {
			job.spec!.backoffLimit = 2;
		},
	});
	const deleted = change(held, {
		pod: ({metadata}) => {
			Object.assign(metadata!, {deletionTimestamp: '2026-11-26T15:00:00Z', deletionGracePeriodSeconds: 30});
		},
	});
	expect([endOf(held, 'main', now)?.exitCode, endOf(deleted, 'main', now)]).toEqual([3, undefined]);
});

test('what keeps a pod alive is told of the newest pod whose command has ended', () => {
	const held = observe('sidecar-blocks-end');
	const running = change(held, {
		pod: ({status}) => {
			for (const each of status!.containerStatuses ?? []) if (each.name === 'main') each.state = {running: {}};
		},
	});
	const gone = rememberPods(held, {...held, pods: []});
	expect([held, running, gone, observe('exit-1')].map(each => holdersOf(each, 'main'))).toEqual([['istio-proxy'], [], [], []]);
});

describe('numbers of attempts', () => {
	const pod = (uid: string, at: string, phase = 'Failed'): V1Pod => ({
		metadata: {uid, name: `plx-${uid}`, creationTimestamp: `2026-11-26T10:00:${at}Z` as never},
		status: {phase},
	});
	const jobOf = (status: object): V1Job => ({status});
	const numbers = (observed: Partial<Observed>) => attemptsOf({pods: [], events: [], ...observed}).map(each => [each.pod.metadata!.uid, each.number]);

	test('follow the creation of the pods and then their names', () => {
		const pods = [pod('c', '20', 'Running'), pod('b', '10'), pod('a', '10')];
		const expected = [
			['a', 1],
			['b', 2],
			['c', 3],
		];
		expect([numbers({pods, job: jobOf({failed: 2, active: 1})}), numbers({pods: pods.toReversed()})]).toEqual([expected, expected]);
	});

	test('do not change where the Job is counted later or earlier than its pods', () => {
		const running = pod('a', '10', 'Running');
		const counts = [{}, {active: 1}, {active: 1, ready: 1}].map(jobOf);
		expect(counts.map(job => numbers({pods: [running], job}))).toEqual(counts.map(() => [['a', 1]]));
		const both = [pod('a', '10'), pod('b', '30', 'Running')];
		const lagging = [{active: 1}, {failed: 1}, {failed: 1, active: 1}].map(jobOf);
		expect(lagging.map(job => numbers({pods: both, job}))).toEqual(
			lagging.map(() => [
				['a', 1],
				['b', 2],
			]),
		);
	});

	test('count pods that were seen and are gone, whether the Job counts them or not', () => {
		const [evicted, next] = [pod('z', '10'), pod('a', '10', 'Running')];
		const order = ['z', 'a'];
		const seen = [{pods: [next]}, {pods: [next], gone: [evicted]}, {pods: [next], job: jobOf({failed: 1})}].map(each => numbers({...each, order}));
		expect(seen).toEqual([
			[['a', 2]],
			[
				['z', 1],
				['a', 2],
			],
			[['a', 2]],
		]);
	});
});
