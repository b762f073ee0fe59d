import {bakedCode} from './baked-code.ts';
import type {ImagePlan} from './plan.ts';

/** Files that say how to run the code and are no code: alone they are no reason to build. */
const notCode = /^(?:(?:polyaxon|polyaxonci|polyaxon-ci|polyaxon\.ci|polyaxonfile)\.(?:ya?ml|json)|\.polyaxonignore|\.dockerignore|\.gitignore)$/;

/** Whether anything is baked: steps, variables, a language, an own Dockerfile, code. Else the base image itself is run, without a build. */
export function needsBuild(image: ImagePlan): boolean {
	if (image.dockerfile !== undefined || image.langEnv !== undefined) return true;
	return image.steps.length > 0 || image.env.length > 0 || bakedCode(image).some(({path}) => !notCode.test(path));
}
