import {floatValue, intValue, type Numeral} from '../numeral.ts';
import {arrayTypeOf, toBigInt} from './array-type.ts';
import {MatrixError} from './matrix-error.ts';
import type {Numbers} from './matrix-option.ts';
import type {Space} from './space.ts';

/** numpy's `arange`: from start up to stop, which is left out unless rounding lets it in; whole numbers stay whole. */
export function arange([start = 0, stop = 0, step = 1]: Numbers): Space {
	if ([start, stop, step].some(number => arrayTypeOf([number]) === 'float')) return floatRange(Number(start), Number(stop), Number(step));
	const [first, end, by] = [toBigInt(start), toBigInt(stop), toBigInt(step)];
	const size = lengthOf(divide(end - first, by));
	// Whole numbers on both sides of 2^63 have no whole type.
	const isFloat = arrayTypeOf([start, stop, step]) === 'float';
	return {size, at: isFloat ? floatsFrom(Number(first), Number(first + by)) : index => intValue(first + BigInt(index) * by)};
}

function floatRange(start: number, stop: number, step: number): Space {
	const quotient = (stop - start) / step;
	// A quotient that has become 0 stands for one too small to be written.
	const size = quotient === 0 && stop !== start ? Number(!Object.is(quotient, -0)) : lengthOf(quotient);
	return {size, at: floatsFrom(start, start + step)};
}

/** numpy writes the first two and goes on with their difference, which is not always the step. */
function floatsFrom(first: number, second: number): (index: number) => number | Numeral {
	const difference = second - first;
	return index => floatValue(index === 0 ? first : index === 1 ? second : first + index * difference);
}

function lengthOf(quotient: number): number {
	if (Number.isNaN(quotient)) throw new MatrixError('A range cannot have such numbers.');
	return Math.max(Math.ceil(quotient), 0);
}

/** Python's true division of whole numbers, which rounds once; both are positive where it matters. */
function divide(a: bigint, b: bigint): number {
	const whole = a / b;
	const rest = Number(((a % b) << 64n) / b) / 2 ** 64;
	// A rest below 2^-64 is lost beside a whole number, and alone it must not look like none.
	return Number(whole) + (rest === 0 && a % b !== 0n ? Number.MIN_VALUE : rest);
}
