import {expect, test} from 'vitest';
import {type ChecksEdit, checksEditOf, editChecks, tickedOf} from '../../../source/ui/parts/checks-edit.ts';
import type {Press} from '../../../source/ui/parts/press.ts';
import {pasted, typed} from './keys.ts';

function press(checks: ChecksEdit, presses: readonly Press[]): ChecksEdit {
	return presses.reduce((before, one) => editChecks(before, one) ?? before, checks);
}

const two = {...checksEditOf(['secret1', 'secret2'], []), at: 0};

test('names are ticked and unticked with space or enter', () => {
	expect(press(two, typed(' ')).ticked).toEqual(['secret1']);
	expect(press(two, typed('<down><enter>')).ticked).toEqual(['secret2']);
	expect(press(two, typed('  ')).ticked).toEqual([]);
});

test('where there are names, what leads on is selected, and enter is for the screen there', () => {
	const found = checksEditOf(['secret1'], []);
	expect(found.at).toBe(2);
	expect(editChecks(found, typed('<enter>')[0]!)).toBeUndefined();
	expect(press(checksEditOf([], []), typed('<enter><enter>')).at).toBe(1);
});

test('ticked names that are not known stand among the others', () => {
	expect(checksEditOf(['secret1'], ['mine', 'secret1']).names).toEqual(['secret1', 'mine']);
});

test('a typed name counts while it is typed, and becomes a row', () => {
	const typing = press(two, typed('amine'));
	expect(tickedOf(typing)).toEqual(['mine']);
	expect(press(typing, typed('<enter>'))).toEqual({names: ['secret1', 'secret2', 'mine'], ticked: ['mine'], at: 3});
	expect(press(two, typed('a<esc>'))).toEqual({names: ['secret1', 'secret2'], ticked: [], at: 2});
});

test('pasted names are ticked, several at once', () => {
	expect(press(two, [pasted('x, secret1\ny')]).ticked).toEqual(['x', 'secret1', 'y']);
	expect(tickedOf(press(two, [...typed('a'), pasted('mine\n')]))).toEqual(['mine']);
});
