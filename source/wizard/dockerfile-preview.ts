import {dockerfileOf} from '../image/dockerfile.ts';
import {bareImage, type CodeFile, contextOf, type ImagePlan} from '../image/plan.ts';
import {checkPolyaxonfile} from '../polyaxonfile/check-file.ts';
import type {Facts} from './facts.ts';

/** The Dockerfile that a polyaxonfile makes in this folder, line by line; undefined while the file has errors or builds nothing. */
export function dockerfilePreview(text: string, {paths, stepFiles}: Pick<Facts, 'paths' | 'stepFiles'>): readonly string[] | undefined {
	const build = checkPolyaxonfile(text).rendered?.build;
	if (!build) return undefined;
	const fileOf = (path: string): CodeFile => ({path, size: 0, mode: 0o644, isLink: false});
	const image: ImagePlan = {
		...bareImage(build.image),
		...(contextOf(build) !== '' && {context: contextOf(build)}),
		...(build.dockerfile !== undefined && {dockerfile: build.dockerfile}),
		...(build.lang_env !== undefined && {langEnv: build.lang_env}),
		steps: build.build_steps,
		env: build.env_vars,
		stepFiles: stepFiles.map(fileOf),
		codeFiles: paths.map(fileOf),
	};
	if (image.dockerfile !== undefined) return [`# your own Dockerfile: ${image.dockerfile}`];
	return dockerfileOf(image).map(line => line.text);
}
