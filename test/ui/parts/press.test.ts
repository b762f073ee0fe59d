import {expect, test} from 'vitest';
import {pressesOf} from '../../../source/ui/parts/press.ts';

test('keys that arrive together are told apart', () => {
	expect(pressesOf('ab\r\t\u0001\n', {})).toEqual([
		{type: 'key', name: 'a', text: 'a'},
		{type: 'key', name: 'b', text: 'b'},
		{type: 'key', name: 'enter', text: ''},
		{type: 'key', name: 'tab', text: ''},
		{type: 'key', name: 'ctrl-a', text: ''},
		{type: 'key', name: 'ctrl-j', text: ''},
	]);
});

test('a glyph of several characters is one key', () => {
	expect(pressesOf('👩‍🔬e\u0301', {})).toEqual([
		{type: 'key', name: '👩‍🔬', text: '👩‍🔬'},
		{type: 'key', name: 'e\u0301', text: 'e\u0301'},
	]);
	expect(pressesOf('👩‍🔬', {})).toEqual([{type: 'key', name: '👩‍🔬', text: '👩‍🔬'}]);
});

test('special keys and keys with ctrl or alt type nothing', () => {
	expect(pressesOf('\r', {return: true})).toEqual([{type: 'key', name: 'enter', text: ''}]);
	expect(pressesOf('', {leftArrow: true})).toEqual([{type: 'key', name: 'left', text: ''}]);
	expect(pressesOf('w', {ctrl: true})).toEqual([{type: 'key', name: 'ctrl-w', text: ''}]);
	expect(pressesOf('d', {meta: true})).toEqual([{type: 'key', name: 'alt-d', text: ''}]);
	expect(pressesOf(' ', {})).toEqual([{type: 'key', name: 'space', text: ' '}]);
});
