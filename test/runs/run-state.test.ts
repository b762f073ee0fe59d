import {expect, test} from 'vitest';
import type {RunEvent} from '../../source/engines/engine.ts';
import {initialRunState, isDone, reduceRun} from '../../source/runs/run-state.ts';

const record = {runId: 'r-7f3k2m', name: 'digits', kind: 'experiment', engine: 'host', createdAt: 1000, declarations: {lr: 0.1}} as const;
const initial = initialRunState(record);
const stream = {id: 'main', title: 'main', stage: 'run', attempt: 1} as const;
const stateAfter = (events: readonly RunEvent[]) => events.reduce(reduceRun, initial);

const wholeRun: readonly RunEvent[] = [
	{at: 1001, type: 'stage', stage: 'prepare', state: 'started'},
	{at: 1400, type: 'stage', stage: 'prepare', state: 'succeeded'},
	{at: 1401, type: 'handle', handle: {pid: 7}},
	{at: 1402, type: 'stage', stage: 'build', state: 'skipped', detail: 'nothing changed'},
	{at: 1500, type: 'stage', stage: 'run', state: 'started'},
	{at: 1501, type: 'status', status: 'running'},
	{at: 1502, type: 'stream-opened', stream, isFile: true},
	{at: 1503, type: 'notice', severity: 'warning', text: 'The image python:3.11 is not used here.'},
	{at: 2500, type: 'stream-state', streamId: 'main', state: 'ended', exitCode: 3},
	{at: 2501, type: 'stage', stage: 'run', state: 'failed'},
	{at: 2502, type: 'diagnosis', diagnosis: {code: 'x', title: 'out of memory', hint: 'Use less.'}},
	{at: 2503, type: 'status', status: 'failed', reason: 'exit', message: 'It ended with code 3.', exitCode: 3},
];

test('a run is folded from its events', () => {
	expect(stateAfter(wholeRun)).toEqual({
		...record,
		status: 'failed',
		reason: 'exit',
		message: 'It ended with code 3.',
		exitCode: 3,
		startedAt: 1501,
		endedAt: 2503,
		stages: [
			{stage: 'prepare', state: 'succeeded', startedAt: 1001, endedAt: 1400},
			{stage: 'build', state: 'skipped', startedAt: 1402, endedAt: 1402, detail: 'nothing changed'},
			{stage: 'run', state: 'failed', startedAt: 1500, endedAt: 2501},
		],
		streams: [{...stream, state: 'ended', exitCode: 3, gaps: []}],
		notices: [{at: 1503, severity: 'warning', text: 'The image python:3.11 is not used here.'}],
		happenings: [
			{at: 1001, text: 'prepare started'},
			{at: 1400, text: 'prepare succeeded'},
			{at: 1402, text: 'build skipped (nothing changed)'},
			{at: 1500, text: 'run started'},
			{at: 1501, text: 'status running'},
			{at: 1503, text: 'The image python:3.11 is not used here.'},
			{at: 2500, text: 'main ended, exit 3'},
			{at: 2501, text: 'run failed'},
			{at: 2502, text: 'cause: out of memory'},
			{at: 2503, text: 'status failed (exit): It ended with code 3.'},
		],
		diagnosis: {code: 'x', title: 'out of memory', hint: 'Use less.'},
	});
});

test('what a second driver says again changes nothing', () => {
	const begun = wholeRun.slice(0, 8);
	const again = begun.filter(({type}) => type === 'stream-opened' || type === 'notice').map(event => ({...event, at: 9000}));
	const state = stateAfter(begun);
	expect(again.reduce(reduceRun, state)).toBe(state);
	expect(reduceRun(state, {at: 9000, type: 'stage', stage: 'run', state: 'started'})).toBe(state);
});

test('a second driver that knows less of the end of a stage does not take from what is known', () => {
	const state = stateAfter([
		{at: 1, type: 'stage', stage: 'upload', state: 'started', detail: '12 B into p'},
		{at: 4, type: 'stage', stage: 'upload', state: 'succeeded', detail: '12 B in 0.3 s, verified'},
	]);
	expect(reduceRun(state, {at: 5, type: 'stage', stage: 'upload', state: 'succeeded'})).toBe(state);
});

test('a run that is over stays over, and nothing of it is left running', () => {
	const ended = stateAfter([...wholeRun.slice(0, 7), {at: 3000, type: 'status', status: 'stopped'}]);
	expect([ended.status, ended.endedAt, ended.stages.at(-1), ended.streams[0]?.state]).toEqual([
		'stopped',
		3000,
		{stage: 'run', state: 'failed', startedAt: 1500, endedAt: 3000},
		'ended',
	]);
	expect(reduceRun(ended, {at: 4000, type: 'status', status: 'running'})).toBe(ended);
	expect(['succeeded', 'failed', 'stopped', 'stopping', 'warning', 'unschedulable', 'unknown'].filter(status => isDone(status as 'failed'))).toEqual([
		'succeeded',
		'failed',
		'stopped',
	]);
});

test('a build step that is begun again after it ended is counted from then', () => {
	const state = stateAfter([
		{at: 1, type: 'stage', stage: 'build', state: 'started'},
		{at: 2, type: 'stage', stage: 'build', state: 'failed'},
		{at: 5, type: 'stage', stage: 'build', state: 'started'},
	]);
	expect(state.stages).toEqual([{stage: 'build', state: 'started', startedAt: 5}]);
});

test('gaps are kept with their stream, and those of unknown streams are dropped', () => {
	const state = stateAfter([
		{at: 1, type: 'stream-opened', stream},
		{at: 2, type: 'gap', streamId: 'main', detail: '12 lines are lost'},
	]);
	expect(state.streams[0]?.gaps).toEqual(['12 lines are lost']);
	expect(reduceRun(state, {at: 3, type: 'stream-state', streamId: 'other', state: 'quiet'})).toBe(state);
});

test('no text of a state can act on a terminal', () => {
	const evil = '\u001b]0;owned\u0007a\u001b[31mb\u009b2J\u202ec';
	const state = [
		{at: 1, type: 'status', status: 'running', reason: evil, message: evil},
		{at: 2, type: 'stage', stage: 'run', state: 'started', detail: evil},
		{at: 3, type: 'stream-opened', stream: {...stream, title: evil}},
		{at: 4, type: 'gap', streamId: 'main', detail: evil},
		{at: 5, type: 'notice', severity: 'info', text: evil},
		{at: 6, type: 'diagnosis', diagnosis: {code: 'x', title: evil, hint: evil, evidence: evil}},
	] satisfies RunEvent[];
	expect(JSON.stringify(state.reduce(reduceRun, initialRunState({...record, name: evil})))).not.toMatch(/\\u|[\u007f-\u009f\u202e]/);
});
