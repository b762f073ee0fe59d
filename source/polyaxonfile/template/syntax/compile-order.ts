import type {BinaryOperator} from '../python/arithmetic.ts';
import type {Comparison} from '../python/operators.ts';
import type {Call, CompareChain, Expression} from './ast.ts';

/*
 * Jinja2 2.10 compiles to Python and leaves out the brackets around a comparison: `1 + (a == b)` becomes `1 + a == b`, which Python reads as
 * `(1 + a) == b`, and `(a < b) == true` becomes the chain `a < b == True`. What it can compute while it compiles is not touched by that.
 */

type Chain = Expression & CompareChain;

const isOpen = (expression: Expression): expression is Chain => expression.type === 'compare' && expression.isClosed !== true && !isConstant(expression);

/** A comparison, which swallows the comparisons beside it. */
export function compareAsPython(first: Expression, rest: CompareChain['rest']): CompareChain {
	if (rest.length > 1 && isConstant(first) && rest.every(([, operand]) => isConstant(operand))) return {type: 'compare', first, rest, isFolded: true};
	if (!isOpen(first) && !rest.some(([, operand]) => isOpen(operand))) return {type: 'compare', first, rest};
	const inner = rest.flatMap<readonly [Comparison, Expression]>(([comparison, operand]) =>
		isOpen(operand) ? [[comparison, operand.first], ...operand.rest] : [[comparison, operand]],
	);
	return isOpen(first) ? {type: 'compare', first: first.first, rest: [...first.rest, ...inner]} : {type: 'compare', first, rest: inner};
}

/** `left operator right`, where a comparison at either side loses its nearest operand. */
export function joinAsPython(operator: BinaryOperator, left: Expression, right: Expression): Expression {
	const place = {start: left.start, end: right.end};
	const isLeftOpen = isOpen(left);
	const isRightOpen = isOpen(right);
	if (!isLeftOpen && !isRightOpen) return plainBinary(operator, left, right);
	const nearest = isLeftOpen ? left.rest.at(-1)![1] : left;
	const joined = plainBinary(operator, nearest, isRightOpen ? right.first : right);
	const after = isRightOpen ? right.rest : [];
	if (!isLeftOpen) return {type: 'compare', first: joined, rest: after, isClosed: true, ...place};
	const before = left.rest.map((part, index) => (index === left.rest.length - 1 ? ([part[0], joined] as const) : part));
	return {type: 'compare', first: left.first, rest: [...before, ...after], isClosed: true, ...place};
}

function plainBinary(operator: BinaryOperator, left: Expression, right: Expression): Expression {
	const place = {start: left.start, end: right.end};
	// A negative constant is written without brackets too: -2 ** n is -(2 ** n)
	if (operator === '**' && left.type === 'minus' && left.of.type === 'constant' && !isConstant(right))
		return {type: 'minus', of: {type: 'binary', operator, left: left.of, right, ...place}, ...place};
	return {type: 'binary', operator, left, right, ...place};
}

/** `-value` or `+value`. */
export function signAsPython(type: 'minus' | 'plus', of: Expression, start: number): Expression {
	if (!isOpen(of)) return {type, of, start, end: of.end};
	return {...of, first: {type, of: of.first, start, end: of.first.end}, isClosed: true, start};
}

const runTimeFilters = new Set(['map', 'select', 'reject', 'selectattr', 'rejectattr', 'random']);

/** Whether Jinja2 computes it while it compiles: it has no names and no calls. */
function isConstant(expression: Expression | undefined): boolean {
	if (!expression) return true;
	switch (expression.type) {
		case 'constant':
			return true;
		case 'list':
		case 'tuple':
		case 'join':
			return expression.items.every(isConstant);
		case 'dict':
			return expression.pairs.every(pair => pair.every(isConstant));
		case 'attribute':
		case 'not':
		case 'minus':
		case 'plus':
			return isConstant(expression.of);
		case 'item':
			return isConstant(expression.of) && isConstant(expression.key);
		case 'filter':
		case 'test':
			return isConstant(expression.of) && !runTimeFilters.has(expression.name) && isConstantCall(expression.call);
		case 'binary':
		case 'and':
		case 'or':
			return isConstant(expression.left) && isConstant(expression.right);
		case 'compare':
			return isConstant(expression.first) && expression.rest.every(([, operand]) => isConstant(operand));
		case 'choice':
			return isConstant(expression.test) && isConstant(expression.yes) && isConstant(expression.no);
		case 'slice':
			return isConstant(expression.from) && isConstant(expression.to) && isConstant(expression.step);
		default:
			return false;
	}
}

function isConstantCall({positional, named, list, dict}: Call): boolean {
	return positional.every(isConstant) && named.every(([, value]) => isConstant(value)) && isConstant(list) && isConstant(dict);
}
