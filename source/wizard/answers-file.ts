import {engineNames} from '../engines/engine.ts';
import {locate, type PolyaxonDocument, parsePolyaxonfile} from '../polyaxonfile/document.ts';
import {nearest} from '../polyaxonfile/names.ts';
import {isMapping} from '../polyaxonfile/print-value.ts';
import type {Problem} from '../polyaxonfile/problem.ts';
import type {Value} from '../polyaxonfile/specification.ts';
import {type Answers, kinds, type ResourceAnswers} from './answers.ts';
import {amount, unknownWord} from './flag-answers.ts';
import {selectorText} from './node-selector.ts';
import {errorAt} from './wizard-problem.ts';
import {textAt, yamlAt} from './yaml-text.ts';

/** What is in an answers.yaml, and what is wrong with it, with its places. */
export type AnswersFile = {readonly answers: Partial<Answers>; readonly problems: readonly Problem[]};

/** Reads answers.yaml: the keys are those of a polyaxonfile without its sections, and `engine`, `context`, `namespace`. Never throws. */
export function readAnswersFile(text: string, file?: string): AnswersFile {
	const document = parsePolyaxonfile(text, file);
	const problems: Problem[] = [];
	const reading: Reading = {document, report: problem => problems.push(locate(document, problem))};
	let answers: Partial<Answers> = {};
	for (const [key, value] of Object.entries(document.values ?? {})) {
		const read = Object.hasOwn(readers, key) ? readers[key] : undefined;
		if (read) answers = {...answers, ...read(reading, key, value)};
		else reading.report(unknownKey(key));
	}
	return {answers, problems: [...document.problems, ...problems]};
}

type Reading = {readonly document: PolyaxonDocument; readonly report: (problem: Problem) => void};
type Reader = (reading: Reading, key: string, value: Value) => Partial<Answers>;

const readers: Readonly<Record<string, Reader>> = {
	kind: (reading, key, value) => ({kind: oneOf(reading, key, value, kinds)}),
	image: (reading, key, value) => ({image: text(reading, [key], value)}),
	build_steps: (reading, key, value) => ({buildSteps: texts(reading, key, value)}),
	env_vars: (reading, key, value) => ({envVars: pairs(reading, key, value)}),
	declarations: (reading, key, value) => declarations(reading, key, value),
	params: (reading, key, value) => declarations(reading, key, value),
	cmd: (reading, key, value) => ({command: texts(reading, key, value).join('\n')}),
	secret_refs: (reading, key, value) => ({secretRefs: texts(reading, key, value)}),
	configmap_refs: (reading, key, value) => ({configmapRefs: texts(reading, key, value)}),
	config_map_refs: (reading, key, value) => ({configmapRefs: texts(reading, key, value)}),
	resources: (reading, key, value) => ({resources: resources(reading, key, value)}),
	node_selector: (reading, key, value) => ({nodeSelector: selectorText(pairs(reading, key, value).map(({name, value: of}) => ({key: name, value: of})))}),
	service_account: (reading, key, value) => ({serviceAccount: text(reading, [key], value)}),
	engine: (reading, key, value) => ({engine: oneOf(reading, key, value, engineNames)}),
	context: (reading, key, value) => ({context: text(reading, [key], value)}),
	namespace: (reading, key, value) => ({namespace: text(reading, [key], value)}),
};

function unknownKey(key: string): Problem {
	const names = Object.keys(readers);
	const meant = nearest(key, names);
	return errorAt(
		[key],
		'unknown-key',
		`${key} is no answer.`,
		meant === undefined ? `The answers are ${names.filter(name => name !== 'params' && name !== 'config_map_refs').join(', ')}.` : `Did you mean ${meant}?`,
	);
}

function oneOf<T extends string>(reading: Reading, key: string, value: Value, names: readonly T[]): T | undefined {
	const name = names.find(candidate => candidate === value);
	if (name === undefined) reading.report(unknownWord([key], `The ${key} ${typeof value === 'string' ? value : 'here'}`, String(value), names));
	return name;
}

/** A text, or a number or word as it is written. */
function text(reading: Reading, path: ReadonlyArray<string | number>, value: Value): string | undefined {
	const found = textAt(reading.document, path, value);
	if (found === undefined) reading.report(errorAt(path, 'wrong-type', `${path[0]} is no text here.`, 'Write a text, in quotes when it has a ":" or "#".'));
	return found;
}

/** A list of texts; one text is a list of one. */
function texts(reading: Reading, key: string, value: Value): readonly string[] {
	if (Array.isArray(value)) return value.flatMap((entry: Value, at) => text(reading, [key, at], entry) ?? []);
	const only = text(reading, [key], value);
	return only === undefined ? [] : [only];
}

/** A map, a list of `[NAME, value]`, or a list of `NAME=value`. */
function pairs(reading: Reading, key: string, value: Value): Answers['envVars'] {
	if (isMapping(value)) return Object.entries(value).map(([name, entry]) => ({name, value: text(reading, [key, name], entry) ?? ''}));
	const entries: readonly Value[] = Array.isArray(value) ? value : [value];
	return entries.flatMap((entry, at) => {
		const path = [key, at];
		if (Array.isArray(entry) && entry.length === 2)
			return [{name: text(reading, [...path, 0], entry[0]) ?? '', value: text(reading, [...path, 1], entry[1]) ?? ''}];
		const [, name, rest] = typeof entry === 'string' ? (/^([^=]+)=([\s\S]*)$/.exec(entry) ?? []) : [];
		if (name !== undefined) return [{name, value: rest!}];
		reading.report(
			errorAt(
				Array.isArray(value) ? path : [key],
				'wrong-type',
				`${key} has an entry that is no name with a value.`,
				'Write NAME: value, [NAME, value] or NAME=value.',
			),
		);
		return [];
	});
}

function declarations(reading: Reading, key: string, value: Value): Partial<Answers> {
	if (isMapping(value)) return {declarations: Object.entries(value).map(([name, entry]) => ({name, value: yamlAt(reading.document, [key, name], entry)}))};
	reading.report(errorAt([key], 'wrong-type', `${key} is no map.`, 'Write one line a declaration, such as "lr: 0.1".'));
	return {};
}

function resources(reading: Reading, key: string, value: Value): ResourceAnswers {
	if (!isMapping(value)) {
		reading.report(errorAt([key], 'wrong-type', `${key} is no map.`, 'Write cpu, memory and gpu, such as "cpu: 0.5".'));
		return {};
	}
	let all: ResourceAnswers = {};
	for (const [name, entry] of Object.entries(value)) {
		if (name !== 'cpu' && name !== 'memory' && name !== 'gpu') {
			reading.report({...unknownWord([key, name], `The resource ${name}`, name, ['cpu', 'memory', 'gpu']), code: 'unknown-key'});
			continue;
		}
		const side = (word: string) => (isMapping(entry) && entry[word] !== undefined ? text(reading, [key, name, word], entry[word]) : undefined);
		const whole = isMapping(entry) ? `${side('requests') ?? ''}:${side('limits') ?? ''}` : text(reading, [key, name], entry);
		if (name === 'gpu') all = {...all, gpu: whole?.split(':').find(part => part !== '')};
		else all = {...all, ...amount(name, name === 'cpu' ? 'cpuLimit' : 'memoryLimit', whole)};
	}
	return all;
}
