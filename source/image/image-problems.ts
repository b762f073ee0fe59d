import type {Problem} from '../polyaxonfile/problem.ts';
import type {ImagePlan} from './plan.ts';
import {envProblems} from './problems/env-problems.ts';
import {fileProblems} from './problems/file-problems.ts';
import {sourceProblems} from './problems/source-problems.ts';
import {stepProblems} from './problems/step-problems.ts';

/** All that would make the build of an image fail, as far as it can be seen before, and what the user should know of what is baked. */
export function imageProblems(image: ImagePlan): readonly Problem[] {
	const ofContents = image.dockerfile === undefined ? [...envProblems(image), ...stepProblems(image)] : [];
	return [...sourceProblems(image), ...ofContents, ...fileProblems(image)];
}
