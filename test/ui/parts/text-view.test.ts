import {expect, test} from 'vitest';
import {lineView, wrappedView} from '../../../source/ui/parts/text-view.ts';

test('a line that is too long shows the part around the cursor', () => {
	expect(lineView({text: 'abc', cursor: 3}, 6)).toEqual({before: 'abc', cursor: '', after: ''});
	expect(lineView({text: 'abcdefghij', cursor: 10}, 6)).toEqual({before: 'fghij', cursor: '', after: ''});
	expect(lineView({text: 'abcdefghij', cursor: 0}, 6)).toEqual({before: '', cursor: 'a', after: 'bcdef'});
	expect(lineView({text: 'abcdefghij', cursor: 5}, 6)).toEqual({before: 'bcde', cursor: 'f', after: 'g'});
});

test('wide glyphs are counted by their cells', () => {
	expect(lineView({text: '日本語日本語', cursor: 6}, 7)).toEqual({before: '日本語', cursor: '', after: ''});
	expect(lineView({text: '日本語', cursor: 0}, 5)).toEqual({before: '', cursor: '日', after: '本'});
});

test('controls in the text of a file are shown as a mark', () => {
	expect(lineView({text: 'a\u001bb', cursor: 3}, 9)).toEqual({before: 'a?b', cursor: '', after: ''});
});

test('several lines are wrapped, and the rows around the cursor are shown', () => {
	expect(wrappedView({text: 'abcdef\ngh', cursor: 9}, 4, 5)).toEqual([
		{before: 'abcd', after: ''},
		{before: 'ef', after: ''},
		{before: 'gh', cursor: '', after: ''},
	]);
	expect(wrappedView({text: 'abcd', cursor: 4}, 4, 5)).toEqual([
		{before: 'abcd', after: ''},
		{before: '', cursor: '', after: ''},
	]);
	expect(wrappedView({text: 'a\nb\nc\nd', cursor: 4}, 4, 2)).toEqual([
		{before: 'b', after: ''},
		{before: '', cursor: 'c', after: ''},
	]);
	expect(wrappedView({text: 'ab', cursor: 1}, 4, 1)).toEqual([{before: 'a', cursor: 'b', after: ''}]);
});
