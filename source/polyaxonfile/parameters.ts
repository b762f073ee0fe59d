import {typeProblem} from './input-type.ts';
import {nearest} from './names.ts';
import {isList, isMapping, printValue} from './print-value.ts';
import type {Problem} from './problem.ts';
import {flagOf, hasTemplate} from './rules/check-scalars.ts';
import {isFilled} from './rules/filled.ts';
import {anyMap, type Report} from './rules/rule.ts';
import type {Value} from './specification.ts';

type Values = {readonly [key: string]: Value};
/** An entry of `inputs` or `outputs`. */
export type Declared = {
	readonly name: string;
	readonly type?: string;
	readonly fallback: Value;
	readonly isOptional: boolean;
	readonly isList: boolean;
	readonly isFlag: boolean;
	readonly options?: readonly Value[];
	readonly path: Problem['path'];
};

/**
 * The names and values that templates see: the declarations of a file with those of `-P` over them. Where the file has `inputs` or `outputs`, their names
 * and no others, checked and with their defaults, as the platform did from release 0.5 on.
 */
export function parametersOf(values: Values, overrides: Readonly<Record<string, string>>, report: Report): Values {
	const given = overridden(values, overrides, report);
	const declared = {inputs: declaredIn(values, 'inputs'), outputs: declaredIn(values, 'outputs')};
	if (declared.inputs.length + declared.outputs.length === 0) return given;
	return checkParameters(declared, given, {at: ['declarations'], report: reportOfFlags(overrides, report), reference: earlierRun});
}

/** What is wrong with a value of -P does not stand in the file. */
function reportOfFlags(overrides: Readonly<Record<string, string>>, report: Report): Report {
	return problem => {
		const name = problem.path[0] === 'declarations' && typeof problem.path[1] === 'string' ? problem.path[1] : undefined;
		if (name === undefined || !Object.hasOwn(overrides, name)) report(problem);
		else report({...problem, code: 'bad-parameter', path: [], message: `-P ${name}=${overrides[name]}: ${problem.message}`});
	};
}

/** What is given for inputs and outputs, and where; `reference` says what is wrong with a value that names what another run gave. */
export type Given = {
	readonly at: Problem['path'];
	readonly report: Report;
	readonly reference: (parts: readonly string[], declared: Declared) => {readonly message: string; readonly hint: string} | undefined;
};

/** The values of inputs and outputs: what is given, else their defaults. Reports names that are not declared, what is missing and what has another type. */
export function checkParameters(
	{inputs, outputs}: {readonly inputs: readonly Declared[]; readonly outputs: readonly Declared[]},
	values: Values,
	given: Given,
): Values {
	const all = [...inputs, ...outputs];
	for (const name of Object.keys(values)) if (!all.some(each => each.name === name)) given.report(unexpected(name, all, given.at));
	const result: Record<string, Value> = Object.create(null);
	for (const each of inputs) result[each.name] = shown(each, valueFor(each, values, given, true));
	for (const each of outputs) result[each.name] = shown(each, valueFor(each, values, given, false));
	return result;
}

function overridden(values: Values, overrides: Readonly<Record<string, string>>, report: Report): Values {
	const declared = isFilled(anyMap, values.declarations) ? (values.declarations ?? null) : (values.params ?? null);
	const result: Record<string, Value> = Object.assign(Object.create(null), isMapping(declared) ? declared : {});
	const matrix = namesOfGroup(values.hptuning);
	const known = unique([...Object.keys(result), ...matrix, ...[...declaredIn(values, 'inputs'), ...declaredIn(values, 'outputs')].map(({name}) => name)]);
	for (const [name, value] of Object.entries(overrides)) {
		// A name that only templates have is added, as the platform's command line did
		if (known.includes(name) || isInTemplates(name, values)) {
			result[name] = value;
			continue;
		}
		const near = nearest(name, known);
		const hint = near ? `Did you mean ${near}?` : `Declared: ${known.join(', ') || 'none'}.`;
		report({code: 'unknown-declaration', path: [], message: `-P names "${name}", which the file neither declares nor uses.`, hint});
	}
	return result;
}

/** Whether a template anywhere in a value has the name as a word. */
function isInTemplates(name: string, value: Value): boolean {
	if (typeof value === 'string') return hasTemplate(value) && value.split(/[^\p{L}\p{N}_]+/u).includes(name);
	if (isList(value)) return value.some(item => isInTemplates(name, item));
	return isMapping(value) && Object.values(value).some(item => isInTemplates(name, item));
}

