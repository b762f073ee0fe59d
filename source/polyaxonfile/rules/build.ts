import {imagePattern, whyNoImage} from '../image-reference.ts';
import {envVars} from './env-vars.ts';
import {environment} from './environment.ts';
import {header} from './header.ts';
import {inputs} from './inputs.ts';
import {newerBuildNames} from './newer-names.ts';
import {anyMap, type Choice, either, exact, flag, type Key, list, oneOf, section, type TextRule, text, whole} from './rule.ts';

/** Editors that read YAML 1.1 take the "." of "context: ." for a number. */
const folder: TextRule = {...text, isNumberInEditors: true};

const codeAsItIs = {unused: 'the code of this folder is taken as it is', instead: 'Check it out before you run: "git checkout …".'};

/** `build`: in what a run is executed. Of `kind: build` these keys stand at the top of the file. */
export const buildKeys = {
	image: {rule: {type: 'text', code: 'bad-image', pattern: imagePattern, why: whyNoImage}, description: 'The image to start from, such as python:3.12-slim.'},
	build_steps: {rule: list(text), description: 'Shell commands that are run in the image, in this order.'},
	env_vars: {rule: envVars, description: 'Environment variables of the image, as [name, value].'},
	dockerfile: {rule: text, description: 'A Dockerfile of the code folder to build instead of an image with steps.'},
	context: {rule: folder, description: 'The folder of the code that is copied into the image.'},
	lang_env: {rule: text, description: 'The locale of the image, such as en_US.UTF-8.'},
	nocache: {rule: flag, description: 'Build again though nothing changed.'},
	branch: {rule: text, description: 'The branch of the code to build.', ...codeAsItIs},
	commit: {rule: text, description: 'The commit of the code to build.', ...codeAsItIs},
	ref: {
		rule: either('a whole number or text', exact, text, flag),
		description: 'An earlier build to use again.',
		unused: 'there are no earlier builds of the platform here',
		instead: 'Write the image and the build_steps of that build.',
	},
} as const satisfies Readonly<Record<string, Key>>;

/** What an image is built from: one of these. */
export const buildSource: Choice = {
	keys: ['image', 'dockerfile', 'ref'],
	none: () => ({code: 'missing-image', message: 'The build names no image.', hint: 'Write "image: python:3.12-slim", or the image that you want.'}),
	several: (first, second) => ({code: 'several-images', message: `"${first}" and "${second}" both say what to build from.`, hint: 'Keep one of them.'}),
};

/** The version of what stands in a file: any number. */
export const nestedVersion = {rule: whole, description: 'The version, as at the top.'} as const satisfies Key;

/** A build under `build:` may repeat the common keys of a file of `kind: build`; they have no effect there. */
export const nestedBuildKeys = {
	...buildKeys,
	backend: {rule: oneOf('native', 'kaniko', 'other'), description: 'What builds the image on the platform.', unused: 'the engine builds in its own way'},
	version: nestedVersion,
	kind: {rule: oneOf('build'), description: 'The word build.'},
	name: {...header.name, unused: 'the run has one name, at the top'},
	description: {...header.description, unused: 'the run has one description, at the top'},
	tags: {...header.tags, unused: 'the tags at the top count'},
	logging: {...header.logging, unused: 'the build logs everything'},
	environment: {...environment, unused: 'the build takes what it needs'},
	declarations: {rule: anyMap, otherName: 'params', description: 'Declarations.', unused: 'the declarations at the top count'},
	inputs: {...inputs.inputs, unused: 'the inputs at the top count'},
	outputs: {...inputs.outputs, unused: 'the outputs at the top count'},
} as const satisfies Readonly<Record<string, Key>>;

/** The section of the kinds that run something in an image. */
export const build = {
	rule: section(nestedBuildKeys, {choices: [buildSource], strangers: newerBuildNames}),
	description: 'The image of the run and what is baked into it.',
	example: 'Write "build:", and on the next line "  image: python:3.12-slim".',
	isNeverNull: true,
	hasOperators: true,
	kinds: ['experiment', 'group', 'job', 'notebook', 'tensorboard'],
	neededBy: ['job', 'notebook', 'tensorboard'],
} as const satisfies Key;
