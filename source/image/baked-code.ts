import {posix} from 'node:path';
import {isIgnoredByDefault} from './ignore-rules.ts';
import type {CodeFile, ImagePlan} from './plan.ts';
import {isSetupFile, stepFilesOf} from './step-files.ts';

/** The folder of the context that holds the code, as the platform named it. */
export const codeRoot = 'build';

/** A file of the code as the image gets it: `path` is relative to `/code`, `source` to the code folder. */
export type BakedFile = CodeFile & {readonly source: string};

/** The code that is baked: that of `build.context`, less files that look like secrets, and less what the default rules leave out where there are no own. */
export function bakedCode(image: ImagePlan): readonly BakedFile[] {
	const {codeFiles, context, ignoreFile} = image;
	const secrets = new Set(image.secretFiles.map(({path}) => path));
	const prefix = context === undefined ? '' : `${context}/`;
	const baked = codeFiles.flatMap(file => {
		if (!file.path.startsWith(prefix) || secrets.has(file.path)) return [];
		if (ignoreFile === undefined && !file.isTakenBack && isIgnoredByDefault(file.path)) return [];
		const path = file.path.slice(prefix.length);
		// From a part of the code a link may lead to the rest of it, which is not there
		if (file.target !== undefined && posix.join(path, '..', file.target).startsWith('..')) return [];
		return [{...file, path, source: file.path}];
	});
	// The setup file that steps see can be run, as the platform made it
	const setup = stepFilesOf(baked).find(({path}) => isSetupFile(path));
	return setup === undefined ? baked : baked.map(file => (file.path === setup.path ? setup : file));
}

/** The empty folders of the code that are baked, relative to `/code`. */
export function bakedFolders({emptyFolders = [], context, ignoreFile}: ImagePlan): readonly string[] {
	const prefix = context === undefined ? '' : `${context}/`;
	const baked = emptyFolders.filter(path => path.startsWith(prefix) && (ignoreFile !== undefined || !isIgnoredByDefault(`${path}/`)));
	return baked.map(path => path.slice(prefix.length));
}

/** The files that build steps see in the image, relative to `/code`. */
export function bakedStepFiles(image: ImagePlan): readonly BakedFile[] {
	return stepFilesOf(bakedCode(image));
}
