import {expect, test} from 'vitest';
import {decimalLogarithm, exponential, logarithm, power} from '../../../source/polyaxonfile/matrix/exact-functions.ts';
import {neighbours} from './neighbours.ts';
import {readOracle} from './oracle.ts';

type Case = {readonly function: 'exponential' | 'logarithm' | 'power'; readonly arguments: readonly [number, number]; readonly result: number};

test('functions are right to the last digit, where those of JavaScript need not be', () => {
	const functions = {exponential, logarithm, power} as const;
	for (const {function: name, arguments: given, result} of readOracle<Case>('functions.json'))
		expect([name, given, functions[name](...given)]).toEqual([name, given, result]);
});

test('a result in the middle of two doubles goes to the even one', () => {
	expect(power(94906267, 2)).toBe(Number(94906267n ** 2n));
	expect(power(3, 33)).toBe(Number(3n ** 33n));
	expect([power(10, 22), power(0.5, 1074), power(7, 3)]).toEqual([1e22, 5e-324, 343]);
});

test('what is no number, or no finite one, comes out as in C', () => {
	const {NaN: nan, POSITIVE_INFINITY: infinity} = Number;
	expect([exponential(nan), exponential(infinity), exponential(-infinity), exponential(1e308), exponential(0), exponential(1e-300)]).toEqual([
		nan,
		infinity,
		0,
		infinity,
		1,
		1,
	]);
	expect([logarithm(nan), logarithm(-1), logarithm(0), logarithm(infinity), logarithm(1)]).toEqual([nan, nan, -infinity, infinity, 0]);
	expect([power(1, nan), power(nan, 0), power(-8, 1 / 3), power(-2, 3), power(-2, 2), power(0, -1), power(2, 1e308), power(2, -1e308)]).toEqual([
		1,
		1,
		nan,
		-8,
		4,
		infinity,
		infinity,
		0,
	]);
	expect([decimalLogarithm(1000), decimalLogarithm(1e-5), decimalLogarithm(1), decimalLogarithm(-1), decimalLogarithm(0)]).toEqual([3, -5, 0, nan, -infinity]);
});

test('powers and logarithms undo each other but for what rounding loses', () => {
	for (let number = 1e-300; number < 1e300; number *= 7919.7) {
		const again = exponential(logarithm(number));
		expect(Math.abs(again / number - 1)).toBeLessThan(1e-13);
		expect([number, ...neighbours(number)]).toContain(power(number, 1));
	}
});
