import {checkImageReference} from '../image-reference.ts';
import {envVars} from './env-vars.ts';
import {environment} from './environment.ts';
import {header} from './header.ts';
import {newerBuildNames} from './newer-names.ts';
import {anyMap, either, flag, type Key, list, oneOf, section, type TextRule, text, whole} from './rule.ts';

const later = 'this release builds from an image and steps only';

/** Editors that read YAML 1.1 take the "." of "context: ." for a number. */
const folder: TextRule = {...text, isNumberInEditors: true};

/** `build`: in what a run is executed. Of `kind: build` these keys stand at the top of the file. */
export const buildKeys = {
	image: {rule: {type: 'text', code: 'bad-image', check: checkImageReference}, description: 'The image to start from, such as python:3.12-slim.'},
	build_steps: {rule: list(text), description: 'Shell commands that are run in the image, in this order.'},
	env_vars: {rule: envVars, description: 'Environment variables of the image, as [name, value].'},
	dockerfile: {rule: text, description: 'A Dockerfile of the code folder to build instead of an image with steps.', unused: later},
	context: {rule: folder, description: 'The folder of the code that is copied into the image.', unused: later},
	lang_env: {rule: text, description: 'The locale of the image, such as en_US.UTF-8.', unused: 'the locale of the image is left as it is'},
	nocache: {rule: flag, description: 'Build again though nothing changed.', unused: 'an environment is built again when something in it changed'},
	branch: {rule: text, description: 'The branch of the code to build.', unused: 'the code of this folder is taken as it is'},
	commit: {rule: text, description: 'The commit of the code to build.', unused: 'the code of this folder is taken as it is'},
	ref: {
		rule: either('a number or text', whole, text),
		description: 'An earlier build to use again.',
		unused: 'there are no earlier builds of the platform here',
	},
} as const satisfies Readonly<Record<string, Key>>;

/** What an image is built from: one of these. */
export const buildSource = {
	keys: ['image', 'dockerfile', 'ref'],
	none: 'The build names no image.',
	hint: 'Write "image: python:3.12-slim", or the image that you want.',
} as const;

/** A build under `build:` may repeat the common keys of a file of `kind: build`; they have no effect there. */
export const nestedBuildKeys = {
	...buildKeys,
	backend: {rule: oneOf('native', 'kaniko', 'other'), description: 'What builds the image on the platform.', unused: 'the engine builds in its own way'},
	version: {rule: whole, description: 'The version, as at the top.'},
	kind: {rule: oneOf('build'), description: 'The word build.'},
	name: {...header.name, unused: 'the run has one name, at the top'},
	description: {...header.description, unused: 'the run has one description, at the top'},
	tags: {...header.tags, unused: 'the tags at the top count'},
	logging: {...header.logging, unused: 'the build logs everything'},
	environment: {...environment, unused: 'the build takes what it needs'},
	declarations: {rule: anyMap, otherName: 'params', description: 'Declarations.', unused: 'the declarations at the top count'},
} as const satisfies Readonly<Record<string, Key>>;

/** The section of the kinds that run something in an image. */
export const build = {
	rule: section(nestedBuildKeys, {oneOf: buildSource, strangers: newerBuildNames}),
	description: 'The image of the run and what is baked into it.',
	example: 'Write "build:", and on the next line "  image: python:3.12-slim".',
	isNeverNull: true,
	hasOperators: true,
	kinds: ['experiment', 'group', 'job', 'notebook', 'tensorboard'],
	neededBy: ['job', 'notebook', 'tensorboard'],
} as const satisfies Key;
