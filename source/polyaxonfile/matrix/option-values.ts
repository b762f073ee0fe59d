import type {Value} from '../specification.ts';
import {arange} from './arange.ts';
import {geomspace, linspace, logspace} from './linspace.ts';
import {MatrixError} from './matrix-error.ts';
import type {MatrixOption, SpaceOption} from './matrix-option.ts';
import type {Space} from './space.ts';

/** The values of an option, as numpy makes them; a distribution has none. */
export function spaceOf(option: MatrixOption): Space | undefined {
	if (option.type === 'values') return listOf(option.values);
	if (option.type === 'pvalues') return listOf(option.values.map(([value]) => value));
	return isSpace(option) ? builders[option.type](option.numbers) : undefined;
}

/** How many values an option has; undefined of a distribution. */
export function sizeOf(option: MatrixOption): number | undefined {
	return option.type === 'pvalues' ? option.values.length : spaceOf(option)?.size;
}

/** The values of an option, one after the other. Only a grid asks for them, and it cannot have probabilities. */
export function* valuesOf(option: MatrixOption): Iterable<Value> {
	const {size, at} = gridSpaceOf(option);
	for (let index = 0; index < size; index++) yield at(index);
}

/** The values of an option as a grid takes them. */
export function gridSpaceOf(option: MatrixOption): Space {
	const space = option.type === 'pvalues' ? undefined : spaceOf(option);
	if (!space) throw new MatrixError(`A grid cannot draw from the distribution "${option.type}".`);
	return space;
}

/** How many combinations rows of these sizes have. */
export function productOf(sizes: readonly number[]): number {
	return sizes.includes(0) ? 0 : sizes.reduce((product, size) => product * size, 1);
}

const builders = {range: arange, linspace, logspace, geomspace} as const;

function isSpace(option: MatrixOption): option is SpaceOption {
	return option.type in builders;
}

function listOf(values: readonly Value[]): Space {
	return {size: values.length, at: index => values[index] ?? null};
}
