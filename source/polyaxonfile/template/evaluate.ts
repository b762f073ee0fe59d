import {addNamed, callFilter, callTest, callValue} from './apply.ts';
import {filters} from './filters.ts';
import {withPlace} from './place-error.ts';
import {attributeOf, itemOf, sliceOf} from './python/access.ts';
import {dict} from './python/equality.ts';
import {itemsOf} from './python/items.ts';
import {missingError} from './python/missing.ts';
import {calculate, compare} from './python/operators.ts';
import {printPython} from './python/print.ts';
import type {Tools} from './python/tools.ts';
import {isFunction, isMissing, numberOf, type Parameters, type Python, TemplateError, truthOf, tuple, typeName, wrong} from './python/values.ts';
import {type Evaluation, valueIn} from './scope.ts';
import type {Call, Expression} from './syntax/ast.ts';

/** The value of an expression. Errors without a place get the one of the expression. */
export function evaluate(expression: Expression, evaluation: Evaluation): Python {
	evaluation.tools.spend(1);
	try {
		const value = evaluateInner(expression, evaluation);
		return isMissing(value) && value.end < 0 ? {...value, start: expression.start, end: expression.end} : value;
	} catch (error) {
		throw withPlace(error, expression);
	}
}

function evaluateInner(expression: Expression, evaluation: Evaluation): Python {
	const {tools} = evaluation;
	const of = (inner: Expression) => evaluate(inner, evaluation);
	const used = (inner: Expression) => evaluateUsed(inner, evaluation);
	switch (expression.type) {
		case 'constant':
			return expression.value;
		case 'name':
			return lookUp(expression, evaluation);
		case 'list':
			return expression.items.map(used);
		case 'tuple':
			return tuple(expression.items.map(used));
		case 'dict':
			return dict(expression.pairs.map(([key, value]) => [used(key), used(value)] as const));
		case 'attribute':
			return attributeOf(of(expression.of), expression.name, tools);
		case 'item':
			if (expression.key.type !== 'slice') return itemOf(of(expression.of), used(expression.key), tools);
			return sliceOf(
				of(expression.of),
				[expression.key.from, expression.key.to, expression.key.step].map(part => part && of(part)),
				tools,
			);
		case 'slice':
			throw wrong('A slice stands in [ ] after a value.', 'Write the value before it: text[1:3].');
		case 'call':
			return evaluateCall(expression, evaluation);
		case 'filter':
			return evaluateFilter(expression, evaluation);
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
			return joined(expression.items.map(used), tools);
		case 'compare':
			return (expression.isFolded ? compareLast(expression, evaluation) : undefined) ?? compareChain(used(expression.first), expression.rest, used, tools);
		case 'choice':
			if (truthOf(of(expression.test))) return of(expression.yes);
			return expression.no ? of(expression.no) : tools.missing('The condition is false, and there is no "else"', 'Write "else" and what stands there then.');
		case 'broken':
			throw following();
	}
}

/** A value where nothing counts as nothing, which its writer should know. */
function evaluateUsed(expression: Expression, evaluation: Evaluation): Python {
	const value = evaluate(expression, evaluation);
	if (isMissing(value)) evaluation.note(value);
	return value;
}

/** The error of something that depends on what was said to be wrong before. */
function following(): TemplateError {
	return Object.assign(wrong('This depends on something that is wrong.'), {reach: 'following' as const});
}

function lookUp(expression: Extract<Expression, {type: 'name'}>, {scope, unknown}: Evaluation): Python {
	const value = valueIn(scope, expression.name);
	if (value === undefined) return unknown(expression.name, expression);
	if (isMissing(value) && value.isFollowing) throw following();
	return value;
}

function evaluateFilter(expression: Extract<Expression, {readonly call: Call; readonly name: string}>, evaluation: Evaluation): Python {
	const {name} = expression;
	const isDefault = name === 'default' || name === 'd';
	const value = isDefault ? evaluate(expression.of, evaluation) : evaluateUsed(expression.of, evaluation);
	const remark = filters[name]?.remark;
	if (remark) evaluation.remark({...remark, start: expression.start, end: expression.end});
	return callFilter(name, value, parametersOf(expression.call, evaluation, isDefault), evaluation.tools);
}

function joined(values: readonly Python[], {spend}: Tools): string {
	const parts = values.map(value => printPython(value, spend));
	spend(parts.reduce((sum, part) => sum + part.length, 0) / 10);
	return parts.join('');
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

/** Of a chain that Jinja2 computes while it compiles the last comparison counts; undefined where one of them fails, which is left to the run. */
function compareLast({first, rest}: Extract<Expression, {type: 'compare'}>, evaluation: Evaluation): boolean | undefined {
	try {
		let left = evaluate(first, evaluation);
		let result = false;
		for (const [comparison, expression] of rest) {
			const right = evaluate(expression, evaluation);
			result = compare(comparison, left, right, evaluation.tools);
			left = right;
		}
		return result;
	} catch (error) {
		if (error instanceof TemplateError && error.reach !== 'final') return undefined;
		throw error;
	}
}

function signed(sign: 'minus' | 'plus', value: Python): Python {
	if (isMissing(value)) throw missingError(value);
	const number = numberOf(value);
	if (number === undefined) throw wrong(`"${sign === 'minus' ? '-' : '+'}" needs a number, not ${typeName(value)}.`, 'Turn text into a number with "| float".');
	return sign === 'minus' ? -number : number;
}

function evaluateCall(expression: Extract<Expression, {type: 'call'}>, evaluation: Evaluation): Python {
	const called = evaluate(expression.of, evaluation);
	const {start, end} = expression;
	if (isFunction(called) && called.remark) evaluation.remark({...called.remark, start, end});
	return callValue(called, parametersOf(expression.call, evaluation));
}

/** What a call is given. */
export function parametersOf(call: Call, evaluation: Evaluation, isNothingAllowed = false): Parameters {
	const evaluateArgument = (expression: Expression) => (isNothingAllowed ? evaluate(expression, evaluation) : evaluateUsed(expression, evaluation));
	const positional = call.positional.map(evaluateArgument);
	const named = new Map(call.named.map(([name, each]) => [name, evaluateArgument(each)] as const));
	for (const item of call.list ? itemsOf(evaluate(call.list, evaluation), evaluation.tools) : []) positional.push(item);
	if (call.dict) addNamed(named, evaluate(call.dict, evaluation));
	return {positional, named};
}
