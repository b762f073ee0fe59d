import {expect, test} from 'vitest';
import type {Layer, Rect, Surface} from '../../../source/ui/painter/layer.ts';
import {type Placed, planRows} from '../../../source/ui/painter/plan.ts';

const surface = (rect: Rect, z = 0): Placed & {surface: Surface} => {
	const layer: Surface = {z, measure: () => rect, version: () => 0, begin() {}, drawRow: () => ({text: '', certain: true})};
	return {layer, surface: layer, rect};
};
const cover = (rect: Rect, z = 1): Placed => {
	const layer: Layer = {z, measure: () => rect};
	return {layer, rect};
};

/** One letter a cell: `.` is Ink's, a surface draws `a` + the number of its cell. */
const drawn = (placed: readonly Placed[], columns: number, rows: number) =>
	planRows(placed, columns, rows).map(({spans}) =>
		spans.map(({surface: own, width, from}) => Array.from({length: width}, (_, cell) => (own ? String.fromCharCode(97 + from + cell) : '.')).join('')).join(''),
	);

test('without surfaces, all is Ink’s', () => {
	expect(planRows([], 5, 2)).toEqual([
		{spans: [{x: 0, width: 5, row: 0, from: 0}], key: '0+5i'},
		{spans: [{x: 0, width: 5, row: 1, from: 0}], key: '0+5i'},
	]);
});

test('a surface draws its rectangle, from its own first cell and row', () => {
	const one = surface({x: 2, y: 1, width: 3, height: 2});
	expect(drawn([one], 7, 4)).toEqual(['.......', '..abc..', '..abc..', '.......']);
	expect(planRows([one], 7, 4)[2]?.spans[1]).toEqual({x: 2, width: 3, surface: one.surface, row: 1, from: 0});
});

test('a cover cuts a hole, and what is beside it goes on', () => {
	expect(drawn([surface({x: 1, y: 0, width: 8, height: 3}), cover({x: 3, y: 1, width: 3, height: 1})], 10, 3)).toEqual([
		'.abcdefgh.',
		'.ab...fgh.',
		'.abcdefgh.',
	]);
});

test('a cover hides only what is below it', () => {
	const below = surface({x: 0, y: 0, width: 9, height: 1});
	const inside = surface({x: 2, y: 0, width: 4, height: 1}, 1);
	expect(drawn([below, cover({x: 1, y: 0, width: 6, height: 1}, 1), inside], 9, 1)).toEqual(['a.abcd.hi']);
	expect(drawn([below, inside, cover({x: 3, y: 0, width: 2, height: 1}, 2)], 9, 1)).toEqual(['aba..dghi']);
});

test('nothing is drawn outside the screen', () => {
	expect(drawn([surface({x: -2, y: -1, width: 5, height: 9})], 2, 2)).toEqual(['cd', 'cd']);
	expect(drawn([surface({x: 5, y: 0, width: 5, height: 1})], 3, 1)).toEqual(['...']);
	expect(drawn([surface({x: 0, y: 0, width: 1, height: 1})], 0, 0)).toEqual([]);
});
