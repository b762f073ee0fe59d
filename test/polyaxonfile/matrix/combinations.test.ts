import {expect, test} from 'vitest';
import {combinationsOf, countOf} from '../../../source/polyaxonfile/matrix/combinations.ts';
import {MatrixError} from '../../../source/polyaxonfile/matrix/matrix-error.ts';
import type {Matrix, MatrixOption} from '../../../source/polyaxonfile/matrix/matrix-option.ts';
import {createRandomState} from '../../../source/polyaxonfile/matrix/random-state.ts';
import type {Search} from '../../../source/polyaxonfile/matrix/search.ts';
import {Numeral} from '../../../source/polyaxonfile/numeral.ts';
import {printValue} from '../../../source/polyaxonfile/print-value.ts';
import {type Json, optionOf, readOracle} from './oracle.ts';

type Case = {
	readonly matrix?: ReadonlyArray<readonly [string, MatrixOption['type'], readonly Json[]]>;
	readonly seed: number;
	readonly count?: number;
	readonly hyperband?: readonly [max_iter: number, eta: string, type: 'int' | 'float'];
	readonly runs: ReadonlyArray<Readonly<Record<string, string>>>;
};

const lr: MatrixOption = {type: 'values', values: [0.1, 0.01]};
const layers: MatrixOption = {type: 'range', numbers: [1, 4, 1]};
const runsOf = (matrix: Matrix, search: Search, seed?: number) => [...combinationsOf(matrix, search, seed)].map(printRun);

test('a search by chance makes the runs of the platform', () => {
	for (const {matrix, seed, count, hyperband, runs} of readOracle<Case>('searches.json')) {
		if (!matrix) continue;
		const options = matrix.map(([name, type, content]) => [name, optionOf({type, numbers: content as readonly string[], values: content})] as const);
		const search: Search = hyperband ? hyperbandOf(...hyperband) : {type: 'random', n_experiments: count};
		expect(runsOf(options, search, seed)).toEqual(runs);
		expect(countOf(options, search)).toBe(runs.length);
		if (hyperband) continue;
		expect(runsOf(options, {type: 'bo', n_initial_trials: count ?? 0, n_iterations: 3}, seed)).toEqual(runs);
		expect(countOf(options, {type: 'bo', n_initial_trials: count ?? 0, n_iterations: 3})).toBe(runs.length + 3);
	}
});

test('in a grid the last name changes first, and it ends after n_experiments', () => {
	const matrix: Matrix = [
		['lr', lr],
		['layers', layers],
	];
	expect(runsOf(matrix, {type: 'grid'}).map(({lr, layers}) => `${lr} ${layers}`)).toEqual(['0.1 1', '0.1 2', '0.1 3', '0.01 1', '0.01 2', '0.01 3']);
	expect(runsOf(matrix, {type: 'grid', n_experiments: 4})).toHaveLength(4);
	expect(countOf(matrix, {type: 'grid', n_experiments: 4})).toBe(4);
	expect(countOf(matrix, {type: 'grid', n_experiments: 40})).toBe(6);
});

test('a grid of more points than memory has is begun at once', () => {
	const many: MatrixOption = {type: 'range', numbers: [0, 1e6, 1]};
	const matrix: Matrix = [
		['a', many],
		['b', many],
		['c', {type: 'linspace', numbers: [0, 1, 1e12]}],
	];
	expect(countOf(matrix, {type: 'grid'})).toBe(1e24);
	for (const run of combinationsOf(matrix, {type: 'grid'})) {
		expect(printRun(run)).toEqual({a: '0', b: '0', c: '0.0'});
		break;
	}
	const endless: MatrixOption = {type: 'range', numbers: [0, new Numeral('1e+308'), 1e-300]};
	expect(
		countOf(
			[
				['a', endless],
				['b', {type: 'range', numbers: [0, 1, -1]}],
			],
			{type: 'grid'},
		),
	).toBe(0);
	expect(
		runsOf(
			[
				['a', endless],
				['b', {type: 'range', numbers: [0, 1, -1]}],
			],
			{type: 'grid'},
		),
	).toEqual([]);
	expect(runsOf([['a', endless]], {type: 'grid', n_experiments: 2})).toEqual([{a: '0.0'}, {a: '1e-300'}]);
});

