import {expect, test} from 'vitest';
import type {RunEvent} from '../../../source/engines/engine.ts';
import {initialRunState, reduceRun} from '../../../source/runs/run-state.ts';
import {automaticFocus, panesOf, waitingText} from '../../../source/ui/run/run-panes.ts';
import {record} from './fake-run.tsx';

const stream = (id: string, stage: 'build' | 'run'): RunEvent => ({at: 0, type: 'stream-opened', stream: {id, title: id, stage, attempt: 1}});
const ended = (streamId: string): RunEvent => ({at: 0, type: 'stream-state', streamId, state: 'ended', exitCode: 0});
const after = (...events: readonly RunEvent[]) => events.reduce(reduceRun, initialRunState(record));
const looks = (...events: readonly RunEvent[]) => {
	const panes = panesOf(after(...events));
	return panes.map(({title, weight, id}) => `${id === automaticFocus(panes) ? '*' : ''}${title} ${weight}`);
};

test('panes come with their streams, and the focus goes where something happens', () => {
	const build = [stream('build', 'build')];
	const run = [...build, ended('build'), stream('run', 'run')];
	expect([looks(), looks(...build), looks(...run), looks(...run, ended('run'))]).toEqual([
		['*run 2', 'events 1'],
		['*build 3', 'run 2', 'events 1'],
		['build 2', '*run 3', 'events 1'],
		['build 2', '*run 3', 'events 1'],
	]);
});

test('a run that ended before its command started keeps no place for it', () => {
	expect(looks(stream('build', 'build'), ended('build'), {at: 1, type: 'status', status: 'failed'})).toEqual(['*build 2', 'events 1']);
});

test('what is waited for is named', () => {
	expect(waitingText(after())).toBe('waiting for the run to start');
	expect(waitingText(after({at: 0, type: 'stage', stage: 'build', state: 'started'}))).toBe('waiting for build: the command starts after it');
	expect(waitingText(after({at: 0, type: 'stage', stage: 'schedule', state: 'started', detail: 'of 1 node, 1 has not enough cpu free'}))).toBe(
		'waiting for schedule: of 1 node, 1 has not enough cpu free',
	);
});
