import {toCommand} from './command.ts';
import {commandWarnings} from './command-warnings.ts';
import {evaluateValue, type TextContext} from './evaluate-text.ts';
import type {Combination, Group} from './group.ts';
import {Numeral} from './numeral.ts';
import {isList, isMapping, printValue, quoteText} from './print-value.ts';
import {isError, isSamePath, type Problem} from './problem.ts';
import {checkAny} from './rules/check.ts';
import type {Checking} from './rules/check-scalars.ts';
import type {Key, Report} from './rules/rule.ts';
import {type FileValues, fileRule} from './rules/sections.ts';
import type {Environment, Kind, RenderedSpecification, Specification, Value} from './specification.ts';
import {fromPython, toPython} from './template/python/convert-value.ts';
import {createBudget} from './template/python/tools.ts';

/** What a specification is once its templates are evaluated. */
export type Rendering = {
	/** Absent when one of the problems is an error. */
	readonly rendered?: RenderedSpecification;
	/** The whole file with every template evaluated, under the names of the file. */
	readonly values: {readonly [section: string]: Value};
	/** `locate` finds their places. */
	readonly problems: readonly Problem[];
};

/**
 * A specification with every template evaluated, as the platform evaluated them before a run: the declarations with themselves as names,
 * then everything else with the declarations; and compared with the rules again, because text may have become something else. `matrix` has the
 * values of one run of a group, its first one when none are given: declarations of the same name win.
 */
export function renderSpecification({kind, values, parameters, group, sections}: Specification, matrix: Combination = firstOf(group)): Rendering {
	const problems: Problem[] = [];
	const report: Report = problem => {
		// Of one value all errors of its template are said, else the first, not what follows from it
		const isOfTemplate = problem.code === 'template-error';
		if (isOfTemplate || !problems.some(before => isError(before) && isSamePath(before.path, problem.path))) problems.push({severity: 'error', ...problem});
	};
	const spend = createBudget();
	const written = new Map(Object.entries({...matrix, ...parameters}).map(([name, value]) => [name, toPython(value)] as const));
	const names = new Map([...written].map(([name, value]) => [name, evaluateValue(value, ['declarations', name], {names: written, spend, report})] as const));
	const evaluated = evaluateSections(kind, values, {names, spend, report});
	const checking: Checking = {report, isRendered: true};
	const read = checkAny(fileRule(kind), evaluated, [], {...checking, sections: new Map(sections)}) as FileValues | undefined;
	const declarations: {readonly [name: string]: Value} = Object.assign(
		Object.create(null),
		Object.fromEntries([...names].map(([name, value]) => [name, fromPython(value)])),
	);
	const rendered = read && !problems.some(isError) ? specificationOf(kind, read, declarations, checking) : undefined;
	return {rendered: problems.some(isError) ? undefined : rendered, values: withDeclarations(evaluated, declarations), problems};
}

function firstOf(group: Group | undefined): Combination {
	for (const combination of group?.combinations() ?? []) return combination;
	return {};
}

function evaluateSections(kind: Kind, values: {readonly [section: string]: Value}, context: TextContext): {readonly [section: string]: Value} {
	const {keys} = fileRule(kind);
	const result: Record<string, Value> = Object.create(null);
	for (const [section, value] of Object.entries(values)) {
		const key = keys[section];
		// Declarations have been evaluated, and what they are checked for is their names
		const isLeft = section === 'version' || section === 'kind' || key === undefined || key.isPlain === true || section === 'declarations';
		const now = isLeft ? value : evaluateSection(value, [section], key, context);
		result[section] = isSame(now, value) ? value : now;
	}
	return result;
}

/** Whether two values are equal in all that they hold. */
function isSame(one: Value, other: Value): boolean {
	if (one === other) return true;
	if (one instanceof Numeral || other instanceof Numeral) return one instanceof Numeral && other instanceof Numeral && one.text === other.text;
	if (isList(one)) return isList(other) && one.length === other.length && one.every((item, index) => isSame(item, other[index] ?? null));
	if (!isMapping(one) || !isMapping(other)) return false;
	const names = Object.keys(one);
	return names.length === Object.keys(other).length && names.every(name => other[name] !== undefined && isSame(one[name] ?? null, other[name]));
}

