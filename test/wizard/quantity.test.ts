import {expect, test} from 'vitest';
import {coresOf, devicesOf, mebibytesOf} from '../../source/wizard/quantity.ts';

test('amounts as people type them', () => {
	expect(['0.5', '2', '500m', ' 1 ', '.5', '0', '-1', '1Gi', 'x', ''].map(coresOf)).toEqual([
		0.5,
		2,
		0.5,
		1,
		0.5,
		undefined,
		undefined,
		undefined,
		undefined,
		undefined,
	]);
	expect(['512', '512Mi', '2Gi', '1.5gi', '1G', '512M', '100Ki', '512MB', 'x', '0', ''].map(mebibytesOf)).toEqual([
		512,
		512,
		2048,
		1536,
		953.67,
		488.28,
		0.1,
		488.28,
		undefined,
		undefined,
		undefined,
	]);
	expect(['1', '0', '1.5', 'x'].map(devicesOf)).toEqual([1, undefined, undefined, undefined]);
});
