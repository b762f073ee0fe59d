import type {Value} from '../specification.ts';
import {castToArray} from './array-type.ts';
import type {Matrix, MatrixOption} from './matrix-option.ts';
import {productOf, sizeOf} from './option-values.ts';
import {createRandomState} from './random-state.ts';
import {createSampler} from './sampler.ts';
import {keyOf} from './value-key.ts';

/** The parameters that one run gets. */
export type Combination = ReadonlyMap<string, Value>;

/** How many different combinations can be drawn; infinite when nobody can say. */
export function countDifferent(matrix: Matrix): number {
	return productOf(matrix.map(([, option]) => differentOf(option)));
}

/** Different combinations by chance, each with the given parameters before those of the matrix. */
export function* suggestionsOf(matrix: Matrix, limit: number, seed?: number, given: Combination = new Map()): Iterable<Combination> {
	let missing = Math.min(limit, countDifferent(matrix));
	// The platform took a seed of 0 for none.
	const random = createRandomState(seed || undefined);
	const samplers = matrix.map(([name, option]) => [name, createSampler(option)] as const);
	const seen = new Set<string>();
	let repeats = 0;
	while (missing > 0) {
		const drawn = samplers.map(([name, sample]) => [name, sample(random)] as const);
		const key = drawn.map(([, value]) => keyOf(value)).join();
		if (seen.has(key)) {
			if (++repeats > patienceOf(seen.size)) return;
			continue;
		}
		seen.add(key);
		missing -= 1;
		repeats = 0;
		yield new Map([...given, ...drawn]);
	}
}

/** How many repeats in a row say that there is nothing new to draw: the platform went on for ever. The last of n that are equally likely is missed once in e^20. */
function patienceOf(seen: number): number {
	return 100_000 + 20 * seen;
}

function differentOf(option: MatrixOption): number {
	if (option.type === 'values') return new Set(castToArray(option.values).map(keyOf)).size;
	if (option.type !== 'pvalues') return sizeOf(option) ?? Number.POSITIVE_INFINITY;
	const others = option.values.slice(0, -1);
	const rest = 1 - others.reduce((sum, [, probability]) => sum + probability, 0);
	const likely = [...others.filter(([, probability]) => probability > 0), ...option.values.slice(others.length).filter(() => rest > 0)];
	return new Set(likely.map(([value]) => keyOf(value))).size;
}
