import type {Problem} from '../polyaxonfile/problem.ts';
import type {Build} from '../polyaxonfile/specification.ts';
import {bareImage, type ImagePlan} from './plan.ts';
import {envProblems} from './problems/env-problems.ts';
import {fileProblems} from './problems/file-problems.ts';
import {sourceProblems} from './problems/source-problems.ts';
import {stepProblems} from './problems/step-problems.ts';

/** All that would make the build of an image fail, as far as it can be seen before, and what the user should know of what is baked. */
export function imageProblems(image: ImagePlan): readonly Problem[] {
	const ofContents = image.dockerfile === undefined ? [...envProblems(image), ...stepProblems(image)] : [];
	return [...sourceProblems(image), ...ofContents, ...fileProblems(image)];
}

/**
 * What of that the file says by itself, without a look at the code. A variable that cannot be baked is a warning here: the host engine can have it. What is
 * wrong with names of variables, and with an image that is missing, the rules of the file say.
 */
export function buildProblems({image, dockerfile, lang_env, env_vars}: Build): readonly Problem[] {
	if (dockerfile !== undefined) return [];
	const plan: ImagePlan = {...bareImage(image), env: env_vars, ...(lang_env !== undefined && {langEnv: lang_env})};
	const found = [...(image === undefined ? [] : sourceProblems(plan)), ...envProblems(plan)];
	return found.flatMap(problem => {
		if (problem.code === 'bad-env-var-name') return [];
		return problem.code === 'env-not-bakeable' ? [{...problem, severity: 'warning'}] : [problem];
	});
}
