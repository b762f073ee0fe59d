import {toCommand} from './command.ts';
import {commandWarnings} from './command-warnings.ts';
import {evaluateValue, type TextContext} from './evaluate-text.ts';
import {isList, printValue, quoteText} from './print-value.ts';
import type {Problem} from './problem.ts';
import {buildKeys} from './rules/build.ts';
import {type Checking, check} from './rules/check.ts';
import {list, text, textOrList} from './rules/rule.ts';
import type {Build, RenderedSpecification, Specification, Value} from './specification.ts';
import {fromPython, toPython} from './template/convert-value.ts';
import {createBudget} from './template/tools.ts';
import type {Python} from './template/values.ts';

/**
 * A specification with every template evaluated, as the platform evaluated them before a run: the declarations with themselves as names,
 * then everything else with the declarations. `rendered` is absent when a problem is an error; `locate` finds the problems' places.
 */
export function renderSpecification(specification: Specification): {rendered?: RenderedSpecification; problems: readonly Problem[]} {
	const problems: Problem[] = [];
	const report = (problem: Problem) => void problems.push(problem);
	const spend = createBudget();
	const written = new Map(Object.entries(specification.declarations).map(([name, value]) => [name, toPython(value)] as const));
	const declarations = renderDeclarations(written, {names: written, spend, report});
	const rendered = renderSections(specification, declarations, {names: declarations, spend, report});
	return {rendered: problems.some(({severity}) => severity === 'error') ? undefined : rendered, problems};
}

function renderDeclarations(written: ReadonlyMap<string, Python>, context: TextContext): ReadonlyMap<string, Python> {
	return new Map([...written].map(([name, value]) => [name, evaluateValue(value, ['declarations', name], context)] as const));
}

function renderSections(specification: Specification, declarations: ReadonlyMap<string, Python>, context: TextContext): RenderedSpecification {
	const {cmd, tags, environment, build, ...rest} = specification;
	const render = (value: Value, path: Problem['path']): Value => fromPython(evaluateValue(toPython(value), path, context));
	const checking: Checking = {report: problem => context.report({severity: 'error', ...problem}), isRendered: true};
	const texts = (values: readonly string[], path: Problem['path']) => check(list(text), render(values, path), path, checking) ?? [];
	const command = cmd === undefined ? undefined : renderCommand(render(cmd, ['run', 'cmd']), context, checking);
	return {
		...rest,
		tags: texts(tags, ['tags']),
		declarations: Object.assign(Object.create(null), Object.fromEntries([...declarations].map(([name, value]) => [name, fromPython(value)]))),
		...(build ? {build: renderBuild(build, render, texts, context, checking)} : {}),
		environment: {
			...environment,
			secret_refs: texts(environment.secret_refs, ['environment', 'secret_refs']),
			configmap_refs: texts(environment.configmap_refs, ['environment', 'configmap_refs']),
		},
		...(command === undefined ? {} : {command}),
	};
}

function renderCommand(cmd: Value, context: TextContext, checking: Checking): string | undefined {
	const path = ['run', 'cmd'];
	const commands = check(textOrList, cmd, path, checking);
	if (commands === undefined) return undefined;
	for (const warning of commandWarnings(commands, path)) context.report(warning);
	const command = toCommand(commands);
	if (command === '')
		checking.report({
			code: 'missing-command',
			path,
			message: 'The command is empty once its templates are evaluated.',
			hint: 'Write what to run, such as "python3 train.py".',
		});
	return command;
}

function renderBuild(
	build: Build,
	render: (value: Value, path: Problem['path']) => Value,
	texts: (values: readonly string[], path: Problem['path']) => readonly string[],
	context: TextContext,
	checking: Checking,
): Build {
	const image = build.image === undefined ? undefined : check(buildKeys.image.rule, render(build.image, ['build', 'image']), ['build', 'image'], checking);
	const env_vars = build.env_vars.map((pair, index) => renderEnvVar(pair, ['build', 'env_vars', index], render, context));
	return {...(image === undefined ? {} : {image}), build_steps: texts(build.build_steps, ['build', 'build_steps']), env_vars};
}

/** Both texts of a pair may be evaluated to something else, which is printed as Python prints it: "1e5" becomes 100000.0. */
function renderEnvVar(
	pair: readonly [string, string],
	path: Problem['path'],
	render: (value: Value, path: Problem['path']) => Value,
	context: TextContext,
): readonly [string, string] {
	const value = render([...pair], path);
	const [name, content] = isList(value) && value.length === 2 ? [printValue(value[0] ?? null), printValue(value[1] ?? null)] : pair;
	if (isList(value) && value[1] === null) {
		context.report({
			code: 'reads-as-literal',
			severity: 'error',
			path: [...path, 1],
			message: `The variable ${name} has no value once this is evaluated.`,
			hint: keepHint(pair[1]),
		});
	} else if (content !== pair[1] && !/\{[{%#]/.test(pair[1])) {
		context.report({
			code: 'reads-as-literal',
			severity: 'warning',
			path: [...path, 1],
			message: `The platform evaluates this value: ${name} becomes ${content}.`,
			hint: keepHint(pair[1]),
		});
	}
	return [name, content];
}

function keepHint(text: string): string {
	return `To keep it as text, write Python's quotes around it too: ${JSON.stringify(quoteText(text))}.`;
}
