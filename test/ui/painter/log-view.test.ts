import {expect, test} from 'vitest';
import {createLogView, type LogView} from '../../../source/ui/painter/log-view.ts';
import {createLines, numbered} from './lines.ts';

function open(lines: readonly string[], {width = 20, height = 4} = {}) {
	const source = createLines(lines);
	const view = createLogView(source);
	view.resize(width, height);
	return {source, view};
}

const shown = (view: LogView) => view.visible().map(({text, cell}) => text.slice(cell, cell + view.width - view.gutter));

test('following shows the last rows, whatever comes', () => {
	const {source, view} = open(numbered('line', 10));
	expect(shown(view)).toEqual(['line 6', 'line 7', 'line 8', 'line 9']);
	source.push('line 10', 'line 11');
	expect(view.refresh()).toBe(true);
	expect(shown(view)).toEqual(['line 8', 'line 9', 'line 10', 'line 11']);
	expect([view.top, view.newBelow, view.follow]).toEqual([8, 0, true]);
});

test('a log that is shorter than the pane begins at its top', () => {
	const {view} = open(['only']);
	expect(shown(view)).toEqual(['only']);
	view.scrollBy(-1);
	view.pageBy(-1);
	view.toStart();
	expect([view.follow, view.top]).toEqual([true, 0]);
	expect(shown(open([]).view)).toEqual([]);
});

test('scrolling up stops following, and what comes below is counted', () => {
	const {source, view} = open(numbered('line', 10));
	view.scrollBy(-2);
	expect(shown(view)).toEqual(['line 4', 'line 5', 'line 6', 'line 7']);
	expect([view.follow, view.newBelow]).toEqual([false, 0]);
	source.push('new 1', 'new 2', 'new 3');
	view.refresh();
	expect(shown(view)).toEqual(['line 4', 'line 5', 'line 6', 'line 7']);
	expect(view.newBelow).toBe(3);
	view.scrollBy(4);
	expect([shown(view).at(-1), view.newBelow, view.follow]).toEqual(['new 2', 1, false]);
	view.scrollBy(1);
	expect([shown(view).at(-1), view.newBelow, view.follow]).toEqual(['new 3', 0, true]);
});

test('pages keep one row in sight; top and end', () => {
	const {view} = open(numbered('line', 30));
	view.pageBy(-1);
	expect(shown(view)).toEqual(['line 23', 'line 24', 'line 25', 'line 26']);
	view.toStart();
	expect(shown(view)).toEqual(['line 0', 'line 1', 'line 2', 'line 3']);
	view.pageBy(1);
	expect(view.top).toBe(3);
	view.toEnd();
	expect([view.top, view.follow]).toEqual([26, true]);
});

test('pausing stays where the pane is', () => {
	const {source, view} = open(numbered('line', 10));
	view.togglePause();
	source.push('new');
	view.refresh();
	expect([shown(view).at(-1), view.follow, view.newBelow]).toEqual(['line 9', false, 1]);
	view.togglePause();
	expect([shown(view).at(-1), view.follow, view.newBelow]).toEqual(['new', true, 0]);
});

test('an unchanged pane is not read again; neither is one that new lines cannot change', () => {
	const {source, view} = open(numbered('line', 10));
	view.visible();
	const {reads} = source;
	const {version} = view;
	view.refresh();
	view.visible();
	expect([source.reads, view.version]).toEqual([reads, version]);

	view.scrollBy(-3);
	view.visible();
	const readsWhenPaused = source.reads;
	source.push('new');
	view.refresh();
	view.visible();
	expect(source.reads).toBe(readsWhenPaused);
});

test('the last piece of a line is read again when it grows', () => {
	const {source, view} = open([...numbered('line', 5), 'epoch 1: 10 %']);
	const {version} = view;
	source.extend('\repoch 1: 20 %');
	expect(view.refresh()).toBe(true);
	expect(view.visible().at(-1)?.text).toBe('epoch 1: 10 %\repoch 1: 20 %');
	expect(view.version).not.toBe(version);
	view.togglePause();
	view.visible();
	source.extend('\repoch 1: 30 %');
	view.refresh();
	expect(view.visible().at(-1)?.text).toContain('30 %');
});