const unique = (names: readonly string[]) => [...new Set(names)];

/** What the runs of a group differ in: the names of the matrix, and the resource of a hyperband. */
function namesOfGroup(hptuning: Value | undefined): readonly string[] {
	if (!isMapping(hptuning)) return [];
	const resource = isMapping(hptuning.hyperband) && isMapping(hptuning.hyperband.resource) ? hptuning.hyperband.resource.name : undefined;
	return [...(isMapping(hptuning.matrix) ? Object.keys(hptuning.matrix) : []), ...(typeof resource === 'string' ? [resource] : [])];
}

/** The entries of `inputs` or `outputs`, as far as they are right. */
export function declaredIn(values: Values, section: 'inputs' | 'outputs'): readonly Declared[] {
	const entries = values[section] ?? null;
	if (!isList(entries)) return [];
	return entries.flatMap((entry, index) => {
		if (!isMapping(entry) || typeof entry.name !== 'string') return [];
		const {name, type, is_optional, is_list, is_flag, options = null} = entry;
		const words = {...(typeof type === 'string' ? {type} : {}), ...(isList(options) && options.length > 0 ? {options} : {})};
		return [
			{
				name,
				...words,
				fallback: entry.default ?? null,
				isOptional: flagOf(is_optional ?? null) === true,
				isList: flagOf(is_list ?? null) === true,
				isFlag: flagOf(is_flag ?? null) === true,
				path: [section, index],
			},
		];
	});
}

function valueFor(declared: Declared, values: Values, given: Given, isInput: boolean): Value {
	const {name, isOptional, fallback} = declared;
	if (!Object.hasOwn(values, name)) {
		if (isInput && !isOptional)
			given.report({
				code: 'missing-input',
				path: given.at[0] === 'declarations' ? declared.path : given.at,
				message: `The input ${name} has no value.`,
				hint: `Give it as a declaration: "${name}: …".`,
			});
		return fallback;
	}
	const value = values[name] ?? null;
	const reference = typeof value === 'string' ? /\{\{\s*(\S*)\s*\}\}/.exec(value)?.[1] : undefined;
	const path = [...given.at, name];
	if (reference === undefined) checkValue(declared, value, path, given.report);
	else {
		const wrong = given.reference(reference.split('.'), declared);
		if (wrong) given.report({code: 'reference', path, ...wrong});
	}
	return value;
}

/** `{{ experiments.12.outputs.loss }}`: what another run of the platform gave. */
function earlierRun(parts: readonly string[]) {
	return {
		message: `"${parts.join('.')}" is read as what an earlier run of the platform gave, because the file has inputs; there are no such runs here.`,
		hint: 'Write the value itself.',
	};
}

function checkValue({name, type, isList: wantsList, isOptional, options}: Declared, value: Value, path: Problem['path'], report: Report): void {
	if (type === undefined || (value === null && isOptional)) return;
	if (value === null) {
		report({code: 'missing-input', path, message: `${name} has no value.`, hint: 'Write one, or "is_optional: true" in its input.'});
		return;
	}
	const wanted = typeProblem(type, value, {isList: wantsList});
	if (wanted !== undefined) {
		const isWholeForFloat = (type === 'float' || type === 'metric') && typeof value === 'number';
		const hint = isWholeForFloat ? `Write it with a point: ${printValue(value)}.0.` : `Its input is of type ${type}.`;
		report({code: 'wrong-type', path, message: `${name} must be ${wanted}, not ${value === '' ? 'an empty text' : printValue(value)}.`, hint});
	} else if (options && !wantsList && !options.some(option => printValue(option) === printValue(value) && typeof option === typeof value)) {
		report({
			code: 'wrong-value',
			path,
			message: `${printValue(value)} is none of the values that ${name} can have.`,
			hint: `Write one of: ${options.map(printValue).join(', ')}.`,
		});
	}
}

function unexpected(name: string, declared: readonly Declared[], at: Problem['path']): Omit<Problem, 'severity'> {
	const near = nearest(
		name,
		declared.map(each => each.name),
	);
	return {
		code: 'unexpected-parameter',
		path: [...at, name],
		message: `"${name}" is none of the inputs and outputs of the file.`,
		hint: near ? `Did you mean ${near}?` : `Add "- {name: ${name}}" to its inputs, or delete it.`,
	};
}

function shown({name, isFlag}: Declared, value: Value): Value {
	if (!isFlag) return value;
	return value !== null && value !== false && value !== '' && value !== 0 ? `--${name}` : '';
}
