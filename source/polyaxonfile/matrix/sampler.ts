import {floatValue} from '../numeral.ts';
import type {Value} from '../specification.ts';
import {castToArray} from './array-type.ts';
import {exponential} from './exact-functions.ts';
import type {DistributionName, DistributionOption, MatrixOption} from './matrix-option.ts';
import {gridSpaceOf} from './option-values.ts';
import {createOutcome} from './outcome.ts';
import type {RandomState} from './random-state.ts';

/** Draws a value of one option. */
export type Sampler = (random: RandomState) => Value;

/** What draws the values of an option, as the platform's `sample()` did. */
export function createSampler(option: MatrixOption): Sampler {
	if (isDistribution(option)) return createDraw(option);
	if (option.type === 'pvalues') {
		const drawOutcome = createOutcome(option.values.map(([, probability]) => probability));
		return random => option.values[drawOutcome(random)]?.[0] ?? null;
	}
	// Only values can be of several types; numpy's choice() makes an array of them first.
	const {size, at} = gridSpaceOf(option.type === 'values' ? {...option, values: castToArray(option.values)} : option);
	return random => at(random.index(size));
}

/** Draws one value of an option. */
export function sampleOf(option: MatrixOption, random: RandomState): Value {
	return createSampler(option)(random);
}

function isDistribution(option: MatrixOption): option is DistributionOption {
	return option.type in distributions;
}

function createDraw({type, numbers}: DistributionOption): Sampler {
	const [first = 0, second = 0, quantum = 1] = numbers.map(Number);
	return random => floatValue(distributions[type](random, first, second, quantum));
}

type Draw = (random: RandomState, first: number, second: number, quantum: number) => number;

const distributions: {readonly [name in DistributionName]: Draw} = {
	uniform: (random, low, high) => random.uniform(low, high),
	quniform: (random, low, high, q) => toMultiple(random.uniform(low, high), q),
	loguniform: (random, low, high) => exponential(random.uniform(low, high)),
	qloguniform: (random, low, high, q) => toMultiple(exponential(random.uniform(low, high)), q),
	normal: (random, loc, scale) => random.normal(loc, scale),
	qnormal: (random, loc, scale, q) => toMultiple(random.normal(loc, scale), q),
	lognormal: (random, loc, scale) => random.lognormal(loc, scale),
	// The platform's own slip: q was not used, and the exponential taken twice.
	qlognormal: (random, loc, scale) => exponential(random.lognormal(loc, scale)),
};

/** The multiple of q that is not above the number. */
function toMultiple(number: number, q: number): number {
	return floorDivide(number, q) * q;
}

/** Python's `//` of floats, in which the remainder, not the quotient, decides. */
function floorDivide(a: number, b: number): number {
	const remainder = a % b;
	const isBelow = remainder !== 0 && remainder < 0 !== b < 0;
	const quotient = (a - remainder) / b - (isBelow ? 1 : 0);
	if (quotient === 0) return a / b < 0 || Object.is(a / b, -0) ? -0 : 0;
	const floor = Math.floor(quotient);
	return quotient - floor > 0.5 ? floor + 1 : floor;
}
