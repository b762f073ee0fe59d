import {expect, test} from 'vitest';
import {initialRunState, reduceRun} from '../../source/runs/run-state.ts';
import {elapsedOf, formatDuration, timelineOf} from '../../source/runs/timeline.ts';

test('durations are said in two figures at most', () => {
	const durations = [0, 449, 9999, 10_000, 38_400, 59_999, 60_000, 161_000, 3_599_999, 3_780_000, 90_000_000, -5];
	expect(durations.map(formatDuration)).toEqual(['0.0s', '0.4s', '9.9s', '10s', '38s', '59s', '1m 00s', '2m 41s', '59m 59s', '1h 03m', '1d 01h', '0.0s']);
});

test('the timeline gives each stage its time, the running one until now', () => {
	const initial = initialRunState({runId: 'r-7f3k2m', name: 'digits', kind: 'job', engine: 'host', createdAt: 0, declarations: {}});
	const state = [
		{at: 100, type: 'stage', stage: 'build', state: 'started'} as const,
		{at: 600, type: 'stage', stage: 'build', state: 'succeeded', detail: '2 steps'} as const,
		{at: 700, type: 'stage', stage: 'run', state: 'started'} as const,
	].reduce(reduceRun, initial);
	expect(timelineOf(state, 1700)).toEqual([
		{stage: 'build', label: 'build', state: 'succeeded', milliseconds: 500, detail: '2 steps'},
		{stage: 'run', label: 'run', state: 'started', milliseconds: 1000},
	]);
	expect(elapsedOf(state, 1700)).toBe(1700);
	expect(elapsedOf(reduceRun(state, {at: 900, type: 'status', status: 'succeeded'}), 1700)).toBe(900);
});
