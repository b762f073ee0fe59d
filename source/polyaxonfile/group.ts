import {combinationsOf, countOf} from './matrix/combinations.ts';
import {MatrixError} from './matrix/matrix-error.ts';
import type {Matrix, MatrixOption} from './matrix/matrix-option.ts';
import type {Search} from './matrix/search.ts';
import type {Problem} from './problem.ts';
import type {Value} from './specification.ts';

/** The values that one run of a group gives to the names of its matrix. */
export type Combination = {readonly [name: string]: Value};

/** The runs that a group means. */
export type Group = {
	/** How they are chosen, in one word of the file. */
	readonly search: Search['type'];
	/** How many there are; an upper bound where different draws can be the same. */
	readonly count: number;
	/** Whether every look at the group finds the same runs. */
	readonly isFixed: boolean;
	/** Made one by one: there can be more than any memory holds. Those that follow from results are not among them. */
	combinations(): Iterable<Combination>;
};

/** `hptuning` as its rule reads it. */
export type Tuning = {
	readonly matrix?: {readonly [name: string]: {readonly [option: string]: unknown}};
	readonly seed?: number;
	readonly grid_search?: {readonly n_experiments?: number};
	readonly random_search?: {readonly n_experiments?: number};
	readonly hyperband?: {readonly max_iter: number; readonly eta: number; readonly resource: {readonly name: string; readonly type?: string}};
	readonly bo?: {readonly n_initial_trials: number; readonly n_iterations: number};
};

/** The group that `hptuning` means; a problem where numpy or the platform would make no runs of it. */
export function readGroup(tuning: Tuning): Group | Problem {
	const matrix: Matrix = Object.entries(tuning.matrix ?? {}).flatMap(([name, option]) => {
		const read = optionOf(option);
		return read ? [[name, read] as const] : [];
	});
	const search = searchOf(tuning);
	// Without a seed every reading of a file draws anew, and all who look at one reading see the same runs
	const seed = tuning.seed || anySeed();
	try {
		const count = countOf(matrix, search);
		// Some refusals come only with the first run
		for (const _ of combinationsOf(matrix, search, seed)) break;
		return {
			search: search.type,
			count,
			isFixed: search.type === 'grid' || Boolean(tuning.seed),
			combinations: () => objectsOf(combinationsOf(matrix, search, seed)),
		};
	} catch (error) {
		if (!(error instanceof MatrixError)) throw error;
		const {path = [], hint = 'Change the matrix or the search, so that there are runs.'} = error.where;
		return {code: 'no-runs', severity: 'error', path: ['hptuning', ...path], message: error.message, hint};
	}
}

/** Whether there is a group, not the reason why there is none. */
export function isGroup(group: Group | Problem): group is Group {
	return 'combinations' in group;
}

function anySeed(): number {
	return 1 + (crypto.getRandomValues(new Uint32Array(1))[0]! % 0xffff_ffff);
}

function* objectsOf(combinations: Iterable<ReadonlyMap<string, Value>>): Iterable<Combination> {
	for (const combination of combinations) yield Object.assign(Object.create(null), Object.fromEntries(combination));
}

function optionOf(option: {readonly [type: string]: unknown}): MatrixOption | undefined {
	const [found] = Object.entries(option).filter(([, value]) => Array.isArray(value) && value.length > 0);
	if (!found) return undefined;
	const [type, value] = found;
	return (type === 'values' || type === 'pvalues' ? {type, values: value} : {type, numbers: value}) as MatrixOption;
}

function searchOf({grid_search, random_search, hyperband, bo}: Tuning): Search {
	if (random_search) return {type: 'random', n_experiments: random_search.n_experiments};
	if (bo) return {type: 'bo', n_initial_trials: bo.n_initial_trials, n_iterations: bo.n_iterations};
	if (!hyperband) return {type: 'grid', n_experiments: grid_search?.n_experiments};
	const {name, type} = hyperband.resource;
	return {type: 'hyperband', max_iter: hyperband.max_iter, eta: hyperband.eta, resource: {name, type: type?.toLowerCase() === 'int' ? 'int' : 'float'}};
}
