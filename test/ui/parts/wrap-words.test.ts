import {expect, test} from 'vitest';
import {wrapWords} from '../../../source/ui/parts/wrap-words.ts';

test('lines are broken at blanks, long words inside', () => {
	expect(wrapWords('one two three', 7)).toEqual(['one two', 'three']);
	expect(wrapWords('abcdefghij kl', 4)).toEqual(['abcd', 'efgh', 'ij', 'kl']);
	expect(wrapWords('日本語です ok', 6)).toEqual(['日本語', 'です', 'ok']);
	expect(wrapWords('a\n\n  b', 9)).toEqual(['a', '', '  b']);
	expect(wrapWords('', 9)).toEqual(['']);
});
