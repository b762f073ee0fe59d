import type {V1Job, V1Pod} from '@kubernetes/client-node';
import {expect, test} from 'vitest';
import {endOf} from '../../../../source/engines/kubernetes/status/end.ts';
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

test('attempts are numbered also when the first was never seen', () => {
	const {pods, ...rest} = observe('restart-going-on');
	const newest = attemptsOf({...rest, pods}).at(-1)!.pod;
	expect(attemptsOf({...rest, pods: [newest]}).map(({number}) => number)).toEqual([2]);
});
