import {expect, test} from 'vitest';
import type {RunEvent} from '../../../../source/engines/engine.ts';
import {buildDetail} from '../../../../source/engines/kubernetes/status/build-detail.ts';
import {newsOf} from '../../../../source/engines/kubernetes/status/news.ts';
import type {Observed} from '../../../../source/engines/kubernetes/status/observed.ts';
import {type Progress, progressOf} from '../../../../source/engines/kubernetes/status/progress.ts';
import {initialRunState, reduceRun} from '../../../../source/runs/run-state.ts';
import {now, readFixture, readSequence} from './fixture.ts';

const sequences = ['whole-run', 'restarted', 'recovered-pull'];
const look = (observed: Observed) => progressOf(observed, 'main', now);

/** What a driver tells that looks at each of these. */
function tell(frames: readonly Observed[]): readonly RunEvent[] {
	const told: RunEvent[] = [];
	let before: Progress | undefined;
	for (const frame of frames) {
		const progress = look(frame);
		told.push(...newsOf(before, progress));
		before = progress;
	}
	return told;
}

const stateOf = (events: readonly RunEvent[]) =>
	events.reduce(reduceRun, initialRunState({runId: 'r-7f3k2m', name: 'x', kind: 'experiment', engine: 'host', createdAt: 0, declarations: {}}));

const line = (event: RunEvent) => {
	const {at, type, ...rest} = event;
	return `${new Date(at).toISOString().slice(14, 19)} ${type} ${Object.values(rest).join(' ')}`;
};

test('a run is told from its Job to the end of its command, with the times of the cluster', () => {
	expect(tell(readSequence('whole-run')).map(line)).toEqual([
		'42:37 status created',
		'42:37 stage schedule started',
		'42:37 stage schedule succeeded node node',
		'42:37 status scheduled',
		'42:37 stage pull started 10.244.0.1:5056/busybox:1',
		'42:37 stage pull skipped 10.244.0.1:5056/busybox:1 is on the node',
		'42:37 status starting',
		'42:37 stage init started prepare',
		'42:39 stage init succeeded prepare',
		'42:39 stage pull started',
		'42:40 stage pull succeeded 10.244.0.1:5056/busybox:1, 1.1 MB',
		'42:40 status running',
		'42:40 stage run started',
		'42:42 stage run succeeded',
	]);
});

test('an attempt that failed and the next one are told one after the other', () => {
	expect(tell(readSequence('restarted')).map(line)).toEqual([
		'42:37 status created',
		'42:37 stage schedule started',
		'42:37 stage schedule succeeded node node',
		'42:37 status scheduled',
		'42:37 stage pull started 10.244.0.1:5056/busybox:1',
		'42:37 stage pull skipped 10.244.0.1:5056/busybox:1 is on the node',
		'42:37 status running',
		'42:37 stage run started',
		'42:38 stage run failed exit code 3',
		'42:38 status warning Restarting Attempt 1 failed with exit code 3; the cluster starts the run again soon.',
		'42:48 notice warning Attempt 1 failed with exit code 3; the cluster starts the run again (restart 1 of at most 1).',
		'42:48 stage schedule started',
		'42:48 stage schedule succeeded node node',
		'42:48 status scheduled',
		'42:48 stage pull started 10.244.0.1:5056/busybox:1',
		'42:48 stage pull skipped 10.244.0.1:5056/busybox:1 is on the node',
		'42:48 status running',
		'42:48 stage run started',
		'42:49 stage run failed exit code 3',
	]);
});

test('a pull that fails for a while is a warning, and goes on when the image is there', () => {
	const statuses = tell(readSequence('recovered-pull')).filter(({type}) => type === 'status');
	expect(statuses.map(event => (event.type === 'status' ? [event.status, event.reason] : []))).toEqual([
		['created', undefined],
		['scheduled', undefined],
		['warning', 'ImagePullBackOff'],
		['running', undefined],
	]);
});

test.each(sequences)('a driver that takes over %s at any moment leads to the same stages', name => {
	const frames = readSequence(name);
	const whole = stateOf(tell(frames));
	for (const index of frames.keys()) {
		const taken = stateOf([...tell(frames.slice(0, index + 1)), ...tell(frames.slice(index))]);
		const stages = ({stages}: typeof whole) => stages.map(({stage, state, endedAt}) => [stage, state, endedAt]);
		expect([index, stages(taken), taken.startedAt]).toEqual([index, stages(whole), whole.startedAt]);
	}
});

test.each(sequences)('what is over in %s is told from nothing in the same words', name => {
	const frames = readSequence(name);
	const steps = tell(frames).map(line);
	const lasting = tell(frames.slice(-1)).filter(event => !(event.type === 'stage' && event.state === 'started'));
	expect(lasting.map(line).filter(each => !steps.includes(each))).toEqual([]);
});

test('nothing is told twice', () => {
	for (const frame of sequences.flatMap(readSequence)) expect(newsOf(look(frame), look(frame))).toEqual([]);
});

test('numbers that change in a message are no news, a status that comes back is', () => {
	const {observed} = readFixture('unschedulable-cpu');
	const before = look(observed);
	const message = '0/2 nodes are available: 2 Insufficient cpu. preemption: 0/2 nodes are available.';
	const change = (to: object) => look(JSON.parse(JSON.stringify(observed), (_, value) => (value?.type === 'PodScheduled' ? {...value, ...to} : value)));
	expect(newsOf(before, change({message})).map(({type}) => type)).toEqual(['stage']);
	const free = change({reason: 'SchedulerError'});
	expect(newsOf(before, free).map(line)).toContain('24:49 status created');
	expect(newsOf(free, before).map(line)).toContain('24:49 status unschedulable Unschedulable of 1 node, 1 has not enough cpu free');
});

test('the Job of a build says what it does until its builder runs', () => {
	const say = (name: string) => buildDetail(look(readFixture(name).observed));
	expect([
		say('suspended'),
		say('init-running'),
		say('image-not-found-init'),
		say('image-not-found'),
		say('secret-missing'),
		say('running'),
		say('exit-1'),
	]).toEqual([
		'waiting for a node: the Job is suspended',
		'waiting for the code',
		'fetching the helper: 10.244.0.1:5056/no-such:1: it cannot be pulled',
		'fetching the builder: 10.244.0.1:5056/no-such:1: it cannot be pulled',
		'starting',
		undefined,
		undefined,
	]);
});
