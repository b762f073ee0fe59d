import type {BinaryOperator, Comparison} from './ast.ts';
import {formatPercent} from './format-percent.ts';
import {itemsOf} from './items.ts';
import type {Tools} from './tools.ts';
import {areEqual, compareNumbers, isDict, isMissing, isPythonList, isTuple, numberOf, type Python, TemplateError, tuple, typeName} from './values.ts';

/** What Python 3 gives for `left operator right`. */
export function calculate(operator: BinaryOperator, left: Python, right: Python, tools: Tools): Python {
	for (const side of [left, right]) if (isMissing(side)) throw missingError(side);
	const [a, b] = [numberOf(left), numberOf(right)];
	if (a !== undefined && b !== undefined) return calculateNumbers(operator, a, b);
	if (operator === '+') {
		const joined = join(left, right, tools);
		if (joined !== undefined) return joined;
	}
	if (operator === '*') {
		const repeated = typeof b === 'bigint' ? repeat(left, b, tools) : typeof a === 'bigint' ? repeat(right, a, tools) : undefined;
		if (repeated !== undefined) return repeated;
	}
	if (operator === '%' && typeof left === 'string') return formatPercent(left, right, tools);
	throw new TemplateError(
		`"${operator}" cannot be used between ${typeName(left)} and ${typeName(right)}.`,
		undefined,
		undefined,
		operator === '+' ? 'To join texts, write "~".' : undefined,
	);
}

/** The error of using something that is not there. */
export function missingError(value: {readonly message: string; readonly start: number; readonly end: number}): TemplateError {
	return new TemplateError(value.message, value.start, value.end, 'Declare it, or give it a value with "| default(…)".');
}

function join(left: Python, right: Python, tools: Tools): Python | undefined {
	if (typeof left === 'string' && typeof right === 'string') {
		tools.spend((left.length + right.length) / 10);
		return left + right;
	}
	if (isPythonList(left) && isPythonList(right)) {
		tools.spend(left.length + right.length);
		return [...left, ...right];
	}
	return isTuple(left) && isTuple(right) ? tuple([...left.items, ...right.items]) : undefined;
}

function repeat(value: Python, times: bigint, tools: Tools): Python | undefined {
	const size = typeof value === 'string' ? value.length : isPythonList(value) ? value.length : isTuple(value) ? value.items.length : undefined;
	if (size === undefined) return undefined;
	const count = times > 0n ? Number(times) : 0;
	tools.spend(typeof value === 'string' ? (size * count) / 10 : size * count);
	if (typeof value === 'string') return value.repeat(count);
	const items = Array.from({length: count}, () => (isPythonList(value) ? value : isTuple(value) ? value.items : [])).flat() as Python[];
	return isTuple(value) ? tuple(items) : items;
}

function calculateNumbers(operator: BinaryOperator, a: bigint | number, b: bigint | number): bigint | number {
	if (operator === '**') return power(a, b);
	const isDivision = operator === '/' || operator === '//' || operator === '%';
	if (isDivision && Number(b) === 0) throw new TemplateError('A number is divided by 0.');
	if (typeof a === 'bigint' && typeof b === 'bigint' && operator !== '/') return bounded(calculateWhole(operator, a, b));
	const [x, y] = [Number(a), Number(b)];
	switch (operator) {
		case '+':
			return x + y;
		case '-':
			return x - y;
		case '*':
			return x * y;
		case '/':
			return x / y;
		case '//':
			return Math.floor((x - floatRest(x, y)) / y + 0.5);
		case '%':
			return floatRest(x, y);
	}
}

/** Python itself refuses to print whole numbers of more than 4300 digits. */
const largest = 10n ** 4300n;

function bounded(number: bigint): bigint {
	if (number >= largest || number <= -largest) throw new TemplateError('The number has more than 4300 digits.');
	return number;
}

