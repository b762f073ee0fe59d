import {expect, test} from 'vitest';
import {cutLine} from '../../source/terminal/cut.ts';
import {sanitiseLine} from '../../source/terminal/sanitise.ts';
import {cellsOf as widthOf} from '../../source/terminal/width.ts';
import {cellsOf, createEmulator, drawn} from '../helpers/emulator.ts';
import {createRandom} from '../helpers/random.ts';
import {hostile} from './hostile.ts';

const random = createRandom(7);
const characters = (length: number, from: number, to: number) => Array.from({length}, () => String.fromCharCode(from + random.below(to - from))).join('');

const sgr = '0|1|31|32;1|38;5;200|48;2;10;20;30|7|39|49|22||0;4|91|27|24|4:3|4:0|38:5:100|48:2::10:20:30|58;5;20|58;2;1;2;3|1;38;5;9;4|23'.split('|');
const shown = [
	'日本語',
	'한국어',
	'漢',
	'ｶﾅ',
	'ＡＢ',
	'「」',
	'あいう',
	'🚀',
	'✅',
	'⌛',
	'e\u0301',
	'a\u0323\u0302',
	'ñ',
	'│─╭',
	'жЯ',
	'←→',
	'█▓',
	'n\u0303o',
];
const whole = Object.entries(hostile).filter(([name]) => !/without an end|half|in a sequence|right to left|hidden|blinking|link/.test(name));

/** [what a program prints, what it means to a terminal that obeys only colours] */
const tokens: ReadonlyArray<() => readonly [string, string]> = [
	() => same(characters(1 + random.below(12), 32, 127)),
	() => same(random.pick(shown)),
	() => same(`\u001b[${random.pick(sgr)}m`),
	() => [random.pick(whole)[1], ''],
];
const same = (text: string) => [text, text] as const;

test('every window of a line looks as the same cells of the whole line', async () => {
	const source = createEmulator(300, 1);
	const target = createEmulator(120, 1);
	for (let round = 0; round < 100; round++) {
		const parts = Array.from({length: 1 + random.below(14)}, () => random.pick(tokens)());
		const raw = parts.map(([printed]) => printed).join('');
		source.write(`\u001b[0m\u001b[2J\u001b[H\u001b[?7l${parts.map(([, meant]) => meant).join('')}`);
		await drawn(source);
		const expected = cellsOf(source)[0]!;
		for (let n = 0; n < 4; n++) {
			const [from, width, x] = [random.below(40), 1 + random.below(50), random.below(60)];
			target.write(`\u001b[0m\u001b[H\u001b[?7l${'#'.repeat(120)}\u001b[1;${x + 1}H${cutLine(raw, from, width, x).text}`);
			await drawn(target);
			const outside = cellsOf(target)[0]!.filter((_, cell) => cell < x || cell >= x + width);
			expect(new Set(outside.map(cell => cell.split('|')[0])), JSON.stringify({raw, from, width, x})).toEqual(new Set(['#']));
			expect(cellsOf(target)[0]!.slice(x, x + width), JSON.stringify({raw, from, width, x})).toEqual(windowOf(expected, from, width));
		}
	}
});

test('no bytes change the terminal, its title or its modes', async () => {
	const emulator = createEmulator(60, 2);
	let heard = '';
	emulator.onTitleChange(title => {
		heard += title;
	});
	emulator.onData(data => {
		heard += data;
	});
	emulator.onBell(() => {
		heard += 'bell';
	});
	emulator.write('\u001b[?7l');
	await drawn(emulator);
	const modes = {...emulator.modes};
	const interesting = [
		'\u001b',
		'\u001b[',
		'\u001b]',
		'\u001bP',
		'\u009b',
		'\u009d',
		'\u0007',
		'\u001b\\',
		'?',
		';',
		'1049h',
		'm',
		'\ud83d',
		'\u200d',
		'\u0301',
		'\ufe0f',
	];
	for (let round = 0; round < 3000; round++) {
		const line = Array.from({length: 1 + random.below(20)}, () =>
			random.below(2) === 0 ? random.pick(interesting) : characters(3, 0, random.pick([128, 256, 0xff_ff])),
		).join('');
		const {text} = cutLine(line, random.below(8), 40, 10);
		expect(text.replace(/\u001b\[\d+G|\u001b\[0(?:;\d+)*m/g, ''), JSON.stringify(line)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
		const clean = sanitiseLine(line);
		expect(clean, JSON.stringify(line)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
		emulator.write(`\u001b[2;11H${text}`);
		if (round % 100 === 0) await drawn(emulator);
	}
	await drawn(emulator);
	expect({heard, modes: {...emulator.modes}, type: emulator.buffer.active.type}).toEqual({heard: '', modes, type: 'normal'});
	expect(
		cellsOf(emulator)[0]!
			.map(cell => cell.split('|')[0])
			.join('')
			.trim(),
	).toBe('');
});

test('our count of cells is what the terminal takes', async () => {
	const emulator = createEmulator(200, 1);
	for (const text of [...shown, 'plain', '']) {
		emulator.write(`\u001b[2J\u001b[H${text}`);
		await drawn(emulator);
		expect(widthOf(text), text).toBe(emulator.buffer.active.cursorX);
	}
});

/** Cells of a row from a place on; a wide glyph that is cut in half is blank, in the colours it had. */
function windowOf(row: readonly string[], from: number, width: number): string[] {
	const cells = row.slice(from, from + width);
	const blank = (cell: string) => cell.replace(/^[^|]*\|\d/, ' |1');
	if (cells[0]?.startsWith('|0')) cells[0] = blank(cells[0]);
	const last = cells.at(-1)!;
	if (/^[^|]+\|2/.test(last)) cells[cells.length - 1] = blank(last);
	return cells;
}