function evaluateSection(value: Value, path: Problem['path'], key: Key, context: TextContext): Value {
	const evaluated = fromPython(evaluateValue(toPython(value), path, {...context, hasOperators: key.hasOperators}));
	const variables = isMapping(value) && path[0] === 'build' ? value.env_vars : path[0] === 'env_vars' ? value : undefined;
	const now = isMapping(evaluated) && path[0] === 'build' ? evaluated.env_vars : path[0] === 'env_vars' ? evaluated : undefined;
	if (isList(variables ?? null) && isList(now ?? null))
		reportVariables(variables as readonly Value[], now as readonly Value[], path[0] === 'build' ? ['build', 'env_vars'] : path, context);
	return evaluated;
}

/** A text that is a Python literal becomes its value, which is seldom meant: "1e5" becomes 100000.0. */
function reportVariables(written: readonly Value[], evaluated: readonly Value[], path: Problem['path'], context: TextContext): void {
	for (const [index, pair] of written.entries()) {
		const now = evaluated[index] ?? null;
		const text = isList(pair) ? pair[1] : undefined;
		if (!isList(now) || now.length !== 2 || typeof text !== 'string' || /\{[{%#]/.test(text)) continue;
		const name = printValue(now[0] ?? null);
		const content = printValue(now[1] ?? null);
		const isNothing = now[1] === null;
		if (content === text && !isNothing) continue;
		context.report({
			code: 'reads-as-literal',
			severity: isNothing ? 'error' : 'warning',
			path: [...path, index, 1],
			message: isNothing ? `The variable ${name} has no value once this is evaluated.` : `The platform evaluates this value: ${name} becomes ${content}.`,
			hint: `To keep it as text, write Python's quotes around it too: ${JSON.stringify(quoteText(text))}.`,
		});
	}
}

function specificationOf(kind: Kind, read: FileValues, declarations: RenderedSpecification['declarations'], checking: Checking): RenderedSpecification {
	const build = kind === 'build' ? read : read.build;
	const {dockerfile, context, lang_env, nocache, image, build_steps = [], env_vars = []} = build ?? {};
	const command = kind === 'experiment' || kind === 'group' || kind === 'job' ? commandOf(read.run?.cmd ?? '', checking) : undefined;
	return {
		version: 1,
		kind,
		...defined({name: read.name, description: read.description}),
		tags: [...new Set(read.tags ?? [])],
		declarations,
		...(build ? {build: {...defined({image, dockerfile, context, lang_env, nocache}), build_steps, env_vars}} : {}),
		environment: environmentOf(read),
		...defined({command}),
	};
}

/** What the file has under its name, and nothing of what this program makes no use of. */
function environmentOf({environment = {}}: FileValues): Environment {
	const {resources, secret_refs = [], configmap_refs = []} = environment;
	const {node_selector, tolerations, affinity, labels, annotations, service_account, image_pull_secrets, max_restarts} = environment;
	return {
		...defined({resources}),
		secret_refs,
		configmap_refs,
		...defined({node_selector, tolerations, affinity, labels, annotations, service_account, image_pull_secrets, max_restarts}),
	};
}

function commandOf(cmd: string | readonly string[], {report}: Checking): string {
	const path = ['run', 'cmd'];
	for (const warning of commandWarnings(cmd, path)) report(warning);
	const command = toCommand(cmd);
	if (command === '')
		report({
			code: 'missing-command',
			path,
			message: 'The command is empty once its templates are evaluated.',
			hint: 'Write what to run, such as "python3 train.py".',
		});
	return command;
}

function withDeclarations(values: {readonly [section: string]: Value}, declarations: {readonly [name: string]: Value}): {readonly [section: string]: Value} {
	const {declarations: _, params, ...rest} = values;
	return Object.keys(declarations).length === 0 ? rest : {...rest, [params === undefined ? 'declarations' : 'params']: declarations};
}

function defined<T extends object>(given: T): {[K in keyof T]?: Exclude<T[K], undefined>} {
	return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {[K in keyof T]?: Exclude<T[K], undefined>};
}
