import {attributeOf, itemOf, sliceOf} from './access.ts';
import type {Call, Expression} from './ast.ts';
import {filters} from './filters.ts';
import {itemsOf} from './items.ts';
import {calculate, compare, missingError} from './operators.ts';
import {printPython} from './print.ts';
import {tests} from './tests.ts';
import {bind, type Tools} from './tools.ts';
import {dict, isCallable, isDict, isMissing, numberOf, type Parameters, type Python, TemplateError, truthOf, tuple, typeName} from './values.ts';

/** Names and their values, innermost first. */
export type Scope = {readonly names: Map<string, Python>; readonly outer?: Scope};

/** Where an expression is evaluated. */
export type Evaluation = {readonly scope: Scope; readonly tools: Tools; readonly unknown: (name: string, expression: Expression) => Python};

/** The value of an expression. Errors without a place get the one of the expression. */
export function evaluate(expression: Expression, evaluation: Evaluation): Python {
	evaluation.tools.spend(1);
	try {
		const value = evaluateInner(expression, evaluation);
		return isMissing(value) && value.end < 0 ? {...value, start: expression.start, end: expression.end} : value;
	} catch (error) {
		if (!(error instanceof TemplateError) || error.start !== undefined) throw error;
		throw new TemplateError(error.message, expression.start, expression.end, error.hint);
	}
}

function evaluateInner(expression: Expression, evaluation: Evaluation): Python {
	const {tools} = evaluation;
	const of = (inner: Expression) => evaluate(inner, evaluation);
	switch (expression.type) {
		case 'constant':
			return expression.value;
		case 'name':
			return lookUp(expression, evaluation);
		case 'list':
			return expression.items.map(of);
		case 'tuple':
			return tuple(expression.items.map(of));
		case 'dict':
			return dict(expression.pairs.map(([key, value]) => [of(key), of(value)] as const));
		case 'attribute':
			return attributeOf(of(expression.of), expression.name, tools);
		case 'item':
			return expression.key.type === 'slice'
				? sliceOf(
						of(expression.of),
						[expression.key.from, expression.key.to, expression.key.step].map(part => part && of(part)),
						tools,
					)
				: itemOf(of(expression.of), of(expression.key), tools);
		case 'slice':
			throw new TemplateError('A slice stands in [ ] after a value.');
		case 'call':
			return callValue(of(expression.of), parametersOf(expression.call, evaluation));
		case 'filter':
			return callFilter(expression.name, of(expression.of), parametersOf(expression.call, evaluation), tools);
		case 'test':
			return callTest(expression.name, of(expression.of), parametersOf(expression.call, evaluation), tools);
		case 'not':
			return !truthOf(of(expression.of));
		case 'minus':
		case 'plus':
			return signed(expression.type, of(expression.of));
		case 'binary':
			return calculate(expression.operator, of(expression.left), of(expression.right), tools);
		case 'and': {
			const left = of(expression.left);
			return truthOf(left) ? of(expression.right) : left;
		}
		case 'or': {
			const left = of(expression.left);
			return truthOf(left) ? left : of(expression.right);
		}
		case 'join':
			return expression.items.map(item => printPython(of(item))).join('');
		case 'compare':
			return compareChain(of(expression.first), expression.rest, of, tools);
		case 'choice':
			if (truthOf(of(expression.test))) return of(expression.yes);
			return expression.no ? of(expression.no) : tools.missing('The condition is false, and there is no "else".');
	}
}

function lookUp(expression: Extract<Expression, {type: 'name'}>, {scope, unknown}: Evaluation): Python {
	for (let inner: Scope | undefined = scope; inner; inner = inner.outer) {
		const value = inner.names.get(expression.name);
		if (value !== undefined) return value;
	}
	return unknown(expression.name, expression);
}

/** `a < b < c` is `a < b and b < c`, and each value is evaluated once. */
function compareChain(first: Python, rest: Extract<Expression, {type: 'compare'}>['rest'], of: (expression: Expression) => Python, tools: Tools): boolean {
	let left = first;
	for (const [comparison, expression] of rest) {
		const right = of(expression);
		if (!compare(comparison, left, right, tools)) return false;
		left = right;
	}
	return true;
}

function signed(sign: 'minus' | 'plus', value: Python): Python {
	if (isMissing(value)) throw missingError(value);
	const number = numberOf(value);
	if (number === undefined) throw new TemplateError(`"${sign === 'minus' ? '-' : '+'}" needs a number, not ${typeName(value)}.`);
	return sign === 'minus' ? -number : number;
}

function callValue(value: Python, parameters: Parameters): Python {
	if (isMissing(value)) throw missingError(value);
	if (!isCallable(value)) throw new TemplateError(`${typeName(value)} cannot be called.`);
	return value.call(parameters);
}

function parametersOf(call: Call, evaluation: Evaluation): Parameters {
	const positional = call.positional.map(each => evaluate(each, evaluation));
	const named = new Map(call.named.map(([name, each]) => [name, evaluate(each, evaluation)] as const));
	if (call.list) positional.push(...itemsOf(evaluate(call.list, evaluation), evaluation.tools));
	const more = call.dict && evaluate(call.dict, evaluation);
	if (more && isDict(more)) for (const [key, value] of more.entries.values()) named.set(printPython(key), value);
	return {positional, named};
}

/** Applies a filter by name. */
export function callFilter(name: string, value: Python, parameters: Parameters, tools: Tools): Python {
	const filter = Object.hasOwn(filters, name) ? filters[name] : undefined;
	if (!filter) throw new TemplateError(`There is no filter "${name}".`);
	return filter.run(value, bind(`The filter "${name}"`, filter.parameters, parameters), tools, parameters);
}

/** Applies a test by name. */
export function callTest(name: string, value: Python, parameters: Parameters, tools: Tools): boolean {
	const test = Object.hasOwn(tests, name) ? tests[name] : undefined;
	if (!test) throw new TemplateError(`There is no test "${name}".`);
	return test.run(value, bind(`The test "${name}"`, test.parameters, parameters), tools);
}
