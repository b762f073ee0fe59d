import {power as exactPower} from '../../matrix/exact-functions.ts';
import {wrong} from './values.ts';

/** Operators of arithmetic. */
export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**';

/** What Python 3 gives for two numbers: whole ones stay whole, but for `/`. */
export function calculateNumbers(operator: BinaryOperator, a: bigint | number, b: bigint | number): bigint | number {
	if (operator === '**') return power(a, b);
	const isDivision = operator === '/' || operator === '//' || operator === '%';
	if (isDivision && Number(b) === 0) throw wrong('A number is divided by 0.', 'Ask before: {{ a / b if b else 0 }}.');
	if (typeof a === 'bigint' && typeof b === 'bigint') return operator === '/' ? quotient(a, b) : bounded(calculateWhole(operator, a, b));
	const [x, y] = [floatOf(a), floatOf(b)];
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
			return floatFloor(x, y);
		case '%':
			return floatRest(x, y);
	}
}

/** A number as a float; one that is too large for it is an error, as in Python. */
export function floatOf(number: bigint | number): number {
	const float = Number(number);
	if (typeof number === 'bigint' && !Number.isFinite(float)) throw tooLarge();
	return float;
}

const tooLarge = () => wrong('The number is too large for a float.', 'Use smaller numbers.');

/** Python itself refuses to print whole numbers of more than 4300 digits. */
const largest = 10n ** 4300n;

function bounded(number: bigint): bigint {
	if (number >= largest || number <= -largest) throw wrong('The number has more than 4300 digits.', 'Python prints no longer ones.');
	return number;
}

/** Rounded once, also where the whole numbers have more digits than a float. */
function quotient(a: bigint, b: bigint): number {
	if (Number.isSafeInteger(Number(a)) && Number.isSafeInteger(Number(b))) return Number(a) / Number(b);
	const [above, below] = [a < 0n ? -a : a, b < 0n ? -b : b];
	// So many digits that what is cut off cannot decide how a float of 53 bits is rounded, but by being there
	const shift = BigInt(Math.max(0, below.toString(2).length - above.toString(2).length + 66));
	const digits = (above << shift) / below;
	const isExact = digits * below === above << shift;
	const float = floatOf(isExact ? digits : digits | 1n);
	const result = Number(shift) > 1000 ? (float / 2 ** 1000) * 2 ** (1000 - Number(shift)) : float / 2 ** Number(shift);
	return a < 0n === b < 0n ? result : -result;
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

function floatFloor(a: number, b: number): number {
	const rest = a % b;
	const whole = (a - rest) / b - (rest !== 0 && rest < 0 !== b < 0 ? 1 : 0);
	if (whole === 0) return a / b < 0 || Object.is(a / b, -0) ? -0 : 0;
	const floor = Math.floor(whole);
	return whole - floor > 0.5 ? floor + 1 : floor;
}

function power(a: bigint | number, b: bigint | number): bigint | number {
	if (typeof a === 'bigint' && typeof b === 'bigint' && b >= 0n) {
		if (a > 1n || a < -1n) bounded(2n ** BigInt(Math.min(100_000, Math.floor(Number(b) * (a.toString(2).length - 1)))));
		return bounded(a ** b);
	}
	const [x, y] = [floatOf(a), floatOf(b)];
	if (x === 0 && y < 0) throw wrong('0 cannot be raised to a negative power.', 'Ask before whether it is 0.');
	if (x < 0 && Number.isFinite(x) && Number.isFinite(y) && !Number.isInteger(y))
		throw wrong('A negative number has no such power.', 'Take "| abs" of it before.');
	// JavaScript has no value for 1 ** nan, Python 1.0
	if (x === 1 || (x === -1 && !Number.isFinite(y) && !Number.isNaN(y))) return 1;
	const result = exactPower(x, y);
	if (!Number.isFinite(result) && Number.isFinite(x) && Number.isFinite(y)) throw tooLarge();
	return result;
}
