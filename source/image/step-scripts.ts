import {runInstruction} from './instruction.ts';
import type {ImagePlan} from './plan.ts';

/** Some builders read no longer line, and no kernel takes a longer argument than twice as much. */
const longestLine = 60_000;

/** A step as the platform ran it: by the `sh` of the image, in the shell form that its builder made of it. */
export function stepInstruction(step: string): string {
	return runInstruction(['/bin/sh', '-c', step]);
}

/** Whether a step is too long for a line of the Dockerfile, and goes along as a script. */
export function isLongStep(step: string): boolean {
	return Buffer.byteLength(stepInstruction(step)) > longestLine;
}

/** Where the script of a step stands in the context. */
export function scriptPath(index: number): string {
	return `steps/step-${index + 1}.sh`;
}

/** The scripts of steps that are too long for a line of the Dockerfile. */
export function scriptsOf({dockerfile, steps}: ImagePlan): ReadonlyArray<{readonly path: string; readonly text: string}> {
	if (dockerfile !== undefined) return [];
	return steps.flatMap((step, index) => (isLongStep(step) ? [{path: scriptPath(index), text: `${step}\n`}] : []));
}