test('there are as many runs as were counted', () => {
	const random = createRandomState(11);
	const pick = <Item>(items: readonly Item[]) => items[random.index(items.length)] as Item;
	for (let round = 0; round < 60; round++) {
		const discrete: readonly MatrixOption[] = [
			{type: 'values', values: pick([['a', 'b', 'a'], [1, true, 2], [0.5], [1, '1'], [[1], [1], 'x']])},
			{type: 'range', numbers: [0, random.index(4) + 1, pick([1, 0.5, 0.3, -1])]},
			{type: 'linspace', numbers: [0, 1, random.index(4)]},
			{type: 'geomspace', numbers: [1, 100, random.index(3) + 1]},
		];
		const distributions: readonly MatrixOption[] = [
			{type: 'uniform', numbers: [0, 1]},
			{
				type: 'pvalues',
				values: pick([
					[
						['a', 0.5],
						['b', 0.5],
						['c', 0],
					],
					[
						['a', 0.2],
						['a', 0.8],
					],
					[
						['a', 0.5],
						['b', 0.1],
						['c', 0],
					],
				]),
			},
		];
		const grid: Matrix = Array.from({length: random.index(3) + 1}, (_, index) => [`x${index}`, pick(discrete)]);
		const free: Matrix = [...grid, ['free', pick([...discrete, ...distributions])]];
		const limit = random.index(20) + 1;
		for (const [matrix, search] of [
			[grid, {type: 'grid', n_experiments: pick([undefined, limit])}],
			[free, {type: 'random', n_experiments: limit}],
			[free, {type: 'hyperband', max_iter: limit, eta: 3, resource: {name: 'epochs', type: 'int'}}],
			[grid, {type: 'bo', n_initial_trials: limit, n_iterations: 0}],
		] as ReadonlyArray<readonly [Matrix, Search]>) {
			const runs = runsOf(matrix, search);
			expect([matrix, search, runs.length]).toEqual([matrix, search, countOf(matrix, search)]);
		}
	}
});

test('a search by chance ends where there is nothing new to draw, though the platform did not', () => {
	expect(runsOf([['x', {type: 'quniform', numbers: [0, 1, 0.5]}]], {type: 'random', n_experiments: 100}, 1)).toHaveLength(2);
	expect(runsOf([['x', {type: 'uniform', numbers: [2, 2]}]], {type: 'random', n_experiments: 3})).toEqual([{x: '2.0'}]);
	expect(runsOf([['x', {type: 'values', values: [1, 1]}]], {type: 'random', n_experiments: 2})).toEqual([{x: '1'}]);
});

test('a seed repeats the runs, and 0 is none', () => {
	const matrix: Matrix = [['x', {type: 'uniform', numbers: [0, 1]}]];
	const search: Search = {type: 'random', n_experiments: 3};
	expect(runsOf(matrix, search, 7)).toEqual(runsOf(matrix, search, 7));
	expect(runsOf(matrix, search, 0)).not.toEqual(runsOf(matrix, search, 0));
	expect(runsOf(matrix, search)).not.toEqual(runsOf(matrix, search));
});

test('a name of the matrix stands above the resource of the same name', () => {
	const search: Search = {type: 'hyperband', max_iter: 1, eta: 3, resource: {name: 'epochs', type: 'int'}};
	expect(runsOf([['epochs', {type: 'values', values: [5]}]], search)).toEqual([{epochs: '5'}]);
});

test('a search without the number of its runs is refused', () => {
	for (const search of [{type: 'random'}, {type: 'bo', n_initial_trials: 0, n_iterations: 1}] as const satisfies readonly Search[]) {
		expect(() => countOf([['lr', lr]], search)).toThrow(MatrixError);
		expect(() => runsOf([['lr', lr]], search)).toThrow(MatrixError);
	}
});

function hyperbandOf(max_iter: number, eta: string, type: 'int' | 'float'): Search {
	return {type: 'hyperband', max_iter, eta: Number(eta), resource: {name: 'epochs', type}};
}

function printRun(run: ReadonlyMap<string, Parameters<typeof printValue>[0]>): Readonly<Record<string, string>> {
	return Object.fromEntries([...run].map(([name, value]) => [name, printValue(value)]));
}