function calculateWhole(operator: Exclude<BinaryOperator, '/' | '**'>, a: bigint, b: bigint): bigint {
	switch (operator) {
		case '+':
			return a + b;
		case '-':
			return a - b;
		case '*':
			return a * b;
		case '//':
			return (a - wholeRest(a, b)) / b;
		case '%':
			return wholeRest(a, b);
	}
}

/** Python's rest has the sign of the divisor. */
function wholeRest(a: bigint, b: bigint): bigint {
	const rest = a % b;
	return rest !== 0n && rest < 0n !== b < 0n ? rest + b : rest;
}

function floatRest(a: number, b: number): number {
	const rest = a % b;
	if (rest === 0) return b < 0 ? -0 : 0;
	return rest < 0 !== b < 0 ? rest + b : rest;
}

function power(a: bigint | number, b: bigint | number): bigint | number {
	if (typeof a === 'bigint' && typeof b === 'bigint' && b >= 0n) {
		if (a > 1n || a < -1n) bounded(2n ** BigInt(Math.min(100_000, Math.floor(Number(b) * (a.toString(2).length - 1)))));
		return bounded(a ** b);
	}
	const [x, y] = [Number(a), Number(b)];
	if (x === 0 && y < 0) throw new TemplateError('0 cannot be raised to a negative power.');
	if (x < 0 && !Number.isInteger(y)) throw new TemplateError('A negative number has no such power.');
	return x ** y;
}

/** Whether Python 3 has `left comparison right`. */
export function compare(comparison: Comparison, left: Python, right: Python, tools: Tools): boolean {
	tools.spend(1);
	switch (comparison) {
		case '==':
			return areEqual(left, right);
		case '!=':
			return !areEqual(left, right);
		case 'in':
			return isIn(left, right, tools);
		case 'not in':
			return !isIn(left, right, tools);
		case '<':
			return orderOf(left, right) < 0;
		case '<=':
			return orderOf(left, right) <= 0;
		case '>':
			return orderOf(left, right) > 0;
		case '>=':
			return orderOf(left, right) >= 0;
	}
}

function isIn(item: Python, whole: Python, tools: Tools): boolean {
	if (typeof whole === 'string') {
		if (typeof item !== 'string') throw new TemplateError(`Only text can be in text, and this is ${typeName(item)}.`);
		return whole.includes(item);
	}
	return itemsOf(whole, tools).some(each => areEqual(each, item));
}

/** Below 0, 0 or above 0, as Python orders two values; throws where it has no order. */
export function orderOf(left: Python, right: Python): number {
	for (const side of [left, right]) if (isMissing(side)) throw missingError(side);
	const [a, b] = [numberOf(left), numberOf(right)];
	if (a !== undefined && b !== undefined) return compareNumbers(a, b);
	if (typeof left === 'string' && typeof right === 'string') return orderTexts(left, right);
	if (isPythonList(left) && isPythonList(right)) return orderLists(left, right);
	if (isTuple(left) && isTuple(right)) return orderLists(left.items, right.items);
	const hint = isDict(left) || isDict(right) ? undefined : 'Turn text into a number with "| int" or "| float".';
	throw new TemplateError(`${typeName(left)} and ${typeName(right)} cannot be compared.`, undefined, undefined, hint);
}

/** By code points, as Python, not by UTF-16 units. */
function orderTexts(left: string, right: string): number {
	const [a, b] = [Array.from(left), Array.from(right)];
	for (let index = 0; index < Math.min(a.length, b.length); index++) {
		const difference = (a[index]?.codePointAt(0) ?? 0) - (b[index]?.codePointAt(0) ?? 0);
		if (difference !== 0) return difference;
	}
	return a.length - b.length;
}

function orderLists(left: readonly Python[], right: readonly Python[]): number {
	for (let index = 0; index < Math.min(left.length, right.length); index++) {
		const [a, b] = [left[index] ?? null, right[index] ?? null];
		if (!areEqual(a, b)) return orderOf(a, b);
	}
	return left.length - right.length;
}
