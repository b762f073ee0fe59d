import {expect, test} from 'vitest';
import {cutLine, fit as fitted, rowStarts} from '../../source/terminal/cut.ts';
import {createEmulator, drawn, rowsOf} from '../helpers/emulator.ts';
import {hostile} from './hostile.ts';

const textOf = (line: string, from = 0, width = 10, screenX = 0) => cutLine(line, from, width, screenX).text;

test('a line fills exactly its width', () => {
	expect(textOf('short')).toBe('short     ');
	expect(textOf('longer than that')).toBe('longer tha');
	expect(textOf('longer than that', 12)).toBe('that      ');
	expect(textOf('', 5)).toBe('          ');
	expect(textOf('any', 0, 0)).toBe('');
});

test('colours and attributes are kept, also those that began before the window', () => {
	expect(textOf('\u001b[31mred\u001b[0m plain')).toBe('\u001b[0;31mred\u001b[0m plain ');
	expect(textOf('\u001b[1;32mgreen and bold', 6, 3)).toBe('\u001b[0;1;32mand\u001b[0m');
	expect(textOf('\u001b[38;5;200mpink', 0, 4)).toBe('\u001b[0;38;5;200mpink\u001b[0m');
	expect(textOf('\u001b[48;2;1;2;3mdark', 0, 4)).toBe('\u001b[0;48;2;1;2;3mdark\u001b[0m');
	expect(textOf('\u001b[38:2::1:2:3mcolons', 0, 6)).toBe('\u001b[0;38;2;1;2;3mcolons\u001b[0m');
	expect(textOf('\u001b[4:3mcurly', 0, 5)).toBe('\u001b[0;4mcurly\u001b[0m');
});

test('without colour, attributes stay', () => {
	expect(cutLine('\u001b[1;31;44mred\u001b[22m\u001b[38;5;9mx', 0, 4, 0, false).text).toBe('\u001b[0;1mred\u001b[0mx');
});

test('text cannot be hidden in its own ground', () => {
	expect(textOf('\u001b[31;41mx', 0, 1)).toBe('\u001b[0;31mx\u001b[0m');
	expect(textOf('\u001b[38;5;7;48;5;7mx', 0, 1)).toBe('\u001b[0;38;5;7mx\u001b[0m');
	expect(textOf('\u001b[8mx', 0, 1)).toBe('x');
});

test('endless changes of colour leave one', () => {
	expect(textOf(`${'\u001b[31m\u001b[1m'.repeat(10_000)}x`, 0, 1)).toBe('\u001b[0;1;31mx\u001b[0m');
});

test('a wide glyph that is cut in half becomes blank', () => {
	expect(textOf('日本', 0, 3)).toBe('日 ');
	expect(textOf('日本', 1, 3)).toBe(' 本');
});

test('a glyph of doubtful width says where the next cell is', () => {
	expect(cutLine('🚀b', 0, 4, 10)).toEqual({text: '  \u001b[11G🚀\u001b[13Gb ', certain: false});
});

test('tabs reach to the next stop of the line, wherever the window begins', () => {
	expect(textOf('a\tb', 0, 10)).toBe('a       b ');
	expect(textOf('a\tb', 6, 4)).toBe('  b ');
});

test('only the last thing that a progress bar wrote is shown', () => {
	expect(textOf('10 %\r20 %\r30 %')).toBe('30 %      ');
	expect(textOf('10 %\r20 %\r')).toBe('20 %      ');
	expect(textOf('done\r\r')).toBe('done      ');
});

test.each(Object.entries(hostile))('never lets through: %s', async (_, sequence) => {
	const emulator = createEmulator(20, 3);
	let title = '';
	let answer = '';
	emulator.onTitleChange(text => {
		title = text;
	});
	emulator.onData(data => {
		answer += data;
	});
	const modes = {...emulator.modes};
	for (const line of [`before${sequence}`, `${sequence}after`, `before${sequence}after`]) {
		const {text} = cutLine(line, 0, 20, 0);
		expect(text.replace(/\u001b\[[\d;]*[mG]/g, '')).toMatch(/^[^\p{Control}\u200e\u200f\u202a-\u202e\u2066-\u2069]*$/u);
		emulator.write(`\u001b[2;1H${text}`);
	}
	await drawn(emulator);
	expect({title, answer, modes: {...emulator.modes}, type: emulator.buffer.active.type}).toEqual({title: '', answer: '', modes, type: 'normal'});
	expect(rowsOf(emulator).filter((_row, y) => y !== 1)).toEqual(['', '']);
	emulator.dispose();
});

test('wrapped rows begin where the row before is full', () => {
	expect(rowStarts('', 4)).toEqual([0]);
	expect(rowStarts('abcd', 4)).toEqual([0]);
	expect(rowStarts('abcde', 4)).toEqual([0, 4]);
	expect(rowStarts('\u001b[31mabcdefgh\u001b[0mi', 4)).toEqual([0, 4, 8]);
	expect(rowStarts('a日本語b', 4)).toEqual([0, 3, 7]);
	expect(rowStarts('日本', 1)).toEqual([0, 2]);
});

test('no glyph is lost at the end of a wrapped row', () => {
	const line = 'a日本語b';
	expect(rowStarts(line, 4).map(start => textOf(line, start, 4))).toEqual(['a日 ', '本語', 'b   ']);
});

test('plain text is fitted', () => {
	expect(fitted('short', 8)).toBe('short   ');
	expect(fitted('exactly8', 8)).toBe('exactly8');
	expect(fitted('much too long', 8)).toBe('much to…');
	expect(fitted('日本語', 4)).toBe('日… ');
	expect(fitted('much too long', 8, '...')).toBe('much ...');
	expect(fitted('text', 1)).toBe('…');
	expect(fitted('text', 0)).toBe('');
	expect(fitted('', 2)).toBe('  ');
});
