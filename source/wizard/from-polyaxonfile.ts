import {toCommand} from '../polyaxonfile/command.ts';
import type {PolyaxonDocument} from '../polyaxonfile/document.ts';
import {isMapping} from '../polyaxonfile/print-value.ts';
import type {Value} from '../polyaxonfile/specification.ts';
import {parseText} from '../polyaxonfile/write/parse-text.ts';
import {type Answers, kinds, type ResourceAnswers} from './answers.ts';
import {labelsIn, selectorText} from './node-selector.ts';
import {textAt, yamlAt} from './yaml-text.ts';

/** The answers that would make this file, as far as it has them; none of a text that is no polyaxonfile. Wrong values are taken as they are, for the user to correct. */
export function fromPolyaxonfile(text: string): Partial<Answers> {
	const document = parseText(text);
	const values = document.values;
	if (!values) return {};
	const kind = kinds.find(name => name === values.kind);
	const [image, buildSteps, envVars] = ['image', 'build_steps', 'env_vars'].map(key => inBuild(values, key)) as [Place, Place, Place];
	const environment = mapping(values.environment);
	const declared = declaredIn(values);
	return defined({
		kind,
		image: textAt(document, image.path, image.value),
		buildSteps: textsOf(document, buildSteps.path, buildSteps.value),
		envVars: envVarsOf(document, envVars.path, envVars.value),
		declarations: declared.value && Object.entries(declared.value).map(([name, value]) => ({name, value: yamlAt(document, [...declared.path, name], value)})),
		command: commandOf(document, mapping(values.run).cmd),
		secretRefs: textsOf(document, ['environment', 'secret_refs'], environment.secret_refs),
		configmapRefs:
			textsOf(document, ['environment', 'configmap_refs'], environment.configmap_refs) ??
			textsOf(document, ['environment', 'config_map_refs'], environment.config_map_refs),
		resources: resourcesOf(document, environment.resources),
		nodeSelector: selectorOf(document, environment.node_selector),
		serviceAccount: textAt(document, ['environment', 'service_account'], environment.service_account),
	});
}

/** The values that the file has for these declarations, variables and labels of nodes: an answer is only what a person would type for them. */
export function valuesBehind(text: string, {declarations = [], envVars = [], nodeSelector = ''}: Partial<Answers>) {
	const values = parseText(text).values ?? {};
	const declared = declaredIn(values).value ?? {};
	const {value: pairs} = inBuild(values, 'env_vars');
	const named = isList(pairs) ? pairs.filter(isPair) : [];
	return {
		declarations: declarations.map(({name}) => declared[name] ?? null),
		envVars: envVars.map((_, index) => named[index] ?? []),
		nodeSelector: labelsIn(nodeSelector).map(({key}) => mapping(mapping(values.environment).node_selector)[key] ?? null),
	};
}

/** Why the wizard must leave this file alone, as a sentence, or undefined: it cannot be read, or its kind has sections that no step asks for. */
export function whyNotEditable(text: string): string | undefined {
	const {values, problems} = parseText(text);
	const [broken] = values ? [] : problems.filter(({code}) => code !== 'empty-file');
	if (broken)
		return `It cannot be read, so init does not change it. Line ${broken.line}: ${broken.message} Put that right first, or write another file with -o.`;
	const kind = values?.kind;
	if (typeof kind !== 'string' || kinds.some(name => name === kind)) return undefined;
	return `The file is of kind ${kind}, which init does not edit. Write another file with -o, or edit it by hand.`;
}

function envVarsOf(document: PolyaxonDocument, path: readonly string[], value: Value | undefined): Answers['envVars'] | undefined {
	if (!isList(value)) return undefined;
	return value.flatMap((pair, at) => {
		if (!isPair(pair)) return [];
		const [name = '', text = ''] = [0, 1].map(side => textAt(document, [...path, at, side], pair[side]));
		return [{name, value: text}];
	});
}

/** Whether an entry of the variables has a name and a value. */
function isPair(entry: Value): entry is readonly [Value, Value] {
	if (!isList(entry) || entry.length !== 2) return false;
	const [name = null] = entry;
	return name !== null && !isList(name) && !isMapping(name);
}

type Place = {readonly path: readonly string[]; readonly value: Value | undefined};

/** A key of the build: releases up to 0.4.1 had those of kind build under `build` too. */
function inBuild(values: {readonly [key: string]: Value}, key: string): Place {
	const isFlat = values.kind === 'build' && (values[key] !== undefined || !isMapping(values.build));
	return isFlat ? {path: [key], value: values[key]} : {path: ['build', key], value: mapping(values.build)[key]};
}

function declaredIn(values: {readonly [key: string]: Value}) {
	const name = isMapping(values.declarations) ? 'declarations' : 'params';
	const value = values[name];
	return {path: [name], value: isMapping(value) ? value : undefined};
}

/** One line stays as it is; of several the platform makes one line. */
function commandOf(document: PolyaxonDocument, cmd: Value | undefined): string | undefined {
	const oneLine = (text: string) => (/[\r\n]/.test(text.trim()) ? toCommand(text) : text.trim());
	if (isList(cmd)) return textsOf(document, ['run', 'cmd'], cmd)!.map(oneLine).join('\n');
	const text = textAt(document, ['run', 'cmd'], cmd);
	return text === undefined ? undefined : oneLine(text);
}

function resourcesOf(document: PolyaxonDocument, value: Value | undefined): ResourceAnswers | undefined {
	if (!isMapping(value)) return undefined;
	const amount = (name: string, side: string) => textAt(document, ['environment', 'resources', name, side], mapping(value[name])[side]);
	return defined({
		cpu: amount('cpu', 'requests'),
		cpuLimit: amount('cpu', 'limits'),
		memory: amount('memory', 'requests'),
		memoryLimit: amount('memory', 'limits'),
		gpu: amount('gpu', 'limits') ?? amount('gpu', 'requests'),
	});
}

function selectorOf(document: PolyaxonDocument, value: Value | undefined): string | undefined {
	if (!isMapping(value)) return undefined;
	const path = ['environment', 'node_selector'];
	return selectorText(
		Object.entries(value).map(([key, of]) => ({key, value: textAt(document, [...path, key], of) ?? (of === null ? '' : yamlAt(document, [...path, key], of))})),
	);
}

function textsOf(document: PolyaxonDocument, path: ReadonlyArray<string | number>, value: Value | undefined): readonly string[] | undefined {
	return isList(value) ? value.flatMap((entry, at) => textAt(document, [...path, at], entry) ?? []) : undefined;
}

function mapping(value: Value | undefined): {readonly [key: string]: Value | undefined} {
	return isMapping(value) ? value : {};
}

function isList(value: Value | undefined): value is readonly Value[] {
	return Array.isArray(value);
}

function defined<T extends object>(given: {[K in keyof T]: T[K] | undefined}): Partial<T> {
	return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<T>;
}
