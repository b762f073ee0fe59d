import {expect, test} from 'vitest';
import {MatrixError} from '../../../source/polyaxonfile/matrix/matrix-error.ts';
import {createRandomState} from '../../../source/polyaxonfile/matrix/random-state.ts';
import {printFloat} from '../../../source/polyaxonfile/numeral.ts';
import {readOracle} from './oracle.ts';

type Case = {
	readonly seed: number;
	readonly random_sample: readonly string[];
	readonly later: readonly string[];
	readonly randint: ReadonlyArray<readonly [size: number, index: number]>;
	readonly mixed: readonly string[];
};

test('a seed gives the numbers that it gives in numpy, in the same order whatever is drawn', () => {
	for (const {seed, ...drawn} of readOracle<Case>('states.json')) {
		const random = createRandomState(seed);
		const doubles = (count: number) => Array.from({length: count}, () => printFloat(random.double()));
		const random_sample = doubles(5);
		doubles(700);
		const later = doubles(5);
		const randint = drawn.randint.map(([size]) => [size, random.index(size)]);
		const mixed = [random.normal(0, 1), random.uniform(2, 3), random.normal(1, 2), random.lognormal(0, 1), random.double(), random.lognormal(1, 0.5)].map(
			printFloat,
		);
		expect({random_sample, later, randint, mixed}).toEqual(drawn);
	}
});

test('without a seed the numbers are others each time', () => {
	expect(createRandomState().double()).not.toBe(createRandomState().double());
});

test('what numpy does not draw is refused', () => {
	for (const seed of [-1, 2 ** 32, 1.5, Number.NaN]) expect(() => createRandomState(seed)).toThrow(MatrixError);
	const random = createRandomState(1);
	for (const size of [0, Number.POSITIVE_INFINITY, Number.NaN]) expect(() => random.index(size)).toThrow(MatrixError);
	expect(() => random.normal(0, -1)).toThrow(MatrixError);
	expect(() => random.uniform(-1e308, 1e308)).toThrow(MatrixError);
});
