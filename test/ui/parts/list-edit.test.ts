import {expect, test} from 'vitest';
import {editList, type ListEdit, type ListShape, leaveCell, listEditOf} from '../../../source/ui/parts/list-edit.ts';
import type {Press} from '../../../source/ui/parts/press.ts';
import {envVarRows, stepRows} from '../../../source/ui/wizard/pasted-rows.ts';
import {pasted, typed} from './keys.ts';

const steps: ListShape = {
	cells: 1,
	offers: 0,
	parse: text =>
		text
			.split('\n')
			.filter(line => line !== '')
			.map(line => [line]),
};
const pairs: ListShape = {
	cells: 2,
	offers: 0,
	parse: text => text.split('\n').flatMap(line => (line.includes('=') ? [[line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]] : [])),
};

function press(list: ListEdit, presses: readonly Press[], shape = steps): ListEdit {
	return presses.reduce((before, one) => editList(before, one, shape) ?? before, list);
}

const three = listEditOf([['a'], ['b'], ['c']]);

test('adding goes on row after row until an empty one', () => {
	const list = press(listEditOf([]), typed('<enter>one<enter>two<enter><enter>'));
	expect(list).toEqual({rows: [['one'], ['two']], at: 3});
});

test('a adds below the selected row', () => {
	expect(press(three, typed('aX<esc>'))).toEqual({rows: [['a'], ['X'], ['b'], ['c']], at: 1});
});

test('a row is changed in place, and what is typed counts at once', () => {
	const typing = press(three, typed('j<enter>!'));
	expect(typing.rows).toEqual([['a'], ['b!'], ['c']]);
	expect(press(typing, typed('<enter>'))).toEqual({rows: [['a'], ['b!'], ['c']], at: 1});
});

test('a row that is emptied goes away when it is left', () => {
	expect(press(three, typed('<enter><ctrl-u><enter>'))).toEqual({rows: [['b'], ['c']], at: 0});
	expect(leaveCell(press(three, typed('<enter><ctrl-u>')))).toEqual({rows: [['b'], ['c']], at: 0});
	expect(press(three, typed('j<enter><ctrl-u><down>'))).toEqual({rows: [['a'], ['c']], at: 1});
});

test('deleting can be undone', () => {
	const deleted = press(three, typed('jd'));
	expect(deleted.rows).toEqual([['a'], ['c']]);
	expect(press(deleted, typed('u'))).toEqual({rows: [['a'], ['b'], ['c']], at: 1});
	expect(press(three, typed('ddd')).rows).toEqual([]);
	expect(press(three, typed('jjd'))).toMatchObject({rows: [['a'], ['b']], at: 1});
});

test('rows are moved with alt-arrows or J and K, and stop at the ends', () => {
	expect(press(three, typed('J'))).toEqual({rows: [['b'], ['a'], ['c']], at: 1});
	expect(press(three, typed('<alt-down><alt-down><alt-down>'))).toEqual({rows: [['b'], ['c'], ['a']], at: 2});
	expect(press(three, typed('jK<alt-up>'))).toEqual({rows: [['b'], ['a'], ['c']], at: 0});
});

test('c makes a copy', () => {
	expect(press(three, typed('c'))).toEqual({rows: [['a'], ['a'], ['b'], ['c']], at: 1});
});

test('tab and enter go from cell to cell, and tab leaves after the last', () => {
	const value = press(listEditOf([]), typed('<enter>lr<tab>0.1'), pairs);
	expect(value.rows).toEqual([['lr', '0.1']]);
	expect(value.typing?.cell).toBe(1);
	expect(editList(value, {type: 'key', name: 'tab', text: ''}, pairs)).toBeUndefined();
	expect(press(value, typed('<shift-tab>'), pairs).typing?.cell).toBe(0);
	expect(press(value, typed('<enter><enter>'), pairs)).toEqual({rows: [['lr', '0.1']], at: 2});
});

test('an equals sign in a name goes on in the value', () => {
	expect(press(listEditOf([]), typed('<enter>A=b=c<esc>'), pairs)).toEqual({rows: [['A', 'b=c']], at: 0});
});

test('pasted lines become rows, wherever one is', () => {
	expect(press(three, [pasted('x\ny\n')])).toEqual({rows: [['x'], ['y'], ['a'], ['b'], ['c']], at: 1});
	expect(press(listEditOf([]), [...typed('a'), pasted('x\ny\n')]).rows).toEqual([['x'], ['y']]);
	expect(press(three, [...typed('<enter>'), pasted('x\ny\n')]).rows).toEqual([['a'], ['x'], ['y'], ['b'], ['c']]);
	expect(press(listEditOf([]), [...typed('a'), pasted('A=1\nB=2')], pairs).rows).toEqual([
		['A', '1'],
		['B', '2'],
	]);
});

test('a paste of several lines is rows, whatever stands for a newline; one that is continued is one line', () => {
	const shape = {...steps, parse: stepRows};
	expect(press(listEditOf([]), [...typed('a'), pasted('a b\r# no\r\rc')], shape).rows).toEqual([['a b'], ['c']]);
	expect(press(three, [...typed('<enter>'), pasted('x \\\r\n  y\r\n')], shape).rows).toEqual([['ax y'], ['b'], ['c']]);
	expect(press(listEditOf([]), [...typed('a'), pasted('A=1\rB=2')], {...pairs, parse: envVarRows}).rows).toEqual([
		['A', '1'],
		['B', '2'],
	]);
});

test('one pasted line goes into the cell, unless it is a whole pair', () => {
	expect(press(three, [...typed('<enter>'), pasted('x')]).rows).toEqual([['ax'], ['b'], ['c']]);
	expect(press(listEditOf([]), [...typed('a'), pasted('A=1')], pairs).rows).toEqual([['A', '1']]);
	expect(press(listEditOf([['A', 'x']]), [...typed('<enter><tab>'), pasted('=1')], pairs).rows).toEqual([['A', 'x=1']]);
});

test('the pointer goes over rows, the row that adds, and what is offered', () => {
	const shape = {...steps, offers: 2};
	expect(press(three, typed('<down><down><down><down><down><down><down>'), shape).at).toBe(6);
	expect(editList(press(three, typed('<end><down>'), shape), {type: 'key', name: 'enter', text: ''}, shape)).toBeUndefined();
	expect(press(three, typed('<down><home><up>'), shape).at).toBe(0);
});
