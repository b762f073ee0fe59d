import {afterEach, expect, test} from 'vitest';
import {runKeys} from '../../../source/ui/run/run-keys.ts';
import {createFakeRun, endCommand, type FakeRun, openRunScreen, startCommand} from './fake-run.tsx';

let close = () => {};
afterEach(() => close());

const key = {
	up: '\u001b[A',
	down: '\u001b[B',
	right: '\u001b[C',
	left: '\u001b[D',
	pgup: '\u001b[5~',
	pgdn: '\u001b[6~',
	home: '\u001b[H',
	end: '\u001b[F',
	esc: '\u001b',
	shiftTab: '\u001b[Z',
	ctrlC: '\u0003',
	ctrlD: '\u0004',
	ctrlU: '\u0015',
	enter: '\r',
};

/** A run screen at 80x16: the run's pane has 13 rows less its borders when it is zoomed. */
async function open(options: Parameters<typeof openRunScreen>[1] = {}, prepare: (run: FakeRun) => void = startCommand) {
	const run = createFakeRun();
	prepare(run);
	const screen = openRunScreen(run, {columns: 80, rows: 24, ...options});
	close = screen.close;
	await screen.text();
	const titles = async () => (await screen.rows()).filter(row => /^(╭|─)/.test(row)).flatMap(row => row.match(/(▸ )?\d (build|main|events)/g) ?? []);
	/** The first line of the focused pane, and what is in its bottom border. */
	const looks = async () => {
		const rows = await screen.rows();
		const top = rows.findIndex(row => row.includes('▸'));
		const bottom = rows.findIndex((row, index) => index > top && row.startsWith('╰'));
		return `${rows[top + 1]?.slice(1, -1).trim()} | ${rows[bottom]?.replace(/^╰─+|─*╯$/g, '').trim()}`.trim();
	};
	return {...screen, run, titles, looks};
}

test('focus: tab, shift-tab and numbers', async () => {
	const screen = await open({columns: 120});
	const seen = [await screen.titles()];
	for (const keys of ['\t', '\t', key.shiftTab, '2', '1', '9']) {
		await screen.press(keys);
		seen.push(await screen.titles());
	}
	expect(seen).toEqual([
		['1 build', '▸ 2 main', '3 events'],
		['1 build', '2 main', '▸ 3 events'],
		['▸ 1 build', '2 main', '3 events'],
		['1 build', '2 main', '▸ 3 events'],
		['1 build', '▸ 2 main', '3 events'],
		['▸ 1 build', '2 main', '3 events'],
		['▸ 1 build', '2 main', '3 events'],
	]);
});

test('a pane for which there is no room comes into sight with the focus', async () => {
	const screen = await open();
	expect(await screen.titles()).toEqual(['1 build', '▸ 2 main']);
	await screen.press('3');
	expect(await screen.titles()).toEqual(['2 main', '▸ 3 events']);
	expect((await screen.rows())[1]).toMatch(/not shown: 1 build$/);
});

test('zoom shows one pane without side borders, and all again', async () => {
	const screen = await open();
	await screen.press('z');
	const rows = await screen.rows();
	expect(rows.slice(1, 4)).toEqual([
		' ✓ ✓ ● run 2.0s · total 40s                        not shown: 1 build, 3 events',
		`─ ▸ 2 main · live · 100 lines ${'─'.repeat(50)}`,
		'epoch 81 loss=0.0123',
	]);
	expect(rows.at(-1)).toContain('z all panes');
	await screen.press('k');
	expect((await screen.rows())[2]).toMatch(/^─ ▸ 2 main · live · 100 lines ─+ paused at line 80 ──$/);
	await screen.press('z');
	expect(await screen.titles()).toEqual(['1 build', '▸ 2 main']);
});

test('the layout key goes through columns, rows, grid and one with a list', async () => {
	const screen = await open({columns: 120});
	const seen: string[] = [];
	for (let press = 0; press < 5; press++) {
		await screen.press('l');
		seen.push(
			(await screen.rows())
				.filter(row => row.startsWith('╭'))
				.map(row =>
					row
						.match(/\d (build|main|events)|╭─+╮/g)
						?.join(' | ')
						.replaceAll(/─+/g, '─'),
				)
				.join(' / '),
		);
	}
	expect(seen).toEqual([
		'1 build | 2 main | 3 events',
		'1 build / 2 main / 3 events',
		'1 build | 2 main / 3 events',
		'╭─╮ | 2 main',
		'1 build | 2 main / 3 events',
	]);
});

test('the list has every pane with its state, the shown one marked', async () => {
	const screen = await open({columns: 120});
	for (let press = 0; press < 4; press++) await screen.press('l');
	expect((await screen.rows()).slice(3, 7).map(row => row.slice(0, 34))).toEqual([
		'│  1 build · ended, exit 0 · 3 l…│',
		'│▸ 2 main · live · 100 lines     │',
		'│  3 events                      │',
		'│                                │',
	]);
	await screen.press('\t');
	expect((await screen.rows()).slice(3, 6).map(row => row.slice(0, 12))).toEqual(['│  1 build ·', '│  2 main · ', '│▸ 3 events ']);
});

