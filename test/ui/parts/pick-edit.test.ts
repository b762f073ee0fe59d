import {expect, test} from 'vitest';
import {editPick, type PickEdit, pickEditOf, pickedRow, pickRows} from '../../../source/ui/parts/pick-edit.ts';
import type {Press} from '../../../source/ui/parts/press.ts';

const names = ['default', 'kube-system', 'team-ml', 'ml', 'html'];
const key = (name: string, text = ''): Press => ({type: 'key', name, text});

function type(text: string, pick: PickEdit = pickEditOf()): PickEdit {
	return [...text].reduce((now, letter) => editPick(now, key(letter, letter), names)!, pick);
}

test.for<readonly [string, readonly string[]]>([
	['', names],
	['ml', ['ml', 'team-ml', 'html']],
	['ML', ['ml', 'team-ml', 'html', '+ML']],
	['te', ['team-ml', 'kube-system', '+te']],
	['new', ['+new']],
])('"%s" finds %j', ([text, rows]) => {
	expect(pickRows(type(text), names).map(({name, isTyped}) => `${isTyped ? '+' : ''}${name}`)).toEqual(rows);
});

test('the pointer stays among the rows, and goes to the best one when something is typed', () => {
	let pick = pickEditOf();
	for (let times = 0; times < 9; times++) pick = editPick(pick, key('down'), names)!;
	expect(pickedRow(pick, names)?.name).toBe('html');
	expect(pickedRow(editPick(pick, key('pgup'), names)!, names)?.name).toBe('default');
	expect(pickedRow(type('k', pick), names)?.name).toBe('kube-system');
	expect(pickedRow(editPick(pick, key('left'), names)!, names)?.name).toBe('html');
});

test("a pasted name loses its blanks, and Space, Enter and Esc are the owner's", () => {
	expect(pickedRow(editPick(pickEditOf(), {type: 'paste', text: ' team-ml\n'}, names)!, names)).toEqual({name: 'team-ml', isTyped: false});
	expect([key('space', ' '), key('enter'), key('esc')].map(press => editPick(pickEditOf(), press, names))).toEqual([undefined, undefined, undefined]);
});