test('resizing keeps the first line, and never leaves rows empty that could be filled', () => {
	const {view} = open(numbered('line', 20));
	view.scrollBy(-6);
	expect(view.top).toBe(10);
	view.resize(20, 6);
	expect(view.top).toBe(10);
	view.resize(20, 15);
	expect([view.top, shown(view).length]).toEqual([5, 15]);
	view.resize(0, 0);
	expect(shown(view)).toHaveLength(1);
});

test('wrapped: long lines fill several rows, and scrolling goes row by row', () => {
	const {source, view} = open(['first', 'abcdefghij', 'last'], {width: 4, height: 4});
	view.toggleWrap();
	expect(shown(view)).toEqual(['abcd', 'efgh', 'ij', 'last']);
	view.scrollBy(-1);
	expect(shown(view)).toEqual(['t', 'abcd', 'efgh', 'ij']);
	view.scrollBy(-1);
	expect([shown(view), view.top]).toEqual([['firs', 't', 'abcd', 'efgh'], 0]);
	view.scrollBy(-5);
	expect(view.top).toBe(0);
	view.scrollBy(1);
	source.push('more');
	view.refresh();
	expect([shown(view), view.newBelow]).toEqual([['t', 'abcd', 'efgh', 'ij'], 1]);
	view.scrollBy(2);
	expect([shown(view), view.follow]).toEqual([['efgh', 'ij', 'last', 'more'], true]);
});

test('wrapped: one line can be longer than the pane', () => {
	const {view} = open(['before', 'x'.repeat(1000), 'after'], {width: 10, height: 5});
	view.toggleWrap();
	view.scrollBy(-50);
	expect(view.visible().map(({line, cell}) => [line, cell])).toEqual([460, 470, 480, 490, 500].map(cell => [1, cell]));
	view.scrollBy(-1);
	expect(view.visible()[0]?.cell).toBe(450);
	view.scrollBy(2);
	expect(view.visible()[0]?.cell).toBe(470);
	view.toStart();
	view.scrollBy(200);
	expect([view.follow, shown(view).at(-1)]).toEqual([true, 'after']);
});

test('wrapped: a log of many lines, from its start to its end and back', () => {
	const {view} = open(
		Array.from({length: 100}, (_, line) => 'x'.repeat(line % 7)),
		{width: 3, height: 5},
	);
	view.toggleWrap();
	const rows: string[] = [];
	view.toStart();
	for (rows.push(...view.visible().map(({line, cell}) => `${line}.${cell}`)); !view.follow; ) {
		view.scrollBy(1);
		const last = view.visible().at(-1)!;
		rows.push(`${last.line}.${last.cell}`);
	}
	expect(rows).toEqual(Array.from({length: 100}, (_, line) => (line % 7 > 3 ? [`${line}.0`, `${line}.3`] : [`${line}.0`])).flat());
	view.scrollBy(-rows.length);
	expect(view.visible()[0]).toMatchObject({line: 0, cell: 0});
});

test('times take their cells from the lines', () => {
	const {view} = open(['abcdefghijklmnop'], {width: 15});
	view.toggleTimes();
	view.toggleWrap();
	expect([view.gutter, shown(view)]).toEqual([9, ['abcdef', 'ghijkl', 'mnop']]);
	view.toggleTimes();
	expect([view.gutter, view.showsTimes]).toEqual([0, false]);
});

test('long lines can be moved sideways while they are not wrapped', () => {
	const {view} = open(['abcdefghij'], {width: 4});
	const {version} = view;
	view.scrollSideways(3);
	expect([view.left, view.version === version]).toEqual([3, false]);
	view.toggleWrap();
	view.scrollSideways(3);
	expect(view.left).toBe(0);
	view.toggleWrap();
	view.scrollSideways(-10);
	expect(view.left).toBe(0);
});
