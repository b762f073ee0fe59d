import {memoryUsage} from 'node:process';
import {expect, test} from 'vitest';
import type {RunEvent} from '../../../source/engines/engine.ts';
import {createInlineSteps, inlineStepsSoFar} from '../../../source/engines/kubernetes/inline-steps.ts';
import {bareImage} from '../../../source/image/plan.ts';
import {largeLog} from './large-log.ts';

const plan = {runId: 'r-abcdef', image: {...bareImage('python:3'), steps: ['pip install x', 'echo two\nmore']}} as const;
const mark = (words: string) => `polyaxon-tui r-abcdef: ${words}\n`;
const started: RunEvent = {at: 1000, type: 'stage', stage: 'run', state: 'started'};
const running: RunEvent = {at: 1000, type: 'status', status: 'running'};
const ended: RunEvent = {at: 9000, type: 'stage', stage: 'run', state: 'failed', detail: 'exit code 1'};

test('the steps at the start of a pod are a stage of their own, and the command begins after them', () => {
	const inline = createInlineSteps(plan);
	expect(inline.told(running)).toEqual([{at: 1000, type: 'status', status: 'building'}]);
	expect(inline.told(started)).toEqual([]);
	// A mark that comes in two parts, behind what a step has left without a newline
	expect(inline.hear(Buffer.from(mark('step 1 of 2')), [2000])).toEqual([
		{at: 2000, type: 'stage', stage: 'build', state: 'started', detail: 'step 1 of 2: pip install x'},
	]);
	expect(inline.hear(Buffer.from('no newline polyaxon-tui r-abc'), [])).toEqual([]);
	expect(inline.hear(Buffer.from('def: step 2 of 2\n'), [3000])).toEqual([
		{at: 3000, type: 'stage', stage: 'build', state: 'started', detail: 'step 2 of 2: echo two'},
	]);
	expect(inline.hear(Buffer.from(mark('done')), [4000])).toEqual([
		{at: 4000, type: 'stage', stage: 'build', state: 'succeeded', detail: '2 steps in the pod'},
		{...running, at: 4000},
		{...started, at: 4000},
	]);
	expect(inline.hear(Buffer.from(mark('step 9 of 9')), [5000])).toEqual([]);
	expect(inline.told(ended)).toEqual([ended]);
});

test('a step that fails is the end of the build, and the command has never begun', () => {
	const inline = createInlineSteps(plan);
	inline.told(started);
	inline.hear(Buffer.from(mark('step 1 of 2')), [2000]);
	expect(inline.told(ended)).toEqual([{at: 9000, type: 'stage', stage: 'build', state: 'failed', detail: 'step 1 of 2: pip install x'}]);
});

test('a run that ended before a step was seen is told with its beginning', () => {
	const inline = createInlineSteps(plan);
	inline.told(started);
	expect(inline.told(ended)).toEqual([started, ended]);
});

test('who takes over while the command runs knows that the steps are done, and does not hold what the command has printed', async () => {
	await using log = await largeLog('run', `${mark('step 1 of 2')}out\n${mark('step 2 of 2')}${mark('done')}command\n`);
	const before = memoryUsage().arrayBuffers;
	const inline = await inlineStepsSoFar({...plan, runFolder: log.folder});
	expect(memoryUsage().arrayBuffers - before).toBeLessThan(50e6);
	expect(inline.told(running)).toEqual([running]);
	expect(inline.told(started)).toEqual([started]);
	expect(inline.told(ended)).toEqual([ended]);
});

test('who takes over in the middle of a mark hears it when it comes whole', async () => {
	await using log = await largeLog('run', mark('step 1 of 2'), mark('done').slice(0, -3), 1e6);
	const inline = await inlineStepsSoFar({...plan, runFolder: log.folder});
	expect(inline.told(started)).toEqual([]);
	expect(inline.hear(Buffer.from(mark('done')), [4000])).toEqual([
		{at: 4000, type: 'stage', stage: 'build', state: 'succeeded', detail: '2 steps in the pod'},
		{...started, at: 4000},
	]);
});

test('who begins a run has nothing to take over', async () => {
	const inline = await inlineStepsSoFar({...plan, runFolder: '/nowhere'});
	expect([inline.isDone(), inline.told(started)]).toEqual([false, []]);
});

test('marks of another run are lines like any other', () => {
	const inline = createInlineSteps(plan);
	expect(inline.hear(Buffer.from('polyaxon-tui r-zzzzzz: done\n'), [1])).toEqual([]);
});
