import {toCommand} from '../polyaxonfile/command.ts';
import {type PolyaxonDocument, parsePolyaxonfile} from '../polyaxonfile/document.ts';
import {isMapping} from '../polyaxonfile/print-value.ts';
import type {Value} from '../polyaxonfile/specification.ts';
import {type Answers, kinds, type ResourceAnswers} from './answers.ts';
import {textAt, yamlAt} from './yaml-text.ts';

/** The answers that would make this file, as far as it has them; none of a text that is no polyaxonfile. Wrong values are taken as they are, for the user to correct. */
export function fromPolyaxonfile(text: string): Partial<Answers> {
	const document = parsePolyaxonfile(text);
	const values = document.values;
	if (!values) return {};
	const kind = kinds.find(name => name === values.kind);
	const isFlat = kind === 'build' && !isMapping(values.build);
	const buildPath = isFlat ? [] : ['build'];
	const build = isFlat ? values : mapping(values.build);
	const environment = mapping(values.environment);
	const declared = isMapping(values.declarations) ? 'declarations' : 'params';
	return defined({
		kind,
		image: textAt(document, [...buildPath, 'image'], build.image),
		buildSteps: textsOf(document, [...buildPath, 'build_steps'], build.build_steps),
		envVars: envVarsOf(document, [...buildPath, 'env_vars'], build.env_vars),
		declarations: isMapping(values[declared])
			? Object.entries(values[declared]).map(([name, value]) => ({name, value: yamlAt(document, [declared, name], value)}))
			: undefined,
		command: commandOf(document, mapping(values.run).cmd),
		secretRefs: textsOf(document, ['environment', 'secret_refs'], environment.secret_refs),
		configmapRefs:
			textsOf(document, ['environment', 'configmap_refs'], environment.configmap_refs) ??
			textsOf(document, ['environment', 'config_map_refs'], environment.config_map_refs),
		resources: resourcesOf(document, environment.resources),
	});
}

/** Why the wizard must leave this file alone, as a sentence, or undefined: it cannot be read, or its kind has sections that no step asks for. */
export function whyNotEditable(text: string): string | undefined {
	const {values, problems} = parsePolyaxonfile(text);
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
		if (!isList(pair) || pair.length !== 2) return [];
		const [name, text] = [0, 1].map(side => textAt(document, [...path, at, side], pair[side]));
		return name === undefined ? [] : [{name, value: text ?? ''}];
	});
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
