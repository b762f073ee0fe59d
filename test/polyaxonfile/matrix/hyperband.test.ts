import {expect, test} from 'vitest';
import {bracketsOf} from '../../../source/polyaxonfile/matrix/hyperband.ts';
import {MatrixError} from '../../../source/polyaxonfile/matrix/matrix-error.ts';
import type {Hyperband} from '../../../source/polyaxonfile/matrix/search.ts';
import {printValue} from '../../../source/polyaxonfile/print-value.ts';
import {readOracle} from './oracle.ts';

type Case = {readonly hyperband: readonly [number, string, 'int' | 'float']; readonly brackets?: ReadonlyArray<readonly [number, number, string]>};

const searchOf = (max_iter: number, eta: number, type: 'int' | 'float' = 'int'): Hyperband => ({
	type: 'hyperband',
	max_iter,
	eta,
	resource: {name: 'epochs', type},
});

test('the brackets are those of the platform', () => {
	for (const {hyperband, brackets} of readOracle<Case>('searches.json')) {
		if (!brackets) continue;
		const [max_iter, eta, type] = hyperband;
		const made = [...bracketsOf(searchOf(max_iter, Number(eta), type))].map(({bracket, configs, resource}) => [bracket, configs, printValue(resource)]);
		expect([hyperband, made]).toEqual([hyperband, brackets]);
	}
});

test('numbers of which the platform makes no end are refused', () => {
	for (const [max_iter, eta] of [
		[9, 1],
		[9, 0],
		[9, 0.5],
		[9, Number.NaN],
		[0, 3],
		[1e308, 1 + 2 ** -52],
		[Number.POSITIVE_INFINITY, 3],
	] as const)
		expect(() => [...bracketsOf(searchOf(max_iter, eta))]).toThrow(MatrixError);
});
