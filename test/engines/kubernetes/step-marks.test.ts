import {expect, test} from 'vitest';
import {failedStep, readStepMark, stepsMark} from '../../../source/engines/kubernetes/step-marks.ts';

const read = (line: string) => readStepMark(line, 'r-abcdef');

test('marks are found also where a step has left a line open', () => {
	expect(read('polyaxon-tui r-abcdef: step 2 of 10')).toEqual({mark: {type: 'step', step: 2, of: 10}, before: ''});
	expect(read('50%polyaxon-tui r-abcdef: done\n')).toEqual({mark: {type: 'done'}, before: '50%'});
	expect(stepsMark('r-abcdef')).toBe('polyaxon-tui r-abcdef:');
});

test('other lines are none, nor are the marks of another run', () => {
	const lines = ['', 'step 1 of 2', 'polyaxon-tui r-other1: step 1 of 2', 'polyaxon-tui r-abcdef: hello', 'polyaxon-tui r-abcdef: done and more'];
	expect(lines.map(read)).toEqual(lines.map(() => undefined));
});

test('the termination message names the step that failed', () => {
	expect(failedStep('step 2 of 3: exit code 127\n')).toEqual({step: 2, of: 3, exitCode: 127});
	expect([undefined, '', 'steps: cannot copy the code', 'Traceback\nstep 2 of 3: exit code 1'].map(failedStep)).toEqual([
		undefined,
		undefined,
		undefined,
		undefined,
	]);
});
