import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {createBuildOutput, nameOf} from '../../../source/engines/containers/build-output/build-steps.ts';
import {summaryOf} from '../../../source/engines/containers/build-output/summary.ts';

/** What a build printed, a line each second: see test/fixtures/build-output/readme.md. */
function read(name: string) {
	const output = createBuildOutput();
	const lines = readFileSync(join(import.meta.dirname, '../../fixtures/build-output', `${name}.txt`), 'utf8').split('\n');
	const told = lines.map((line, index) => output.push(line, index * 1000)).filter(Boolean).length;
	return {steps: output.steps(), told};
}

const short = (name: string) =>
	read(name).steps.map(
		({number, total, text, state, exitCode}) => `${number}/${total} ${text.slice(0, 12)} ${state}${exitCode === undefined ? '' : ` ${exitCode}`}`,
	);

test('steps of podman are known, also one whose output has no newline at its end', () => {
	expect(short('podman-new')).toEqual([
		'1/6 FROM localho done',
		'2/6 ENV A="b" done',
		'3/6 WORKDIR /cod done',
		'4/6 RUN ["/bin/s done',
		'5/6 RUN ["/bin/s done',
		'6/6 COPY file /c done',
	]);
	expect(short('podman-cached').map(line => line.split(' ').at(-1))).toEqual(['done', 'cached', 'cached', 'cached', 'cached', 'done']);
});

test('steps of several stages are counted in each', () => {
	expect(short('podman-stages')).toEqual([
		'1/2 FROM localho done',
		'2/2 RUN ["/bin/s done',
		'1/3 FROM localho done',
		'2/3 COPY --from= done',
		'3/3 RUN ["/bin/s done',
	]);
});

test.each(['podman-failed', 'docker-classic-failed', 'buildkit-failed'])('%s: the step that failed has its exit code', name => {
	const steps = short(name);
	expect(steps.at(-1)).toMatch(/^2\/3 RUN \["\/bin\/s failed 3$/);
	expect(steps).toHaveLength(2);
});

test("steps of docker's classic builder and of BuildKit are known", () => {
	expect(short('docker-classic').map(line => line.split(' ').at(-1))).toEqual(['done', 'cached', 'done', 'done', 'done']);
	expect(short('buildkit').map(line => line.split(' ').at(-1))).toEqual(['done', 'cached', 'done', 'done', 'done']);
	expect(read('buildkit').steps.map(({duration}) => duration)).toEqual([0, 0, 100, 38_200, 100]);
	expect(read('docker-classic').told).toBe(10);
});

test('a step has the number and the text of the polyaxonfile, where it is one of its steps', () => {
	const {steps} = read('podman-new');
	expect(nameOf(steps[4]!, steps, ['echo one', 'printf no-newline\n'])).toBe('step 2 of 2: printf no-newline');
	expect(nameOf(steps[4]!, steps, [])).toBe('step 5 of 6: RUN ["/bin/sh","-c","printf no-newline"]');
	expect(nameOf(steps[5]!, steps, ['echo one', 'x'])).toBe('step 6 of 6: COPY file /code/');
});

test('what a build came to is said in a few words', () => {
	expect(summaryOf(read('podman-cached').steps, ['echo one', 'printf no-newline'])).toBe(': 2 steps from the cache');
	expect(summaryOf(read('buildkit').steps, ['pip install -r requirements.txt'])).toBe(': 1 step, step 1 of 1: pip install -r requirements.txt took 38 s');
	expect(summaryOf([], [])).toBe('');
});

test('a step whose beginning was not seen has no duration, but for that which the engine itself tells', () => {
	const read = (lines: ReadonlyArray<readonly [line: string, at?: number]>) => {
		const output = createBuildOutput();
		for (const [line, at] of lines) output.push(line, at);
		return output.steps().map(({duration}) => duration);
	};
	const podman = ['STEP 1/3: FROM x', 'STEP 2/3: RUN y', 'STEP 3/3: RUN z', 'COMMIT t'] as const;
	expect(read([[podman[0]], [podman[1]], [podman[2], 60_000], [podman[3], 63_000]])).toEqual([undefined, undefined, 3000]);
	expect(read([['#7 [2/4] RUN x'], ['#8 [3/4] RUN y'], ['#7 DONE 38.2s', 60_000], ['#8 ERROR: process did not complete: exit code: 3', 60_000]])).toEqual([
		38_200,
		undefined,
	]);
});

test('words of a program that look like those of an engine do not end a build', () => {
	const output = createBuildOutput();
	for (const line of ['STEP 1/2: FROM x', 'STEP 2/2: RUN y', 'Error: this is only a test', '#5 CACHED']) output.push(line, 0);
	expect(output.steps().at(-1)).toMatchObject({number: 2, state: 'running'});
});
