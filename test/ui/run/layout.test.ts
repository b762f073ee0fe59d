import {expect, test} from 'vitest';
import {type LayoutName, type PaneWish, type Place, placePanes} from '../../../source/ui/run/layout.ts';

const build = {id: 'build', weight: 3};
const endedBuild = {id: 'build', weight: 2};
const run = {id: 'main', weight: 3};
const events = {id: 'events', weight: 1, isEvents: true};

const place = (panes: readonly PaneWish[], width: number, height: number, more: {layout?: LayoutName; focus?: string; isZoomed?: boolean} = {}) =>
	placePanes({panes, focus: more.focus ?? 'main', layout: more.layout ?? 'automatic', isZoomed: more.isZoomed ?? false, width, height});

const asText = (panes: ReadonlyArray<Place & {id: string}>) => panes.map(({id, x, y, width, height}) => `${id} ${width}x${height} at ${x},${y}`);

test('a wide window has the streams side by side above the events', () => {
	expect(asText(place([build, run, events], 200, 47).panes)).toEqual(['build 100x38 at 0,0', 'main 100x38 at 100,0', 'events 200x9 at 0,38']);
});

test('a build that has ended gets less room than the running command', () => {
	expect(asText(place([endedBuild, run, events], 200, 47).panes)).toEqual(['build 80x38 at 0,0', 'main 120x38 at 80,0', 'events 200x9 at 0,38']);
});

test('a narrow window has two panes over each other', () => {
	expect(asText(place([endedBuild, run, events], 80, 21).panes)).toEqual(['build 80x8 at 0,0', 'main 80x13 at 0,8']);
});

test('in a narrow window the focused pane is always one of the two', () => {
	expect(asText(place([endedBuild, run, events], 80, 21, {focus: 'events'}).panes)).toEqual(['main 80x16 at 0,0', 'events 80x5 at 0,16']);
});

test('a narrow and high window shows the events too', () => {
	expect(place([endedBuild, run, events], 80, 50).panes.map(({id}) => id)).toEqual(['build', 'main', 'events']);
});

test('four streams make a square', () => {
	const streams = ['a', 'b', 'c', 'd'].map(id => ({id, weight: 3}));
	expect(asText(place([...streams, events], 200, 47, {focus: 'a'}).panes)).toEqual([
		'a 100x19 at 0,0',
		'b 100x19 at 100,0',
		'c 100x19 at 0,19',
		'd 100x19 at 100,19',
		'events 200x9 at 0,38',
	]);
});

test('zoom leaves only the focused pane', () => {
	expect(asText(place([build, run, events], 120, 37, {isZoomed: true}).panes)).toEqual(['main 120x37 at 0,0']);
});

test('the layouts that can be asked for', () => {
	expect(asText(place([build, run, events], 120, 37, {layout: 'columns'}).panes)).toEqual(['build 51x37 at 0,0', 'main 45x37 at 51,0', 'events 24x37 at 96,0']);
	expect(asText(place([build, run, events], 120, 37, {layout: 'rows'}).panes)).toEqual(['build 120x16 at 0,0', 'main 120x16 at 0,16', 'events 120x5 at 0,32']);
	expect(asText(place([build, run, events], 120, 37, {layout: 'grid'}).panes)).toEqual(['build 60x28 at 0,0', 'main 60x28 at 60,0', 'events 120x9 at 0,28']);
	const list = place([build, run, events], 120, 37, {layout: 'list'});
	expect([list.list, ...asText(list.panes)]).toEqual([{x: 0, y: 0, width: 34, height: 37}, 'main 86x37 at 34,0']);
});

test('panes fill the room without gaps or overlaps, at every size, number and layout', () => {
	const wrong: string[] = [];
	for (const layout of ['automatic', 'columns', 'rows', 'grid', 'list'] as const) {
		for (let count = 1; count <= 9; count++) {
			const streams = Array.from({length: count}, (_, index) => ({id: `s${index}`, weight: 2 + (index % 2)}));
			for (const [width, height] of [
				[60, 13],
				[80, 21],
				[95, 40],
				[120, 37],
				[200, 47],
				[300, 13],
			] as const) {
				const {panes, list} = place([...streams, events], width, height, {layout, focus: `s${count - 1}`});
				const cells = new Uint8Array(width * height);
				for (const {x, y, width: w, height: h} of [...panes, ...(list ? [list] : [])])
					for (let row = y; row < y + h; row++) for (let column = x; column < x + w; column++) cells[row * width + column]!++;
				if (!cells.every(times => times === 1) || !panes.some(({id}) => id === `s${count - 1}`)) wrong.push(`${layout} ${count} ${width}x${height}`);
			}
		}
	}
	expect(wrong).toEqual([]);
});
