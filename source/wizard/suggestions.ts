import {type Answers, commandLines, type Declaration} from './answers.ts';
import type {Facts, Found} from './facts.ts';
import {rankImages} from './rank-images.ts';

/** Something to take over with one key: `answers` holds the whole new value of what it changes. */
export type Suggestion = {readonly label: string; readonly foundIn?: string; readonly answers: Partial<Answers>};

/** So many images of this machine are offered before the ones that always do. */
const firstLocal = 5;

/** Images of the folder, the most useful that this machine has, the ones that always do, and what else this machine has. */
export function suggestImages(facts: Facts, answers: Answers): readonly Suggestion[] {
	const always = [{value: 'python:3.11-slim'}, {value: 'python:3.12-slim'}, {value: 'tensorflow/tensorflow:2.15.0'}, {value: 'pytorch/pytorch:latest'}];
	const local = rankImages(facts.localImages).map(value => ({value, foundIn: 'this machine'}));
	const all: ReadonlyArray<{value: string; foundIn?: string}> = [...facts.images, ...local.slice(0, firstLocal), ...always, ...local.slice(firstLocal)];
	const isNew = ({value}: {value: string}, index: number) => value !== answers.image && all.findIndex(each => each.value === value) === index;
	return all.filter(isNew).map(({value, foundIn}) => suggestion(value, foundIn, {image: value}));
}

/** Steps that are not in the list yet; one that is taken goes to the end. */
export function suggestBuildSteps(facts: Facts, answers: Answers): readonly Suggestion[] {
	return facts.buildSteps
		.filter(({value}) => !answers.buildSteps.includes(value))
		.map(({value, foundIn}) => suggestion(value, foundIn, {buildSteps: [...answers.buildSteps, value]}));
}

/** Variables of the Dockerfile and of .env whose names are not in the list yet. */
export function suggestEnvVars(facts: Facts, answers: Answers): readonly Suggestion[] {
	return [...facts.envVars, ...facts.offeredEnvVars]
		.filter(({value}) => !answers.envVars.some(({name}) => name === value.name))
		.map(({value, foundIn}) => suggestion(`${value.name}=${value.value}`, foundIn, {envVars: [...answers.envVars, value]}));
}

/** Declarations that belong to the command, or to what the folder offers as one, and are not in the list yet. */
export function suggestDeclarations(facts: Facts, answers: Answers): readonly Suggestion[] {
	const source = commandOf(facts, answers);
	if (!source) return [];
	const missing = source.value.declarations.filter(({name}) => !answers.declarations.some(given => given.name === name));
	return missing.map(found => suggestion(`${found.name} = ${found.value}`, source.foundIn, {declarations: [...answers.declarations, found]}));
}

/** Commands of the folder; one that is taken brings its declarations along. */
export function suggestCommands(facts: Facts, answers: Answers): readonly Suggestion[] {
	return facts.commands
		.filter(({value}) => value.command !== answers.command)
		.map(({value, foundIn}) =>
			suggestion(value.command, foundIn, {command: value.command, declarations: withMissing(answers.declarations, value.declarations)}),
		);
}

/** Names for which the settings know a source. */
export function suggestSecrets(facts: Facts, answers: Answers): readonly Suggestion[] {
	return facts.secretRefs
		.filter(name => !answers.secretRefs.includes(name))
		.map(name => suggestion(name, 'the settings', {secretRefs: [...answers.secretRefs, name]}));
}

/** Names for which the settings know a source. */
export function suggestConfigmaps(facts: Facts, answers: Answers): readonly Suggestion[] {
	return facts.configmapRefs
		.filter(name => !answers.configmapRefs.includes(name))
		.map(name => suggestion(name, 'the settings', {configmapRefs: [...answers.configmapRefs, name]}));
}

function suggestion(label: string, foundIn: string | undefined, answers: Partial<Answers>): Suggestion {
	return foundIn === undefined ? {label, answers} : {label, foundIn, answers};
}

function commandOf(facts: Facts, answers: Answers): Facts['commands'][number] | undefined {
	const lines = commandLines(answers.command);
	const runsScriptOf = (found: Found<unknown>) => lines.some(line => line.includes(found.foundIn.replace(/:\d+$/, '')));
	return facts.commands.find(runsScriptOf) ?? (lines.length === 0 ? facts.commands[0] : undefined);
}

function withMissing(given: readonly Declaration[], found: readonly Declaration[]): readonly Declaration[] {
	return [...given, ...found.filter(({name}) => !given.some(declaration => declaration.name === name))];
}
