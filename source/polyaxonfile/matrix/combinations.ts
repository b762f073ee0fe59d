import {countGrid, gridOf} from './grid.ts';
import {bracketsOf} from './hyperband.ts';
import {MatrixError} from './matrix-error.ts';
import type {Matrix} from './matrix-option.ts';
import type {Hyperband, Search} from './search.ts';
import {type Combination, countDifferent, suggestionsOf} from './suggestions.ts';

/**
 * The parameters of the runs of a group, made one by one. Of a hyperband those that its brackets start with;
 * of a Bayesian optimisation the initial trials, since the others follow from their results.
 */
export function* combinationsOf(matrix: Matrix, search: Search, seed?: number): Iterable<Combination> {
	switch (search.type) {
		case 'grid':
			yield* gridOf(matrix, search.n_experiments);
			break;
		case 'random':
			yield* suggestionsOf(matrix, limitOf(search), seed);
			break;
		case 'hyperband':
			// Each bracket starts from the seed again, so its combinations begin as those of the one before.
			for (const {configs, resource} of bracketsOf(search)) yield* suggestionsOf(matrix, configs, seed, new Map([[search.resource.name, resource]]));
			break;
		case 'bo':
			yield* suggestionsOf(matrix, limitOf(search), seed);
	}
}

/** How many runs a group has: of a hyperband those that its brackets start with, of a Bayesian optimisation all. */
export function countOf(matrix: Matrix, search: Search): number {
	switch (search.type) {
		case 'grid':
			return countGrid(matrix, search.n_experiments);
		case 'random':
			return Math.min(limitOf(search), countDifferent(matrix));
		case 'hyperband':
			return countHyperband(search, countDifferent(matrix));
		case 'bo':
			return Math.min(limitOf(search), countDifferent(matrix)) + Math.max(search.n_iterations, 0);
	}
}

function countHyperband(search: Hyperband, different: number): number {
	let count = 0;
	for (const {configs} of bracketsOf(search)) count += Math.min(configs, different);
	return count;
}

function limitOf(search: Search & {readonly type: 'random' | 'bo'}): number {
	const [section, name, limit] =
		search.type === 'bo' ? (['bo', 'n_initial_trials', search.n_initial_trials] as const) : (['random_search', 'n_experiments', search.n_experiments] as const);
	if (limit) return limit;
	const message = limit === undefined ? `${section} does not say how many runs it makes.` : `${name} must be above 0: the search begins with runs by chance.`;
	throw new MatrixError(message, {path: limit === undefined ? [section] : [section, name], hint: `Write "${name}: 10" under ${section}.`});
}
