import {expect, test} from 'vitest';
import {hintLines} from '../../../source/ui/parts/key-hints.tsx';

const hints = [
	{keys: 'enter', help: 'edit'},
	{keys: 'a', help: 'add'},
	{keys: 'd', help: 'delete'},
	{keys: 'ctrl-c', help: 'quit'},
];

test('all hints stand in one line when it is long enough', () => {
	expect(hintLines(hints, 60, 1)).toEqual([hints]);
});

test('a second line is used before anything is left out', () => {
	expect(hintLines(hints, 30, 2).flat()).toEqual(hints);
});

test('the last hint, how to leave, is never left out', () => {
	expect(hintLines(hints, 26, 1)).toEqual([[hints[0], hints[3]]]);
});
