import {readFile} from 'node:fs/promises';
import {join, posix} from 'node:path';
import type {Build} from '../polyaxonfile/specification.ts';
import {UserError} from '../user-error.ts';
import {type LeftOut, readCodeFolder} from './code-folder.ts';
import {hashFiles} from './content-hash.ts';
import {readOwnDockerfile} from './own-dockerfile.ts';
import {secretFilesOf} from './secret-files.ts';
import {isSetupFile, stepFilesOf} from './step-files.ts';

/** A file of the code folder that goes into the image. `path` is relative to the folder, with `/`; `target` is where a link leads. */
export type CodeFile = {
	readonly path: string;
	readonly size: number;
	readonly mode: number;
	readonly isLink: boolean;
	readonly target?: string;
	/** A `!` rule of the ignore file takes it along, whatever the default rules say. */
	readonly isTakenBack?: boolean;
};

/** What will be baked, and its identity. */
export type ImagePlan = {
	/** `build.image`; absent when the file names none. */
	readonly base?: string;
	/** `build.dockerfile`: the user's own, relative to the code folder. Image, steps, env and language of the file are not used then. */
	readonly dockerfile?: string;
	/** Its text; absent when it is not there or not in the code folder. */
	readonly ownDockerfile?: string;
	/** `build.context`: the folder of the code that is baked, relative to the code folder; absent for all of it. */
	readonly context?: string;
	readonly steps: readonly string[];
	readonly env: ReadonlyArray<readonly [string, string]>;
	/** `build.lang_env`: the locale of the image. */
	readonly langEnv?: string;
	/** `build.nocache`: build again though nothing changed. */
	readonly noCache: boolean;
	/** The files that build steps see: requirements, conda and setup files, found by the platform's names. Relative paths. */
	readonly stepFiles: readonly CodeFile[];
	/** Hex SHA-256 of the names and bytes of `stepFiles`. */
	readonly stepFilesHash: string;
	/** Setup files whose lines end as on Windows: no shell finds `#!/bin/sh\r`. */
	readonly crlfFiles: readonly string[];
	/** The build steps, or the setup file that they see, mention pip or python. */
	readonly usesPython: boolean;
	/** The whole code folder, less what is ignored. */
	readonly codeFiles: readonly CodeFile[];
	/** Folders of the code that have nothing in them: a command may write there. Absent for none. */
	readonly emptyFolders?: readonly string[];
	/** Links out of the folder and special files, which cannot go along. */
	readonly leftOut: readonly LeftOut[];
	/** What the ignore rules are from; absent when no such file of the folder leaves anything out, and the default rules apply to images. */
	readonly ignoreFile?: '.polyaxonignore' | '.dockerignore';
	/** Those of `codeFiles` that look like secrets, and are not un-ignored by name: they do not go into an image. */
	readonly secretFiles: readonly LeftOut[];
};

/** An image of which nothing is known but what it starts from: nothing is baked into it. */
export function bareImage(base?: string): ImagePlan {
	return {
		...(base !== undefined && {base}),
		steps: [],
		env: [],
		noCache: false,
		stepFiles: [],
		stepFilesHash: '',
		crlfFiles: [],
		usesPython: false,
		codeFiles: [],
		leftOut: [],
		secretFiles: [],
	};
}

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
	const {files, leftOut, emptyFolders, rules} = await readCodeFolder(codeFolder, signal, notCode);
	const build: Build = specification.build ?? {build_steps: [], env_vars: []};
	const stepFiles = stepFilesOf(files);
	const context = contextOf(build);
	try {
		const stepFilesHash = await hashFiles(
			codeFolder,
			stepFiles.map(file => file.path),
			signal,
		);
		const setup = stepFiles.find(file => isSetupFile(file.path));
		const scripts = setup && build.build_steps.some(step => step.includes(setup.path)) ? [await readFile(join(codeFolder, setup.path), 'utf8')] : [];
		const ownDockerfile = build.dockerfile === undefined ? undefined : await readOwnDockerfile(codeFolder, build.dockerfile);
		return {
			...(build.image !== undefined && {base: build.image}),
			...(build.dockerfile !== undefined && {dockerfile: build.dockerfile}),
			...(ownDockerfile !== undefined && {ownDockerfile}),
			...(context !== '' && {context}),
			steps: build.build_steps,
			env: build.env_vars,
			...(build.lang_env !== undefined && {langEnv: build.lang_env}),
			noCache: build.nocache ?? false,
			stepFiles,
			stepFilesHash,
			crlfFiles: await crlfFilesOf(files, codeFolder, context),
			usesPython: [...build.build_steps, ...scripts].some(mentionsPython),
			codeFiles: files,
			leftOut,
			...(emptyFolders.length > 0 && {emptyFolders}),
			...(rules.file !== undefined && {ignoreFile: rules.file}),
			secretFiles: await secretFilesOf(files, rules, codeFolder, signal),
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

/** The folder that is baked without `.` and slashes too many; empty for all of the code. One that leads out of it stays as it is: nothing is found there. */
export function contextOf({context = ''}: Build): string {
	const plain = posix.normalize(context === '' ? '.' : context).replace(/(?<=.)\/$/, '');
	return plain === '.' ? '' : plain;
}

async function crlfFilesOf(files: readonly CodeFile[], codeFolder: string, context: string): Promise<readonly string[]> {
	const setups = files.filter(
		({path, isLink}) => !isLink && (isSetupFile(path) || (path.startsWith(`${context}/`) && isSetupFile(path.slice(context.length + 1)))),
	);
	const texts = await Promise.all(setups.map(async ({path}) => ({path, text: await readFile(join(codeFolder, path), 'utf8')})));
	return texts.filter(({text}) => /^[^\n]*\r\n/.test(text)).map(({path}) => path);
}
