import {createBuildkitReader} from './buildkit.ts';
import {createClassicReader} from './classic.ts';

/** One instruction of a Dockerfile while it is carried out. */
export type BuildStep = {
	/** From 1, of `total` (of its stage, where there are several). */
	readonly number: number;
	readonly total: number;
	/** The instruction, in one line. */
	readonly text: string;
	readonly isRun: boolean;
	readonly state: 'running' | 'done' | 'cached' | 'failed';
	/** Milliseconds that it took, once it is over; absent when its beginning or its end was not seen. */
	readonly duration?: number;
	readonly exitCode?: number;
};

/** Reads the output of a build line by line, and knows its steps. */
export type BuildOutput = {
	/** Takes the next line, without its newline. `at`: when it was printed, in milliseconds since 1970, if that is known. True when a step has begun or ended. */
	push(line: string, at: number | undefined): boolean;
	/** The steps so far, in the order in which they began. */
	steps(): readonly BuildStep[];
};

/** What one way of printing builds makes of a line. */
export type StepReader = {
	read(line: string, at: number | undefined): boolean;
	steps(): readonly BuildStep[];
};

/** For podman, docker and BuildKit: each line tells by itself whose it is. */
export function createBuildOutput(): BuildOutput {
	const readers = [createClassicReader(), createBuildkitReader()];
	return {
		push: (line, at) => readers.some(reader => reader.read(line, at)),
		steps: () => readers.map(reader => reader.steps()).find(steps => steps.length > 0) ?? [],
	};
}

/** `step 2 of 5: pip install six`; of the build steps of a polyaxonfile when they are what RUN instructions are made of, else of the Dockerfile. */
export function nameOf(step: BuildStep, all: readonly BuildStep[], own: readonly string[]): string {
	const runs = all.filter(({isRun}) => isRun);
	const index = runs.indexOf(step);
	const text = step.isRun ? own[index] : undefined;
	return text === undefined ? `step ${step.number} of ${step.total}: ${step.text}` : `step ${index + 1} of ${own.length}: ${inLine(text)}`;
}

function inLine(step: string): string {
	const [first = '', ...rest] = step.trim().split('\n');
	return rest.length === 0 ? first : `${first} …`;
}
