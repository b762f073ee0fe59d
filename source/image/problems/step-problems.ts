import {posix} from 'node:path';
import type {Problem} from '../../polyaxonfile/problem.ts';
import {bakedCode, bakedStepFiles} from '../baked-code.ts';
import {filesNamedIn} from '../named-files.ts';
import type {ImagePlan} from '../plan.ts';

/** Steps that will fail, as far as their text tells: they need a file that steps do not see, or one that no shell can run. */
export function stepProblems(image: ImagePlan): readonly Problem[] {
	const seen = bakedStepFiles(image);
	const code = new Set(bakedCode(image).map(({path}) => path));
	const all = new Set(image.codeFiles.map(({path}) => path));
	const missing = image.steps.flatMap((step, index) =>
		filesNamedIn(step).flatMap(({file, index: position, isCertain}) => {
			if (seen.some(({path}) => path === file)) return [];
			// An earlier step, or an earlier part of this one, may make it
			const earlier = [...image.steps.slice(0, index), step.slice(0, position)].join('\n');
			if (earlier.split(/[^\w.-]+/).includes(posix.basename(file))) return [];
			const isThere = code.has(file);
			if (!isThere && !isCertain) return [];
			const why = isThere ? unseen(seen.map(({path}) => path)) : all.has(file) ? 'does not go into the image.' : 'is not in the folder.';
			const hint = isThere ? 'Rename it, or do this in the command of the run.' : 'Make the file, or correct the step.';
			return [warning('step-file-missing', `Build step ${index + 1} uses ${file}, which ${why}`, hint, index)];
		}),
	);
	return [...image.steps.flatMap(nulProblem), ...missing, ...lineEndProblems(image)];
}

function unseen(seen: readonly string[]): string {
	const here = seen.length === 0 ? '' : ` Here they see ${seen.join(', ')}.`;
	return `build steps do not see: they see only a requirements, a conda and a setup file (of each, polyaxon_… goes first).${here}`;
}

function nulProblem(step: string, index: number): readonly Problem[] {
	if (!step.includes('\0')) return [];
	const message = `Build step ${index + 1} has a NUL in it, which no program can be given.`;
	return [{code: 'bad-step', severity: 'error', message, hint: 'Take it out.', path: ['build', 'build_steps', index]}];
}

function lineEndProblems(image: ImagePlan): readonly Problem[] {
	return bakedStepFiles(image).flatMap(({path, source}) => {
		const index = image.steps.findIndex(step => step.includes(path));
		if (index === -1 || !image.crlfFiles.includes(source)) return [];
		const message = `${source} has the line ends of Windows: the shell will not find what its first line names, or take each line's end for a letter.`;
		return [warning('crlf-script', message, `Change them: sed -i 's/\\r$//' ${source}`, index)];
	});
}

function warning(code: string, message: string, hint: string, index: number): Problem {
	return {code, severity: 'warning', message, hint, path: ['build', 'build_steps', index]};
}
