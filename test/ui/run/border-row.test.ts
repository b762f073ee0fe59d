import {expect, test} from 'vitest';
import {symbolsFor} from '../../../source/terminal/symbols.ts';
import {cellsOf} from '../../../source/terminal/width.ts';
import {borderRow} from '../../../source/ui/run/border-row.ts';

const plain = (text: string) => text;
const row = (left: readonly string[], right: string, width: number) => borderRow({left, right}, width, {symbols: symbolsFor(true)}, plain, plain);

test('text stands at both ends of the border', () => {
	expect(row(['1 build', 'live'], '▼ 3 new', 40)).toBe('─ 1 build · live ──────────── ▼ 3 new ──');
	expect(row([], '', 10)).toBe('──────────');
});

test('when there is no room the last parts go first, then the first is cut', () => {
	const parts = ['1 build', 'ended, exit 0', '1,214 lines'];
	expect([40, 30, 20, 10].map(width => row(parts, '', width))).toEqual([
		'─ 1 build · ended, exit 0 · 1,214 lines ',
		'─ 1 build · ended, exit 0 ────',
		'─ 1 build ──────────',
		'─ 1 build ',
	]);
	expect(row(parts, '', 9)).toBe('─ 1 bui… ');
});

test('it fills its width whatever stands in it', () => {
	const wrong = [];
	for (let width = 4; width < 80; width++)
		for (const right of ['', '▼ 231 new', 'paused at line 12,408 · ▼ 1 new'])
			if (cellsOf(row(['2 日本語', 'live', '12 lines'], right, width)) !== width) wrong.push([width, right]);
	expect(wrong).toEqual([]);
});

test('line and text get their own colours', () => {
	expect(
		borderRow(
			{left: ['a'], right: 'b'},
			12,
			{symbols: symbolsFor(false)},
			line => `<${line}>`,
			text => `[${text}]`,
		),
	).toBe('<->[ a ]<--->[ b ]<-->');
});
