import {expect, test} from 'vitest';
import {createRandomState} from '../../../source/polyaxonfile/matrix/random-state.ts';
import {createSampler, sampleOf} from '../../../source/polyaxonfile/matrix/sampler.ts';
import {printValue} from '../../../source/polyaxonfile/print-value.ts';
import {type OracleOption, optionOf, readOracle} from './oracle.ts';

type Case = OracleOption & {readonly seed: number; readonly draws: readonly string[]};

test('every option is drawn from as by the real parser', () => {
	for (const {seed, draws, ...option} of readOracle<Case>('draws.json')) {
		const random = createRandomState(seed);
		const sample = createSampler(optionOf(option));
		expect([option, draws.map(() => printValue(sample(random)))]).toEqual([option, draws]);
	}
});

test('a row that does not fit into memory is drawn from', () => {
	expect(printValue(sampleOf({type: 'range', numbers: [0, 1e12, 1]}, createRandomState(3)))).toMatch(/^\d{6,12}$/);
});
