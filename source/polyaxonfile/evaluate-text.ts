import {evaluateOperator, operatorOf} from './for-if.ts';
import {nearest} from './names.ts';
import type {Problem} from './problem.ts';
import {readLiteral} from './template/literal.ts';
import type {Tools} from './template/tools.ts';
import {type Dict, dict, isDict, isPythonList, type Missing, type Python, TemplateError} from './template/values.ts';
import {renderTemplate} from './template.ts';

/** What texts are evaluated with, and where what is wrong goes. */
export type TextContext = {
	readonly names: ReadonlyMap<string, Python>;
	readonly spend: Tools['spend'];
	readonly report: (problem: Problem) => void;
	/** An `if` or `for` is evaluated too. */
	readonly hasOperators?: boolean;
};

/** Rounds of evaluation, after which two declarations that name each other are taken to go on for ever; Python's stack ends after about 200. */
const mostRounds = 100;

/** Everything in a value, evaluated as the platform did (`Parser.parse_expression`): texts, in lists and dicts too, and the keys of dicts. */
export function evaluateValue(value: Python, path: Problem['path'], context: TextContext): Python {
	if (typeof value === 'string') return evaluateText(value, path, context);
	if (isPythonList(value)) return value.map((item, index) => evaluateValue(item, [...path, index], context));
	if (!isDict(value)) return value;
	const operator = context.hasOperators ? operatorOf(value) : undefined;
	if (operator) return evaluateOperation(operator.name, operator.given, [...path, operator.name], context);
	return dict(
		[...value.entries.values()].map(
			([key, inner]) => [evaluateValue(key, [...path, String(key)], context), evaluateValue(inner, [...path, String(key)], context)] as const,
		),
	);
}

function evaluateOperation(name: 'if' | 'for', given: Dict, path: Problem['path'], context: TextContext): Python {
	const evaluate = (value: Python, step: string, more?: ReadonlyMap<string, Python>) =>
		evaluateValue(value, [...path, step], more ? {...context, names: new Map([...more, ...context.names])} : context);
	try {
		return evaluateOperator(name, given, evaluate, context.spend);
	} catch (error) {
		if (!(error instanceof TemplateError)) throw error;
		context.report(templateProblem(error, path, false, context.names));
		return null;
	}
}

/** A text is rendered until rendering changes nothing; what is then a Python literal becomes its value. */
function evaluateText(text: string, path: Problem['path'], context: TextContext): Python {
	let now = text;
	try {
		for (let round = 0; round < mostRounds; round++) {
			const output = renderTemplate(now, context.names, context.spend);
			for (const missing of output.missing) context.report(undeclared(missing, path, round === 0, context.names));
			if (output.text === now) {
				const literal = readLiteral(now);
				return literal === undefined ? now : literal;
			}
			context.spend(now.length / 10);
			now = output.text;
		}
		throw new TemplateError('The templates here name each other without end.', undefined, undefined, 'Write one of the values out.');
	} catch (error) {
		if (!(error instanceof TemplateError)) throw error;
		context.report(templateProblem(error, path, now === text, context.names));
		return text;
	}
}

function undeclared(missing: Missing, path: Problem['path'], isFirstRound: boolean, names: ReadonlyMap<string, Python>): Problem {
	const place = isFirstRound && missing.end > missing.start ? {offset: missing.start, length: missing.end - missing.start} : {};
	const message = `${missing.message.replace(/\.$/, '')}, so nothing is put in its place.`;
	return {code: 'undeclared-name', severity: 'warning', path, message, hint: missing.name === undefined ? undefined : hintFor(missing.name, names), ...place};
}

function hintFor(name: string, names: ReadonlyMap<string, Python>): string {
	const dashed = [...names.keys()].find(each => each.includes('-') && each.split('-').includes(name));
	if (dashed) return `"${dashed}" would be read as a subtraction: call it ${dashed.replaceAll('-', '_')}.`;
	const near = nearest(name, names.keys());
	if (near) return `Did you mean ${near}?`;
	return names.size > 0 ? `Declared: ${[...names.keys()].join(', ')}.` : `Write it under declarations: "${name}: …".`;
}

function templateProblem(error: TemplateError, path: Problem['path'], isFirstRound: boolean, names: ReadonlyMap<string, Python>): Problem {
	const place = isFirstRound && error.start !== undefined && error.end !== undefined ? {offset: error.start, length: error.end - error.start} : {};
	const name = /^"(\w+)" is not declared\.$/.exec(error.message)?.[1];
	return {code: 'template-error', severity: 'error', path, message: error.message, hint: name === undefined ? error.hint : hintFor(name, names), ...place};
}
