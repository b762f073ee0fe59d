import {type Advice, whyNoEnvVarName} from '../names.ts';
import {Numeral} from '../numeral.ts';
import {isList, isMapping, printValue} from '../print-value.ts';
import type {Problem} from '../problem.ts';
import type {Value} from '../specification.ts';
import type {OwnRule, Report} from './rule.ts';

/** What a container can have as the name of a variable. A shell reads fewer, and Python may print another than is meant: `yes` is True. */
const containerName = /^[-.\w]+$/;
const template = /\{[{%#]/;

/** `env_vars`: a list of pairs, which keep their order. Names and values that are no text become what Python prints. */
export const envVars: OwnRule<ReadonlyArray<readonly [string, string]>> = {
	type: 'own',
	read: readPairs,
	schema: {
		type: 'array',
		items: {
			type: 'array',
			prefixItems: [
				{anyOf: [{type: 'string', pattern: `${containerName.source}|${template.source}`}, {type: ['number', 'boolean']}]},
				{type: ['string', 'number', 'boolean', 'array', 'object']},
			],
			items: false,
			minItems: 2,
		},
	},
};

function readPairs(value: Value, path: Problem['path'], report: Report): ReadonlyArray<readonly [string, string]> | undefined {
	if (!isList(value)) {
		report({code: 'bad-env-vars', path, message: 'env_vars must be a list of pairs.', hint: `Write each variable as a pair: ${exampleOf(value)}.`});
		return undefined;
	}
	return value.flatMap((entry, index) => readPair(entry, [...path, index], report) ?? []);
}

function readPair(entry: Value, path: Problem['path'], report: Report): ReadonlyArray<readonly [string, string]> | undefined {
	if (!isList(entry) || entry.length !== 2) {
		const problem = isList(entry)
			? `This pair has ${entry.length} ${entry.length === 1 ? 'entry' : 'entries'}.`
			: 'An environment variable must be a pair of name and value.';
		report({code: 'bad-env-vars', path, message: problem, hint: `Write it as ${exampleOf(entry)}.`});
		return undefined;
	}
	const [name = null, value = null] = entry;
	const wrong = nameProblem(name);
	if (wrong) report({code: 'bad-env-var-name', path: [...path, 0], ...wrong});
	if (value === null)
		report({
			code: 'bad-env-vars',
			path: [...path, 1],
			message: `The variable ${printValue(name)} has no value.`,
			hint: `Write "" for an empty one: [${printValue(name)}, ""].`,
		});
	return wrong?.severity === 'error' || value === null ? undefined : [[printValue(name), printValue(value)]];
}

type NameProblem = Advice & {readonly severity: Problem['severity']};

function nameProblem(name: Value): NameProblem | undefined {
	if (name === null || (typeof name === 'object' && !(name instanceof Numeral)))
		return {severity: 'error', message: `A variable's name must be text, not ${printValue(name)}.`, hint: 'Write the name first and the value second.'};
	const printed = printValue(name);
	if (typeof name !== 'string')
		return {
			severity: containerName.test(printed) ? 'warning' : 'error',
			message: `YAML does not read this name as text: the variable is called ${printed}.`,
			hint: 'Put the name in quotes. The name comes first and the value second.',
		};
	const wrong = template.test(name) ? undefined : whyNoEnvVarName(name);
	if (!wrong) return undefined;
	return containerName.test(name)
		? {severity: 'warning', message: `No shell can read the variable "${name}".`, hint: wrong.hint ?? 'Choose another name.'}
		: {severity: 'error', ...wrong};
}

/** The same variable in the right shape, where it can be guessed. */
function exampleOf(value: Value): string {
	const first = isMapping(value) ? Object.entries(value)[0] : typeof value === 'string' ? value.split('=', 2) : undefined;
	const [name = 'NAME', content = 'value'] = first ?? [];
	return `- [${name || 'NAME'}, ${JSON.stringify(printValue(content))}]`;
}
