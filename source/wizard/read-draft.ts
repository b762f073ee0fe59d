import {engineNames} from '../engines/engine.ts';
import {registryProblem} from '../engines/kubernetes/settings/registry-choice.ts';
import {type Answers, emptyAnswers, kinds} from './answers.ts';
import type {Draft} from './draft.ts';
import {stepIds} from './step-ids.ts';

/** The form of the draft file; one of another version is not offered. */
export const draftVersion = 1;

/** What a draft file holds, or undefined when it is damaged, of another version, or anything else. */
export function readDraft(text: string): Draft | undefined {
	const value = parse(text);
	if (!isMap(value) || value.version !== draftVersion || !isMap(value.answers) || typeof value.savedAt !== 'number') return undefined;
	const answers = readAnswers(value.answers);
	const step = stepIds.find(id => id === value.step);
	if (!answers || !step || !Array.isArray(value.visited)) return undefined;
	const visited: readonly unknown[] = value.visited;
	return {answers, step, visited: stepIds.filter(id => visited.includes(id)), savedAt: value.savedAt};
}

function readAnswers(given: Record<string, unknown>): Answers | undefined {
	const kind = kinds.find(name => name === given.kind);
	const engine = engineNames.find(name => name === given.engine);
	const {image, command, buildSteps, envVars, declarations, secretRefs, configmapRefs, resources} = given;
	if (!kind || !engine || typeof image !== 'string' || typeof command !== 'string') return undefined;
	if (!isTexts(buildSteps) || !isTexts(secretRefs) || !isTexts(configmapRefs) || !isPairs(envVars) || !isPairs(declarations) || !isMap(resources))
		return undefined;
	const amounts = Object.entries(resources).filter(
		([key, amount]) => ['cpu', 'cpuLimit', 'memory', 'memoryLimit', 'gpu'].includes(key) && typeof amount === 'string',
	);
	const optional = ['nodeSelector', 'serviceAccount', 'context', 'namespace'];
	const place = Object.fromEntries(Object.entries(given).filter(([key, text]) => optional.includes(key) && typeof text === 'string'));
	const answers = {...emptyAnswers, kind, engine, image, command, buildSteps, envVars, declarations, secretRefs, configmapRefs};
	const registry = readRegistry(given.registry);
	return {...answers, ...place, ...(registry && {registry}), resources: Object.fromEntries(amounts)};
}

function readRegistry(given: unknown): Answers['registry'] {
	if (!isMap(given) || typeof given.registry !== 'string' || registryProblem(given.registry)) return undefined;
	const {registry, registryForNodes, isInsecureRegistry} = given;
	return {registry, ...(typeof registryForNodes === 'string' && {registryForNodes}), ...(isInsecureRegistry === true && {isInsecureRegistry})};
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function isMap(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is readonly string[] {
	return Array.isArray(value) && value.every(entry => typeof entry === 'string');
}

function isPairs(value: unknown): value is ReadonlyArray<{readonly name: string; readonly value: string}> {
	return Array.isArray(value) && value.every(entry => isMap(entry) && typeof entry.name === 'string' && typeof entry.value === 'string');
}
