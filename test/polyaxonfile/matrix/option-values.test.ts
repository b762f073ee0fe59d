import {expect, test} from 'vitest';
import {MatrixError} from '../../../source/polyaxonfile/matrix/matrix-error.ts';
import type {MatrixOption} from '../../../source/polyaxonfile/matrix/matrix-option.ts';
import {sizeOf, spaceOf, valuesOf} from '../../../source/polyaxonfile/matrix/option-values.ts';
import {Numeral} from '../../../source/polyaxonfile/numeral.ts';
import {printValue} from '../../../source/polyaxonfile/print-value.ts';
import {neighbours} from './neighbours.ts';
import {type OracleOption, optionOf, readOracle} from './oracle.ts';

type Case = OracleOption & {readonly size: number; readonly at: readonly number[]; readonly values: readonly string[]; readonly error?: string};
const cases = readOracle<Case>('spaces.json');
const named = (...types: readonly string[]) => cases.filter(({type, error}) => types.includes(type) && error === undefined);
const printed = ({type, numbers, at}: Case) => at.map(index => printValue(spaceOf(optionOf({type, numbers}))?.at(index) ?? null));

test('a row has as many values as in numpy', () => {
	for (const {type, numbers, size, error} of cases)
		if (error === undefined) expect([type, numbers, sizeOf(optionOf({type, numbers}))]).toEqual([type, numbers, size]);
});

test('what numpy refuses is refused', () => {
	for (const {type, numbers, error} of cases) if (error !== undefined) expect(() => sizeOf(optionOf({type, numbers}))).toThrow(MatrixError);
});

test('the values of range and linspace are those of numpy, to the last digit', () => {
	for (const each of named('range', 'linspace')) expect([each.numbers, printed(each)]).toEqual([each.numbers, each.values]);
});

test('the values of logspace and geomspace are those of numpy, but for a last digit where its C library does not round right', () => {
	let differing = 0;
	let all = 0;
	for (const each of named('logspace', 'geomspace')) {
		for (const [index, text] of printed(each).entries()) {
			all += 1;
			if (text === each.values[index]) continue;
			differing += 1;
			expect(neighbours(Number(text))).toContain(Number(each.values[index]));
		}
	}
	expect(all).toBeGreaterThan(1000);
	expect(differing).toBeLessThan(all / 300);
});

test('a row is made one by one, however long it is', () => {
	const long: MatrixOption = {type: 'linspace', numbers: [0, 1, 1e12]};
	expect(sizeOf(long)).toBe(1e12);
	expect(firstOf(valuesOf(long), 2).map(printValue)).toEqual(['0.0', '1.000000000001e-12']);
	expect(sizeOf({type: 'range', numbers: [0, 1e308, 1e-300].map(float)})).toBe(Number.POSITIVE_INFINITY);
	expect(sizeOf({type: 'range', numbers: [float(-1e308), float(1e308), float(1)]})).toBe(Number.POSITIVE_INFINITY);
	expect(sizeOf({type: 'range', numbers: [0, 1e300, 1].map(float)})).toBe(1e300);
	expect(() => sizeOf({type: 'range', numbers: [Number.NaN, 1, 1]})).toThrow(MatrixError);
	expect(() => sizeOf({type: 'range', numbers: [0, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]})).toThrow(MatrixError);
	for (const numbers of [
		[Number.NaN, 1, 3],
		[0, Number.POSITIVE_INFINITY, 3],
		[-1e308, 1e308, 3],
		[5e-324, 1e308, 3],
	]) {
		for (const type of ['linspace', 'logspace'] as const)
			expect([...valuesOf({type, numbers: numbers.map((number, index) => (index < 2 ? float(number) : number))})]).toHaveLength(3);
	}
});

test('values are given as they are, and a distribution has none', () => {
	const values = ['a', 1, new Numeral('1.0'), [1], {a: 1}];
	expect([...valuesOf({type: 'values', values})]).toEqual(values);
	expect(
		sizeOf({
			type: 'pvalues',
			values: [
				['a', 0.5],
				['b', 0.5],
			],
		}),
	).toBe(2);
	expect(sizeOf({type: 'uniform', numbers: [0, 1]})).toBeUndefined();
	expect(() => [...valuesOf({type: 'uniform', numbers: [0, 1]})]).toThrow('A grid cannot draw from the distribution "uniform".');
	expect(() => [...valuesOf({type: 'pvalues', values: [['a', 0.5]]})]).toThrow(MatrixError);
});

function float(number: number): number | Numeral {
	return Number.isInteger(number) ? new Numeral(number.toExponential()) : number;
}

function firstOf<Item>(items: Iterable<Item>, count: number): readonly Item[] {
	const first: Item[] = [];
	for (const item of items) if (first.push(item) === count) break;
	return first;
}
