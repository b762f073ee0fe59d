import type {Problem} from '../../polyaxonfile/problem.ts';
import {bakedCode, codeRoot} from '../baked-code.ts';
import {copiedSources} from '../own-dockerfile.ts';
import type {ImagePlan} from '../plan.ts';
import {isReference} from '../reference.ts';

/** What is wrong with what an image is made from: the base image, or the user's own Dockerfile and its context. */
export function sourceProblems(image: ImagePlan): readonly Problem[] {
	return [...(image.dockerfile === undefined ? baseProblems(image) : dockerfileProblems(image, image.dockerfile)), ...contextProblems(image)];
}

function baseProblems({base}: ImagePlan): readonly Problem[] {
	if (base === undefined)
		return [
			{
				code: 'missing-image',
				severity: 'error',
				message: 'The polyaxonfile names no image to run in.',
				hint: 'Write "build:", and on the next line "  image: python:3.12-slim".',
				path: ['build'],
			},
		];
	if (isReference(base)) return [];
	const isUpper = isReference(base.toLowerCase());
	return [
		{
			code: 'bad-image',
			severity: 'error',
			message: `"${base}" is no image reference that an engine understands.`,
			hint: isUpper ? `Names of images have small letters only: ${base.toLowerCase()}.` : 'Write registry/name:tag, such as python:3.12-slim.',
			path: ['build', 'image'],
		},
	];
}

function dockerfileProblems(image: ImagePlan, dockerfile: string): readonly Problem[] {
	const {ownDockerfile, base, steps, env, langEnv} = image;
	const path = ['build', 'dockerfile'];
	if (ownDockerfile === undefined)
		return [
			{
				code: 'missing-dockerfile',
				severity: 'error',
				message: `There is no Dockerfile "${dockerfile}" in the folder of the code.`,
				hint: 'Name it from the top of that folder, such as docker/Dockerfile.',
				path,
			},
		];
	const unused = [
		...(base === undefined ? [] : ['image']),
		...(steps.length > 0 ? ['build_steps'] : []),
		...(env.length > 0 ? ['env_vars'] : []),
		...(langEnv === undefined ? [] : ['lang_env']),
	];
	const message = `${dockerfile} is built as it is, without ${unused.join(', ')}.`;
	const ignored: Problem = {code: 'unused-with-dockerfile', severity: 'warning', message, hint: 'Write them into the Dockerfile, or take them out.', path};
	return [...(unused.length > 0 ? [ignored] : []), ...copyProblems(image, dockerfile, ownDockerfile)];
}

/** The code stands in `build/`, which who has written a Dockerfile for `docker build .` does not expect. */
function copyProblems(image: ImagePlan, dockerfile: string, text: string): readonly Problem[] {
	const paths = bakedCode(image).map(({path}) => path);
	const has = (wanted: string) => wanted === '' || paths.some(path => path === wanted || path.startsWith(`${wanted}/`));
	return [...new Set(copiedSources(text))].flatMap((source): readonly Problem[] => {
		const plain = source.replace(/^(?:\.?\/)+/, '').replace(/\/+$/, '');
		if (plain === codeRoot || plain.startsWith(`${codeRoot}/`) || source === '.' || plain === '' || !has(plain)) return [];
		const message = `${dockerfile} copies ${source}, which stands in ${codeRoot}/ when the image is built, as on the platform.`;
		return [{code: 'copy-outside-build', severity: 'warning', message, hint: `Write COPY ${codeRoot}/${plain} … in it.`, path: ['build', 'dockerfile']}];
	});
}

function contextProblems({context, codeFiles}: ImagePlan): readonly Problem[] {
	if (context === undefined || codeFiles.some(({path}) => path.startsWith(`${context}/`))) return [];
	const isOutside = context.startsWith('/') || context.split('/').includes('..');
	const isFile = codeFiles.some(({path}) => path === context);
	const message = `The context "${context}" ${isOutside ? 'leads out of the folder of the code' : isFile ? 'is a file' : 'is no folder of the code, or has nothing in it'}.`;
	return [{code: 'bad-context', severity: 'error', message, hint: 'Name a folder, from the top of the code.', path: ['build', 'context']}];
}
