import type {Value} from '../specification.ts';
import type {Matrix} from './matrix-option.ts';
import {gridSpaceOf, productOf} from './option-values.ts';
import type {Combination} from './suggestions.ts';

/** How many combinations there are, up to a limit. */
export function countGrid(matrix: Matrix, limit?: number): number {
	return Math.min(productOf(matrix.map(([, option]) => gridSpaceOf(option).size)), limit || Number.POSITIVE_INFINITY);
}

/** Every combination up to a limit; the last name changes first. */
export function* gridOf(matrix: Matrix, limit?: number): Iterable<Combination> {
	const wheels = matrix.map(([name, option]) => ({name, ...gridSpaceOf(option), index: 0, value: null as Value}));
	for (const wheel of wheels) wheel.value = wheel.size > 0 ? wheel.at(0) : null;
	const backwards = wheels.toReversed();
	const count = countGrid(matrix, limit);
	for (let made = 0; made < count; made++) {
		yield new Map(wheels.map(({name, value}) => [name, value]));
		for (const wheel of backwards) {
			wheel.index = (wheel.index + 1) % wheel.size;
			wheel.value = wheel.at(wheel.index);
			if (wheel.index > 0) break;
		}
	}
}
