import {evaluateOperator, operatorOf} from './for-if.ts';
import {meantHint} from './names.ts';
import {quoteText} from './print-value.ts';
import type {Problem} from './problem.ts';
import {dict, isKey} from './template/python/equality.ts';
import {readLiteral} from './template/python/literal.ts';
import type {Tools} from './template/python/tools.ts';
import {
	type Dict,
	isDict,
	isOpaque,
	isPythonList,
	isTuple,
	type Missing,
	type Opaque,
	type Python,
	TemplateError,
	typeName,
	wrong,
} from './template/python/values.ts';
import type {Remark} from './template/scope.ts';
import {inspectTemplate} from './template.ts';

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
		[...value.entries.values()].map(([key, inner]) => {
			const place = [...path, String(key)];
			return [evaluateKey(key, place, context), evaluateValue(inner, place, context)] as const;
		}),
	);
}

function evaluateKey(key: Python, path: Problem['path'], context: TextContext): Python {
	const evaluated = evaluateValue(key, path, context);
	if (isKey(evaluated)) return evaluated;
	context.report(
		templateProblem(
			wrong(`The platform reads this as a ${typeName(evaluated)}, which cannot be a key.`, 'Use text or a number as the key.'),
			path,
			context.names,
		),
	);
	return key;
}

function evaluateOperation(name: 'if' | 'for', given: Dict, path: Problem['path'], context: TextContext): Python {
	const evaluate = (value: Python, step: string, more?: ReadonlyMap<string, Python>) =>
		evaluateValue(value, [...path, step], more ? {...context, names: new Map([...more, ...context.names])} : context);
	try {
		return evaluateOperator(name, given, evaluate, context.spend);
	} catch (error) {
		if (!(error instanceof TemplateError)) throw error;
		context.report(templateProblem(error, path, context.names));
		return null;
	}
}

/** A text is rendered until rendering changes nothing; what is then a Python literal becomes its value. */
function evaluateText(text: string, path: Problem['path'], context: TextContext): Python {
	let now = text;
	for (let round = 0; round < mostRounds; round++) {
		const output = inspectTemplate(now, context.names, context.spend);
		const place = (at: {readonly start?: number; readonly end?: number}) => (round === 0 ? placeOf(at) : {});
		const errors = output.errors.map(error => ({...templateProblem(error, path, context.names), ...place(error)}));
		const missing = output.missing.map(each => ({...undeclared(each, path, context.names), ...place(each)}));
		// Of a name with a dash every part is undeclared, and one of them says it all
		for (const problem of missing) if (!errors.some(({hint}) => hint === problem.hint && hint?.startsWith('"'))) context.report(problem);
		for (const remark of output.remarks) context.report({...remarkOf(remark, path), ...place(remark)});
		for (const problem of errors) context.report(problem);
		if (output.errors.length > 0) return text;
		if (output.text === now) return literalOf(now, path, context);
		const error = overspent(() => context.spend(now.length / 10));
		if (error) {
			context.report(templateProblem(error, path, context.names));
			return text;
		}
		now = output.text;
	}
	context.report(templateProblem(wrong('The templates here name each other without end.', 'Write one of the values out.'), path, context.names));
	return text;
}

function remarkOf({code, message, hint}: Remark, path: Problem['path']): Problem {
	return {code, severity: 'warning', path, message: `${message}.`, hint};
}

function overspent(spend: () => void): TemplateError | undefined {
	try {
		spend();
		return undefined;
	} catch (error) {
		if (error instanceof TemplateError) return error;
		throw error;
	}
}

function placeOf({start, end}: {readonly start?: number; readonly end?: number}): Pick<Problem, 'offset' | 'length'> {
	return start !== undefined && end !== undefined && end > start ? {offset: start, length: end - start} : {};
}

/** The value of a text that has no templates left. */
function literalOf(text: string, path: Problem['path'], context: TextContext): Python {
	const literal = readLiteral(text);
	if (literal === undefined) return text;
	const strange = opaqueIn(literal);
	if (strange) context.report(strangeLiteral(text, strange, path));
	return literal;
}

/** The first value of a literal that no file can hold: a set, bytes, a complex number. */
function opaqueIn(value: Python): Opaque | undefined {
	if (isOpaque(value)) return value;
	const items = isPythonList(value) ? value : isTuple(value) ? value.items : isDict(value) ? [...value.entries.values()].flat() : [];
	for (const item of items) {
		const found = opaqueIn(item);
		if (found) return found;
	}
	return undefined;
}

/** Declarations may be anything, and are printed then; everything else must be what the platform's rules want, and this is nothing of it. */
function strangeLiteral(text: string, {name, repr}: Opaque, path: Problem['path']): Problem {
	// A complex number is the only one that the platform leaves as it is when it evaluates variables again
	const isPrinted = name !== 'error' && (path[0] === 'declarations' || (path.includes('env_vars') && name === 'complex number'));
	const reading =
		text === repr ? 'The platform reads this as a value of Python, not as text.' : `The platform reads this as the value ${repr} of Python, not as text.`;
	return {
		code: 'reads-as-literal',
		severity: isPrinted ? 'warning' : 'error',
		path,
		message: name === 'error' ? 'The platform reads this as a value of Python, and stops: a list or dict can be no key and stand in no set.' : reading,
		hint: `To keep it as text, write Python's quotes around it too: ${JSON.stringify(quoteText(text))}.`,
	};
}

function undeclared(missing: Missing, path: Problem['path'], names: ReadonlyMap<string, Python>): Problem {
	const message = `${missing.message}, so nothing is put in its place.`;
	return {code: 'undeclared-name', severity: 'warning', path, message, hint: missing.name === undefined ? missing.hint : hintFor(missing.name, names)};
}

/** Sections under which other releases, and other tools, look for declarations. */
const sections = ['params', 'declarations', 'inputs', 'globals'];

function hintFor(name: string, names: ReadonlyMap<string, Python>): string {
	const [first] = names.keys();
	if (sections.includes(name) && first !== undefined) return `Declared names stand alone: {{ ${first} }}, not {{ ${name}.${first} }}.`;
	const dashed = [...names.keys()].find(each => each.includes('-') && each.split('-').includes(name));
	if (dashed) return `"${dashed}" would be read as a subtraction: call it ${dashed.replaceAll('-', '_')}.`;
	return meantHint(name, [...names.keys()], words => (words === '' ? `Write it under declarations: "${name}: …".` : `Declared: ${words}.`));
}

function templateProblem({message, hint, undeclared: name}: TemplateError, path: Problem['path'], names: ReadonlyMap<string, Python>): Problem {
	return {code: 'template-error', severity: 'error', path, message, hint: name === undefined ? hint : hintFor(name, names)};
}