test('every key that scrolls', async () => {
	const screen = await open();
	const seen: Record<string, string> = {};
	for (const [name, keys] of [
		['up', key.up],
		['k', 'k'],
		['kkk at once', 'kkk'],
		['down', key.down],
		['j', 'j'],
		['pgup', key.pgup],
		['pgdn', key.pgdn],
		['ctrl-u', key.ctrlU],
		['ctrl-d', key.ctrlD],
		['g', 'g'],
		['G', 'G'],
		['home', key.home],
		['end', key.end],
	] as const) {
		await screen.press(keys);
		seen[name] = await screen.looks();
	}
	// 100 lines in 11 rows: the last rows begin with line 90
	expect(seen).toEqual({
		up: 'epoch 89 loss=0.0112 | paused at line 89',
		k: 'epoch 88 loss=0.0114 | paused at line 88',
		'kkk at once': 'epoch 85 loss=0.0118 | paused at line 85',
		down: 'epoch 86 loss=0.0116 | paused at line 86',
		j: 'epoch 87 loss=0.0115 | paused at line 87',
		pgup: 'epoch 77 loss=0.0130 | paused at line 77',
		pgdn: 'epoch 87 loss=0.0115 | paused at line 87',
		'ctrl-u': 'epoch 82 loss=0.0122 | paused at line 82',
		'ctrl-d': 'epoch 87 loss=0.0115 | paused at line 87',
		g: 'epoch 1 loss=1.0000 | paused at line 1',
		G: 'epoch 90 loss=0.0111 |',
		home: 'epoch 1 loss=1.0000 | paused at line 1',
		end: 'epoch 90 loss=0.0111 |',
	});
});

test('a paused pane stays where it is and counts what comes; following shows it', async () => {
	const screen = await open();
	await screen.press('f');
	screen.run.write('run', ...Array.from({length: 231}, (_, line) => `new ${line + 1}`));
	await screen.waitFor(/231 new/);
	expect(await screen.looks()).toBe('epoch 90 loss=0.0111 | paused at line 90 · ▼ 231 new');
	expect((await screen.rows()).at(-1)).toContain('f follow');
	await screen.press(' ');
	expect(await screen.looks()).toBe('new 221 |');
	expect((await screen.rows()).at(-1)).toContain('f pause');
});

test('wrap, and scrolling to the side while lines are not wrapped', async () => {
	const long = `${'a'.repeat(78)}${'b'.repeat(20)}`;
	const screen = await open({}, run => {
		startCommand(run, 0);
		run.write('run', long);
	});
	expect(await screen.text()).not.toContain('b'.repeat(3));
	await screen.press(key.right);
	expect(await screen.text()).toContain(`│${'a'.repeat(70)}${'b'.repeat(8)}│`);
	await screen.press(key.left);
	await screen.press(key.left);
	expect(await screen.text()).toContain(`│${'a'.repeat(78)}│`);
	await screen.press('w');
	expect(await screen.text()).toContain(`│${'b'.repeat(20)}  `);
	await screen.press(key.right);
	expect(await screen.text()).toContain(`│${'a'.repeat(78)}│`);
	await screen.press('w');
	expect(await screen.text()).not.toContain('b'.repeat(3));
});

test('times are shown and hidden', async () => {
	const screen = await open();
	await screen.press('t');
	expect(await screen.looks()).toBe('12:00:38 epoch 90 loss=0.0111 |');
	await screen.press('t');
	expect(await screen.looks()).toBe('epoch 90 loss=0.0111 |');
});

test('help has every key of the table that works now, and takes the keys until it is closed', async () => {
	const screen = await open({columns: 120, rows: 40});
	await screen.press('?');
	const text = await screen.text();
	const missing = runKeys.filter(({action, help}) => !['failure', 'close', 'toggle-pause'].includes(action) && !text.includes(help));
	expect(missing).toEqual([]);
	expect((await screen.rows()).at(-1)).toBe(' esc close');
	await screen.press('z');
	await screen.press('s');
	await screen.press('?');
	expect(await screen.titles()).toEqual(['1 build', '▸ 2 main', '3 events']);
});

test('keys that do nothing on a pane without a log are not in the footer', async () => {
	const screen = await open({columns: 120}, run => run.record({type: 'stage', stage: 'prepare', state: 'started'}));
	await screen.press('1');
	expect((await screen.rows()).at(-1)).toBe(' q leave  tab next pane  z zoom  s stop the run  l layout  ? help');
	await screen.press('j');
	await screen.press('w');
	expect(await screen.text()).toContain('waiting for prepare');
});

test('a run that is over cannot be stopped', async () => {
	const screen = await open({columns: 120}, run => {
		startCommand(run);
		endCommand(run, 0);
	});
	expect((await screen.rows()).at(-1)).toBe(' q quit  tab next pane  z zoom  l layout  w wrap  t times  ? help');
	await screen.press('s');
	await screen.press(key.enter);
	expect(screen.asked).toEqual([]);
});
