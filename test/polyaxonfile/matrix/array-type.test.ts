import {expect, test} from 'vitest';
import {castToArray} from '../../../source/polyaxonfile/matrix/array-type.ts';
import {keyOf} from '../../../source/polyaxonfile/matrix/value-key.ts';
import {Numeral} from '../../../source/polyaxonfile/numeral.ts';
import {printValue} from '../../../source/polyaxonfile/print-value.ts';
import type {Value} from '../../../source/polyaxonfile/specification.ts';

test('values become one type, as in an array of numpy', () => {
	const cast = (...values: readonly Value[]) => printValue(castToArray(values));
	expect(cast(1, 0.5)).toBe('[1.0, 0.5]');
	expect(cast(true, 2)).toBe('[1, 2]');
	expect(cast(true, false)).toBe('[True, False]');
	expect(cast(true, 'a', 1, 0.5, new Numeral('1e+16'))).toBe("['True', 'a', '1', '0.5', '1e+16']");
	expect(cast(-1, new Numeral('9223372036854775808'))).toBe('[-1.0, 9.223372036854776e+18]');
	expect(cast(new Numeral('9223372036854775808'))).toBe('[9223372036854775808]');
	expect(cast(0.5, new Numeral('18446744073709551616'))).toBe('[0.5, 18446744073709551616]');
	expect(cast(null, 1, 'a', [1], {b: 1})).toBe("[None, 1, 'a', [1], {'b': 1}]");
});

test('values have the same key where Python takes them as equal', () => {
	const same = (a: Value, b: Value) => keyOf(a) === keyOf(b);
	expect([same(1, new Numeral('1.0')), same(1, true), same(0, new Numeral('-0.0')), same({a: 1, b: [2]}, {b: [2], a: true})]).toEqual([true, true, true, true]);
	expect([same(1, '1'), same(null, 'null'), same([1, 2], [12]), same(['a,b'], ['a', 'b']), same({a: 1}, {a: 2}), same(0.1, 0.2)]).toEqual([
		false,
		false,
		false,
		false,
		false,
		false,
	]);
});
