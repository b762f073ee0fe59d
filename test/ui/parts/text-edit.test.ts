import {expect, test} from 'vitest';
import {cleanPaste, editText, type TextEdit, textEditOf} from '../../../source/ui/parts/text-edit.ts';
import {pasted, typed} from './keys.ts';

/** The text with `|` at the cursor after the keys; the cursor starts behind the text. */
function after(text: string, keys: string, isMultiline = false): string {
	const edit = typed(keys).reduce<TextEdit>((before, press) => editText(before, press, isMultiline) ?? before, textEditOf(text));
	return `${edit.text.slice(0, edit.cursor)}|${edit.text.slice(edit.cursor)}`;
}

test('letters go in at the cursor', () => {
	expect(after('', 'lr=0.1')).toBe('lr=0.1|');
	expect(after('pytho', '<left><left>X')).toBe('pytX|ho');
	expect(after('ab', '<ctrl-b>é')).toBe('aé|b');
});

test('the cursor moves by glyphs, words, and to the ends of the line', () => {
	expect(after('a👩‍🔬b', '<left><left>')).toBe('a|👩‍🔬b');
	expect(after('a👩‍🔬b', '<left><left><right>')).toBe('a👩‍🔬|b');
	expect(after('pip install -r x', '<alt-b><alt-b>')).toBe('pip install -|r x');
	expect(after('pip install', '<ctrl-a><alt-f>')).toBe('pip| install');
	expect(after('pip install', '<home><ctrl-right><ctrl-f>')).toBe('pip |install');
	expect(after('one two', '<ctrl-left>')).toBe('one |two');
	expect(after('one', '<ctrl-a><ctrl-e>')).toBe('one|');
	expect(after('größe 1', '<alt-left><alt-left>')).toBe('|größe 1');
	expect(after('', '<left><right><home><end>')).toBe('|');
});

test('deleting takes a glyph, a word, or all up to an end', () => {
	expect(after('a👩‍🔬', '<backspace>')).toBe('a|');
	expect(after('ab', '<ctrl-a><delete>')).toBe('|b');
	expect(after('ab', '<ctrl-a><ctrl-d>')).toBe('|b');
	expect(after('pip install --user', '<ctrl-w>')).toBe('pip install |');
	expect(after('pip install --user', '<alt-backspace>')).toBe('pip install --|');
	expect(after('a b c', '<home><alt-d>')).toBe('| b c');
	expect(after('abc def', '<alt-b><ctrl-u>')).toBe('|def');
	expect(after('abc def', '<alt-b><ctrl-k>')).toBe('abc |');
	expect(after('abc', '<home><backspace><ctrl-u><ctrl-w>')).toBe('|abc');
});

test('what was deleted comes back with ctrl-y', () => {
	expect(after('abc def', '<ctrl-w>x <ctrl-y>')).toBe('abc x def|');
	expect(after('abc', '<ctrl-u><ctrl-y><ctrl-y>')).toBe('abcabc|');
});

test('several lines: alt-enter and ctrl-j make one, the keys mean the line', () => {
	expect(after('a', '<alt-enter>b<ctrl-j>c', true)).toBe('a\nb\nc|');
	expect(after('first\nsecond', '<ctrl-a>', true)).toBe('first\n|second');
	expect(after('first\nsecond', '<up>', true)).toBe('first|\nsecond');
	expect(after('first\nsec', '<up><left><down>', true)).toBe('first\nse|c');
	expect(after('a\n\nb', '<up><up><down>', true)).toBe('a\n|\nb');
	expect(after('ab\nc', '<up><ctrl-k><ctrl-k>', true)).toBe('a|c');
	expect(after('\nb', '<up><home><ctrl-a>', true)).toBe('|\nb');
});

test('keys that mean nothing to a text are somebody else’s', () => {
	for (const name of ['tab', 'shift-tab', 'enter', 'esc', 'up', 'down', 'ctrl-j', 'pgup', 'ctrl-g', 'alt-x']) {
		expect([name, editText(textEditOf('x'), {type: 'key', name, text: ''}, false)]).toEqual([name, undefined]);
	}
	expect(editText(textEditOf('x'), {type: 'key', name: 'up', text: ''}, true)).toBeUndefined();
});

test('a paste goes in at the cursor, without controls, and in one line without newlines', () => {
	expect(editText(textEditOf('a'), pasted('b\r\n\u001b[31mc\td\n'), false)?.text).toBe('ab [31mc d');
	expect(editText(textEditOf('a'), pasted('b\r\nc\u0007'), true)?.text).toBe('ab\nc');
	expect(cleanPaste('x\u2028y', true)).toBe('xy');
});

test('an accent that is typed after its letter keeps the cursor between glyphs', () => {
	expect(after('ae', '<left><right>\u0301')).toBe('ae\u0301|');
	expect(after('ab', '<left>\u0301')).toBe('a\u0301|b');
});

test('ten thousand letters typed one after another all stand there', () => {
	expect(after('', 'x'.repeat(10_000)).length).toBe(10_001);
});
