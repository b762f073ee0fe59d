import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {Build} from '../polyaxonfile/specification.ts';
import {UserError} from '../user-error.ts';
import {type LeftOut, readCodeFolder} from './code-folder.ts';
import {hashFiles} from './content-hash.ts';
import {isSetupFile, stepFilesOf} from './step-files.ts';

/** A file of the code folder that goes into the image. `path` is relative to the folder, with `/`. */
export type CodeFile = {readonly path: string; readonly size: number; readonly mode: number; readonly isLink: boolean};

/** What will be baked, and its identity. */
export type ImagePlan = {
	/** `build.image`; absent when the file names none. */
	readonly base?: string;
	readonly steps: readonly string[];
	readonly env: ReadonlyArray<readonly [string, string]>;
	/** The files that build steps see: requirements, conda and setup files, found by the platform's names. Relative paths. */
	readonly stepFiles: readonly CodeFile[];
	/** Hex SHA-256 of the names and bytes of `stepFiles`. */
	readonly stepFilesHash: string;
	/** The build steps, or the setup file that they see, mention pip or python. */
	readonly usesPython: boolean;
	/** The whole code folder, less what is ignored. */
	readonly codeFiles: readonly CodeFile[];
	/** Links out of the folder and special files, which cannot go along. */
	readonly leftOut: readonly LeftOut[];
};

/** Whether a command or script mentions pip or python. */
export function mentionsPython(text: string): boolean {
	return /(^|[^\w-])(pip|python)[\d.]*(?![\w-])/m.test(text);
}

/** Looks at the code folder once, but for the folders of `notCode`, and says what an image of it holds. Throws a UserError when something cannot be read. */
export async function createImagePlan(
	specification: {readonly build?: Build},
	codeFolder: string,
	signal: AbortSignal,
	notCode: readonly string[] = [],
): Promise<ImagePlan> {
	const {files, leftOut} = await readCodeFolder(codeFolder, signal, notCode);
	const {image: base, build_steps: steps, env_vars: env} = specification.build ?? {build_steps: [], env_vars: []};
	const stepFiles = stepFilesOf(files);
	try {
		const stepFilesHash = await hashFiles(
			codeFolder,
			stepFiles.map(file => file.path),
			signal,
		);
		const setup = stepFiles.find(file => isSetupFile(file.path));
		const scripts = setup && steps.some(step => step.includes(setup.path)) ? [await readFile(join(codeFolder, setup.path), 'utf8')] : [];
		return {
			...(base !== undefined && {base}),
			steps,
			env,
			stepFiles,
			stepFilesHash,
			usesPython: [...steps, ...scripts].some(mentionsPython),
			codeFiles: files,
			leftOut,
		};
	} catch (error) {
		if (signal.aborted) throw error;
		throw new UserError(
			`Cannot read the files that build steps see (${stepFiles.map(file => file.path).join(', ')}): ${error instanceof Error ? error.message : String(error)}. Change their rights.`,
			2,
			{cause: error},
		);
	}
}
