import {isMapping} from '../print-value.ts';
import type {Problem} from '../problem.ts';
import type {Value} from '../specification.ts';
import {earlyStopping} from './early-stopping.ts';
import {distributionNames, matrixOption} from './matrix.ts';
import {anyMap, type Choice, type Key, mapOf, type ReadSection, section, whole} from './rule.ts';
import {bayesian, hyperband, limited} from './search.ts';

const algorithms: readonly string[] = ['grid_search', 'random_search', 'hyperband', 'bo'];
const algorithmChoice: Choice = {
	keys: algorithms,
	several: (first, second) => ({code: 'several-algorithms', message: `"${first}" and "${second}" are two ways to search.`, hint: 'Keep one of them.'}),
};

/** `hptuning`: the runs of a group. Templates were never evaluated here. */
export const hptuning = {
	rule: section(
		{
			matrix: {
				rule: mapOf(matrixOption),
				description: 'Names and the values that each can have.',
				isNeeded: true,
				example: 'Write "matrix:", and on the next line "  lr: {values: [0.1, 0.01]}".',
				empty: {message: 'The matrix of the group is empty.', hint: 'Write a name and its values, such as "lr: {values: [0.1, 0.01]}".'},
			},
			seed: {rule: whole, description: 'Makes random choices come out the same.'},
			concurrency: {rule: whole, description: 'How many runs go on at a time.'},
			grid_search: {rule: limited, description: 'Every combination, in order.'},
			random_search: {rule: limited, description: 'Combinations by chance.'},
			hyperband: {rule: hyperband, description: 'Many short runs, of which the best are run longer.'},
			bo: {rule: bayesian, description: 'Bayesian optimisation: each run is chosen by the results of those before.'},
			logging: {rule: anyMap, description: 'The logging of the search, in releases up to 0.4.0.', unused: 'everything that a run prints is logged'},
			early_stopping: {rule: earlyStopping, description: 'When to end runs, or the group.'},
		},
		{choices: [algorithmChoice], also: [{reads: algorithms, check: checkDistributions}]},
	),
	description: 'What a group tries: the matrix of values and how to search it.',
	example: 'Write "hptuning:", and under it "matrix: {lr: {values: [0.1, 0.01]}}".',
	kinds: ['group'],
	neededBy: ['group'],
	isPlain: true,
} as const satisfies Key;

/** The values of a distribution cannot be counted, and the platform compared those of the others. */
function checkDistributions({written: {matrix, ...values}, path, report}: ReadSection): void {
	const algorithm = algorithms.find(name => isMapping(values[name])) ?? 'grid_search';
	for (const [name, option] of isMapping(matrix) ? Object.entries(matrix) : []) {
		const distribution = distributionOf(option);
		if (distribution === undefined) continue;
		if (algorithm === 'grid_search')
			report(notIn('A grid', [...path, 'matrix', name, distribution], 'Write random_search: {n_experiments: 10}, or values, range, linspace.'));
		if (algorithm === 'bo' && distribution !== 'uniform')
			report(notIn('Bayesian optimisation', [...path, 'matrix', name, distribution], 'Write uniform, or values, range, linspace.'));
	}
}

function distributionOf(option: Value | undefined): string | undefined {
	return isMapping(option) ? distributionNames.find(name => option[name] !== undefined && option[name] !== null) : undefined;
}

function notIn(what: string, path: Problem['path'], hint: string) {
	return {code: 'not-in-algorithm', path, message: `${what} cannot draw from the distribution "${path.at(-1)}".`, hint} as const;
}
