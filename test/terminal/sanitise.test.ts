import {expect, test} from 'vitest';
import {sanitiseLine, sanitiseText} from '../../source/terminal/sanitise.ts';
import {hostile} from './hostile.ts';

test('plain text stays as it is', () => {
	expect(sanitiseLine('epoch 3/10  loss=0.3121 {"a": 1}')).toBe('epoch 3/10  loss=0.3121 {"a": 1}');
	expect(sanitiseLine('日本語 e\u0301 👨‍👩‍👧‍👦 عربي')).toBe('日本語 e\u0301 👨‍👩‍👧‍👦 عربي');
	expect(sanitiseLine('')).toBe('');
});

test('colours go too', () => {
	expect(sanitiseLine('\u001b[1;31merror\u001b[0m: \u001b[38;5;9mx\u001b[m')).toBe('error: x');
});

test.each(Object.entries(hostile))('no control is left of: %s', (_, sequence) => {
	const clean = sanitiseLine(`before ${sequence} after`);
	expect(clean).toMatch(/^before /);
	expect(clean).not.toMatch(/[\p{Control}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
});

test('text behind a finished sequence is kept, what is inside is not', () => {
	expect(sanitiseLine(`a${hostile['write the clipboard']}b`)).toBe('ab');
	expect(sanitiseLine(`a${hostile['C1 operating system command']}b`)).toBe('ab');
	expect(sanitiseLine(`a${hostile['a link']}b`)).toBe('atextb');
	expect(sanitiseLine(`a${hostile['a string without an end']}b`)).toBe('a');
});

test('tabs become blanks up to the next stop', () => {
	expect(sanitiseLine('a\tb\tc')).toBe('a       b       c');
	expect(sanitiseLine('日\tb')).toBe('日      b');
});

test('only the last thing that a progress bar wrote is kept', () => {
	expect(sanitiseLine('10 %\r20 %\r30 %')).toBe('30 %');
	expect(sanitiseLine('10 %\r20 %\r')).toBe('20 %');
	expect(sanitiseLine('windows\r\n')).toBe('windows');
});

test('one line stays one line', () => {
	expect(sanitiseLine('first\nsecond\u2028third')).toBe('first second third');
});

test('several lines stay several lines', () => {
	expect(sanitiseText('\u001b[31mfirst\u001b[0m\r\n\tsecond\n10 %\r20 %\n')).toBe('first\n        second\n20 %\n');
});

test('broken characters and towers of accents', () => {
	expect(sanitiseLine('a\ud800b')).toBe('a\ufffdb');
	expect(sanitiseLine(`a${'\u0301'.repeat(100)}b`)).toBe(`a${'\u0301'.repeat(8)}b`);
});
