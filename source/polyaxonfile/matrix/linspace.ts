import {floatValue, Numeral} from '../numeral.ts';
import {printValue} from '../print-value.ts';
import {decimalLogarithm, power} from './exact-functions.ts';
import {MatrixError} from './matrix-error.ts';
import type {Numbers} from './matrix-option.ts';
import type {Space} from './space.ts';

/** numpy's `linspace`: so many floats from start to stop, equally far apart. */
export function linspace([start = 0, stop = 0, num = 0]: Numbers): Space {
	return mapped(points(Number(start), Number(stop), countOf(num)));
}

/** numpy's `logspace`: powers of the base, with exponents from start to stop. */
export function logspace([start = 0, stop = 0, num = 0, base = 10]: Numbers): Space {
	const {size, at} = points(Number(start), Number(stop), countOf(num));
	return mapped({size, at: index => power(Number(base), at(index))});
}

/** numpy's `geomspace`: so many floats from start to stop, each the same multiple of the one before. */
export function geomspace([start = 0, stop = 0, num = 0]: Numbers): Space {
	const [first, last] = [Number(start), Number(stop)];
	if (first === 0 || last === 0) throw new MatrixError('A geomspace cannot start or stop at 0.');
	const sign = first < 0 && last < 0 ? -1 : 1;
	const {size, at} = points(decimalLogarithm(sign * first), decimalLogarithm(sign * last), countOf(num));
	return mapped({size, at: index => (index === 0 ? first : index === size - 1 ? last : sign * power(10, at(index)))});
}

type Points = {readonly size: number; readonly at: (index: number) => number};

function mapped({size, at}: Points): Space {
	return {size, at: index => floatValue(at(index))};
}

function points(start: number, stop: number, size: number): Points {
	const intervals = size - 1;
	const distance = stop - start;
	const step = distance / intervals;
	const offsetOf = (index: number) => {
		if (intervals <= 0) return index * distance;
		// A step too small to be written is not used.
		return step === 0 ? (index / intervals) * distance : index * step;
	};
	return {size, at: index => (index === intervals && index > 0 ? stop : offsetOf(index) + start)};
}

function countOf(num: number | Numeral): number {
	const isWhole = num instanceof Numeral ? !num.isFloat : Number.isInteger(num);
	if (isWhole && Number(num) >= 0) return Number(num);
	throw new MatrixError(`num must be a whole number from 0, not ${printValue(num)}.`);
}
