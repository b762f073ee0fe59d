import {expect, test} from 'vitest';
import {createLineReader} from '../../../source/engines/kubernetes/line-reader.ts';

test('lines come whole with their times, however the bytes are cut', () => {
	const reader = createLineReader();
	expect(reader.push(Buffer.from('one\ntw'), [1])).toEqual([{text: 'one', at: 1}]);
	expect(reader.push(Buffer.from('o\nthree\n'), [2, 3])).toEqual([
		{text: 'two', at: 2},
		{text: 'three', at: 3},
	]);
	const [first, second] = [Buffer.from('ü\n').subarray(0, 1), Buffer.from('ü\n').subarray(1)];
	expect(reader.push(first, [])).toEqual([]);
	expect(reader.push(second, [4])).toEqual([{text: 'ü', at: 4}]);
});

test('a line without an end does not fill the memory', () => {
	const reader = createLineReader();
	for (let part = 0; part < 100; part++) reader.push(Buffer.alloc(10_000, 'x'), []);
	expect(reader.push(Buffer.from('\n'), [1])).toEqual([{text: 'x'.repeat(10_000), at: 1}]);
});
