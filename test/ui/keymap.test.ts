import {expect, test} from 'vitest';
import {actionNamed, type Binding, hintsOf, keyName} from '../../source/ui/keymap.ts';

const bindings: readonly Binding<'next' | 'back' | 'move'>[] = [
	{action: 'next', keys: ['tab', 'enter'], help: 'next'},
	{action: 'back', keys: ['shift-tab'], help: 'back', isShown: false},
	{action: 'move', keys: ['alt-up', 'J'], label: 'alt-↑↓', help: 'move'},
];

test('a key does what the first row says that has it', () => {
	expect(actionNamed(bindings, keyName('', {tab: true}))).toBe('next');
	expect(actionNamed(bindings, keyName('\r', {return: true}))).toBe('next');
	expect(actionNamed(bindings, keyName('', {tab: true, shift: true}))).toBe('back');
	expect(actionNamed(bindings, keyName('J', {shift: true}))).toBe('move');
	expect(actionNamed(bindings, keyName('', {upArrow: true, meta: true}))).toBe('move');
	expect(actionNamed(bindings, keyName('j', {}))).toBeUndefined();
});

test('the footer shows the first key or the label, without the hidden rows', () => {
	expect(hintsOf(bindings)).toEqual([
		{keys: 'tab', help: 'next'},
		{keys: 'alt-↑↓', help: 'move'},
	]);
});

test('keys have one name each', () => {
	expect(keyName('c', {ctrl: true})).toBe('ctrl-c');
	expect(keyName('\n', {})).toBe('ctrl-j');
	expect(keyName(' ', {})).toBe('space');
	expect(keyName('', {escape: true, meta: true})).toBe('esc');
	expect(keyName('', {leftArrow: true, ctrl: true})).toBe('ctrl-left');
	expect(keyName('\r', {return: true, meta: true})).toBe('alt-enter');
	expect(keyName('b', {meta: true})).toBe('alt-b');
});
