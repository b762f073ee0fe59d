import {expect, test} from 'vitest';
import {insideEnvOf} from '../../source/engines/inside.ts';
import {requestOf} from './kubernetes/plan-of.ts';

/** What a run is told that asks for these GPUs. */
const told = (gpu?: {limits?: number; requests?: number}) =>
	Object.fromEntries(insideEnvOf(requestOf({environment: {resources: {...(gpu && {gpu})}}}), '/out'));

test('paths are those of the container, and the run folder is not told', () => {
	expect(told({limits: 1})).toEqual({
		POLYAXON_IS_MANAGED: 'true',
		POLYAXON_IS_LOCAL: 'true',
		POLYAXON_NO_OP: '1',
		POLYAXON_LOG_LEVEL: 'INFO',
		POLYAXON_PARAMS: '{"lr":0.1}',
		POLYAXON_DECLARATIONS: '{"lr":0.1}',
		POLYAXON_EXPERIMENT_INFO: '{"project_name":"My Digits_1","experiment_name":"My Digits_1.r-abcdef"}',
		POLYAXON_RUN_OUTPUTS_PATH: '/out',
		POLYAXON_RUN_DATA_PATHS: '{}',
		PYTHONUNBUFFERED: '1',
	});
});

test('GPUs are hidden from a run that asks for none', () => {
	const hidden = [undefined, {limits: 0, requests: 1}, {limits: 0.5}, {requests: 2}].map(gpu => told(gpu).NVIDIA_VISIBLE_DEVICES);
	expect(hidden).toEqual(['none', 'none', undefined, undefined]);
});
