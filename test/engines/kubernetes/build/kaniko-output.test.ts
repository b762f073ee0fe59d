import {expect, test} from 'vitest';
import {nameOf} from '../../../../source/engines/containers/build-output/build-steps.ts';
import {summaryOf} from '../../../../source/engines/containers/build-output/summary.ts';
import {createKanikoOutput} from '../../../../source/engines/kubernetes/build/kaniko-output.ts';
import {recorded} from './recorded.ts';

const short = (name: string) =>
	recorded(name)
		.steps()
		.map(({number, total, text, state, duration, exitCode}) => {
			const code = exitCode === undefined ? '' : `, exit code ${exitCode}`;
			return `${number}/${total} ${text.replaceAll('10.244.0.1:5056/', '').slice(0, 20)}: ${state} in ${duration} ms${code}`;
		});

test('the steps of a build are known, with what they took by the clock of the cluster', () => {
	expect(short('success')).toEqual([
		'1/8 FROM python3:bookwor: done in 2794 ms',
		'2/8 ENV SHELL="/bin/bash: done in 1 ms',
		'3/8 ENV A="b": done in 0 ms',
		'4/8 WORKDIR /code: done in 1 ms',
		'5/8 COPY build/requireme: done in 1 ms',
		'6/8 RUN ["/bin/sh","-c",: done in 2754 ms',
		'7/8 RUN ["/bin/sh","-c",: done in 205 ms',
		'8/8 COPY build /code: done in 143 ms',
	]);
	expect(recorded('success').pushing()).toBe('10.244.0.1:5056/slice-build/success:1');
});

test('steps from the cache are known as such', () => {
	expect(short('cached').slice(4)).toEqual([
		'5/8 COPY build/requireme: done in 3 ms',
		'6/8 RUN ["/bin/sh","-c",: cached in 13 ms',
		'7/8 RUN ["/bin/sh","-c",: cached in 12 ms',
		'8/8 COPY build /code: done in 3 ms',
	]);
	expect(short('cached-all')).toEqual(['1/3 FROM busybox:1: done in 25 ms', '2/3 ENV A=1: done in 1 ms', '3/3 RUN ["/bin/sh","-c",: cached in 22 ms']);
	expect(summaryOf(recorded('cached').steps(), ['one', 'two'])).toBe(': 2 steps from the cache');
});

test('steps of several stages are counted in each', () => {
	expect(short('stages')).toEqual([
		'1/2 FROM busybox:1 AS fi: done in 96 ms',
		'2/2 RUN mkdir -p /out &&: done in 84 ms',
		'1/3 FROM busybox:1: done in 69 ms',
		'2/3 COPY --from=first /o: done in 1 ms',
		'3/3 RUN ["/bin/sh","-c",: done in 122 ms',
	]);
});

test.each([
	['failed', '3/4 RUN ["/bin/sh","-c",: failed in 1 ms, exit code 3', ['broken']],
	['cached-failed', '7/8 RUN ["/bin/sh","-c",: failed in 631 ms, exit code 1', ['x']],
	['stages-failed', '3/3 RUN no-such-program: failed in 10 ms, exit code 127', ['/bin/sh: no-such-program: not found']],
	['output', '4/4 RUN kill -9 $$: failed in 3 ms, exit code 137', []],
])('%s: the step that failed has its exit code and its last lines', (name, step, lines) => {
	expect(short(name).at(-1)).toBe(step);
	expect(recorded(name).fault()?.at).toBe('step');
	expect(recorded(name).lastLines()).toEqual(lines);
});

test.each([
	['base-missing', 'base', ['1/2 FROM nothing/here:1: failed in 18 ms']],
	['push-login', 'push', []],
	['push-denied', 'push', []],
	['copy-missing', 'other', ['1/3 FROM busybox:1: done in 30 ms']],
])('%s: what went wrong is no step', (name, at, steps) => {
	expect(recorded(name).fault()?.at).toBe(at);
	expect(short(name).map(step => step.replace(/in 2\d ms|in 3\d ms/, 'in 30 ms'))).toEqual(steps);
});

const line = (text: string) => `time="2026-11-26T14:00:00Z" level=info msg=${JSON.stringify(text)}`;

test('each step is told when it begins, under the name that the polyaxonfile gives it', () => {
	const output = createKanikoOutput('FROM a\nRUN ["/bin/sh","-c","pip install six"]\nCOPY build /code\n');
	expect(output.push(line('Retrieving image manifest a'), 1000)).toBe(true);
	expect(output.push(line('Executing 0 build triggers'), 1500)).toBe(false);
	output.push(line("Building stage 'a' [idx: '0', base-idx: '-1']"), 2000);
	expect(output.push(line('RUN ["/bin/sh","-c","pip install six"]'), 3000)).toBe(true);
	const steps = output.steps();
	expect(steps.map(({state, duration}) => [state, duration])).toEqual([
		['done', 2000],
		['running', undefined],
	]);
	expect(nameOf(steps[1]!, steps, ['pip install six'])).toBe('step 1 of 1: pip install six');
});

test('words of a program that look like the last ones of kaniko do not end a build', () => {
	const output = createKanikoOutput('FROM a\nRUN x\nRUN y\n');
	for (const text of ["Building stage 'a' [idx: '0', base-idx: '-1']", 'RUN x']) output.push(line(text), 0);
	output.push('error building image: waiting for process to exit: exit status 9', 1);
	output.push('level=info msg="RUN z"', 2);
	output.push(line('Taking snapshot of full filesystem...'), 3);
	output.push(line('RUN y'), 4);
	expect(output.fault()).toBeUndefined();
	expect(output.steps().map(({text, state, duration}) => [text, state, duration])).toEqual([
		['FROM a', 'done', 0],
		['RUN x', 'done', 4],
		['RUN y', 'running', undefined],
	]);
});

test('without the Dockerfile the number of steps grows as they come, and only the last lines are kept', () => {
	const output = createKanikoOutput('');
	for (const text of ['Retrieving image manifest a', "Building stage 'a' [idx: '0', base-idx: '-1']", 'ENV A=1', 'RUN x']) output.push(line(text), 0);
	for (let number = 1; number <= 1000; number++) output.push(`line ${number}`, 1);
	expect(output.steps().map(({number, total, text}) => `${number}/${total} ${text}`)).toEqual(['1/1 FROM a', '2/2 ENV A=1', '3/3 RUN x']);
	expect(output.lastLines()).toEqual(Array.from({length: 15}, (_, index) => `line ${986 + index}`));
});
