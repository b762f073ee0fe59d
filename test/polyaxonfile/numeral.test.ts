import {expect, test} from 'vitest';
import {floatValue, intValue, Numeral, printFloat} from '../../source/polyaxonfile/numeral.ts';

test('floats are printed as Python 3 prints them', () => {
	const printed: ReadonlyArray<readonly [number, string]> = [
		[1, '1.0'],
		[0.1, '0.1'],
		[1e-4, '0.0001'],
		[1e-5, '1e-05'],
		[1.5e-7, '1.5e-07'],
		[1e6, '1000000.0'],
		[1e15, '1000000000000000.0'],
		[1e16, '1e+16'],
		[1.2345e22, '1.2345e+22'],
		[1e100, '1e+100'],
		[0.1 + 0.2, '0.30000000000000004'],
		[-0, '-0.0'],
		[-1.5, '-1.5'],
		[0.000123, '0.000123'],
		[Number.NaN, 'nan'],
		[Number.NEGATIVE_INFINITY, '-inf'],
		[5e-324, '5e-324'],
	];
	for (const [number, text] of printed) expect(printFloat(number)).toBe(text);
});

test('a number that JavaScript cannot tell from another keeps its text, and is a number in JSON', () => {
	expect([floatValue(1), floatValue(0.5), intValue(7n), intValue(2n ** 64n)].map(String)).toEqual(['1.0', '0.5', '7', '18446744073709551616']);
	expect(JSON.stringify({a: floatValue(1), b: intValue(7n)})).toBe('{"a":1,"b":7}');
	expect([new Numeral('1.0').isFloat, new Numeral('18446744073709551616').isFloat, Number(new Numeral('2.0'))]).toEqual([true, false, 2]);
});
