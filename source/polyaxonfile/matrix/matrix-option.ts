import type {Numeral} from '../numeral.ts';
import type {Value} from '../specification.ts';

/** Options that are a row of numbers. */
export type SpaceName = 'range' | 'linspace' | 'logspace' | 'geomspace';
/** Options that can only be drawn from. */
export type DistributionName = 'uniform' | 'quniform' | 'loguniform' | 'qloguniform' | 'normal' | 'qnormal' | 'lognormal' | 'qlognormal';

/** The numbers of an option in the order of their names; a Numeral where Python has a float that is whole, or an int above 2^53. */
export type Numbers = ReadonlyArray<number | Numeral>;

/** `range` and the like: start, stop, and step or num; a logspace may have a base after them. */
export type SpaceOption = {readonly type: SpaceName; readonly numbers: Numbers};
/** `uniform` and the like: low and high or loc and scale, then q where there is one; a size after them is ignored. */
export type DistributionOption = {readonly type: DistributionName; readonly numbers: Numbers};

/** One way to choose the values of a name of the matrix. */
export type MatrixOption =
	| {readonly type: 'values'; readonly values: readonly Value[]}
	| {readonly type: 'pvalues'; readonly values: ReadonlyArray<readonly [value: Value, probability: number]>}
	| SpaceOption
	| DistributionOption;

/** Names with their options, in the order of the file. */
export type Matrix = ReadonlyArray<readonly [name: string, option: MatrixOption]>;
