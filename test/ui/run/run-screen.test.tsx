import {afterEach, expect, test} from 'vitest';
import {createFakeRun, endCommand, type FakeRun, openRunScreen, startBuild, startCommand} from './fake-run.tsx';

let close = () => {};
afterEach(() => close());

function open(options: Parameters<typeof openRunScreen>[1] = {}, prepare: (run: FakeRun) => void = startCommand) {
	const run = createFakeRun();
	prepare(run);
	const screen = openRunScreen(run, options);
	close = screen.close;
	return {...screen, run};
}

const frame = (text: string) => text.replace(/^\n/, '').replace(/\n$/, '').split('\n');

test('120 columns: header, timeline, streams side by side, events below, the keys that work', async () => {
	const screen = open({rows: 24});
	expect(await screen.rows()).toEqual(
		frame(`
 digits r-7f3k2m · experiment · host                                          ● running  40s      lr=0.1 batch_size=128
 ✓ prepare 0.4s ─ ✓ build 38s (1 of 2 steps cached) ─ ● run 2.0s
╭─ 1 build · ended, exit 0 · 3 lines ──────────╮╭─ ▸ 2 main · live · 100 lines ────────────────────────────────────────╮
│Step 1 of 2: pip install -r requirements.txt  ││epoch 87 loss=0.0115                                                  │
│Step 2 of 2: ./setup.sh                       ││epoch 88 loss=0.0114                                                  │
│setup done                                    ││epoch 89 loss=0.0112                                                  │
│                                              ││epoch 90 loss=0.0111                                                  │
│                                              ││epoch 91 loss=0.0110                                                  │
│                                              ││epoch 92 loss=0.0109                                                  │
│                                              ││epoch 93 loss=0.0108                                                  │
│                                              ││epoch 94 loss=0.0106                                                  │
│                                              ││epoch 95 loss=0.0105                                                  │
│                                              ││epoch 96 loss=0.0104                                                  │
│                                              ││epoch 97 loss=0.0103                                                  │
│                                              ││epoch 98 loss=0.0102                                                  │
│                                              ││epoch 99 loss=0.0101                                                  │
│                                              ││epoch 100 loss=0.0100                                                 │
╰──────────────────────────────────────────────╯╰──────────────────────────────────────────────────────────────────────╯
╭─ 3 events ───────────────────────────────────────────────────────────────────────────────────────────────────────────╮
│12:00:38 build succeeded (1 of 2 steps cached)                                                                        │
│12:00:38 run started                                                                                                  │
│12:00:38 status running                                                                                               │
╰──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────╯
 q leave  tab next pane  z zoom  f pause  s stop the run  l layout  w wrap  t times  ? help
`),
	);
});

test('80x24: two panes over each other, the timeline in short', async () => {
	const screen = open({columns: 80, rows: 24});
	expect(await screen.rows()).toEqual(
		frame(`
 digits r-7f3k2m · experiment · host  ● running  40s      lr=0.1 batch_size=128
 ✓ ✓ ● run 2.0s · total 40s                                 not shown: 3 events
╭─ 1 build · ended, exit 0 · 3 lines ──────────────────────────────────────────╮
│Step 1 of 2: pip install -r requirements.txt                                  │
│Step 2 of 2: ./setup.sh                                                       │
│setup done                                                                    │
│                                                                              │
│                                                                              │
│                                                                              │
╰──────────────────────────────────────────────────────────────────────────────╯
╭─ ▸ 2 main · live · 100 lines ────────────────────────────────────────────────╮
│epoch 90 loss=0.0111                                                          │
│epoch 91 loss=0.0110                                                          │
│epoch 92 loss=0.0109                                                          │
│epoch 93 loss=0.0108                                                          │
│epoch 94 loss=0.0106                                                          │
│epoch 95 loss=0.0105                                                          │
│epoch 96 loss=0.0104                                                          │
│epoch 97 loss=0.0103                                                          │
│epoch 98 loss=0.0102                                                          │
│epoch 99 loss=0.0101                                                          │
│epoch 100 loss=0.0100                                                         │
╰──────────────────────────────────────────────────────────────────────────────╯
 q leave  tab next pane  z zoom  f pause  s stop the run  l layout  ? help
`),
	);
});

test('without Unicode everything is drawn in ASCII', async () => {
	const screen = open({columns: 80, rows: 16, hasUnicode: false});
	const rows = await screen.rows();
	expect(rows.filter(row => !/^[ -~]*$/.test(row))).toEqual([]);
	expect(rows.slice(0, 3)).toEqual([
		' digits r-7f3k2m - experiment - host  * running  40s      lr=0.1 batch_size=128',
		' + + * run 2.0s - total 40s                                 not shown: 3 events',
		'+- 1 build - ended, exit 0 - 3 lines ------------------------------------------+',
	]);
});

test('before the command starts its pane says what is waited for', async () => {
	const screen = open({columns: 80, rows: 16}, startBuild);
	const rows = await screen.rows();
	expect(rows[1]).toBe(' ✓ ● build 38s · total 38s                                  not shown: 3 events');
	expect(rows.slice(2, 5)).toEqual([
		'╭─ ▸ 1 build · quiet 38s · 2 lines ────────────────────────────────────────────╮',
		'│Step 1 of 2: pip install -r requirements.txt                                  │',
		'│Step 2 of 2: ./setup.sh                                                       │',
	]);
	expect(rows.filter(row => /2 run|waiting/.test(row))).toEqual([
		'╭─ 2 run · waiting ────────────────────────────────────────────────────────────╮',
		'│ waiting for build: the command starts after it (38s)                         │',
	]);
});

test('a run of kind build waits for no command', async () => {
	const screen = open({columns: 80, rows: 16, kind: 'build'}, startBuild);
	expect((await screen.rows()).filter(row => /^╭/.test(row)).map(row => row.slice(0, 20))).toEqual(['╭─ ▸ 1 build · quiet', '╭─ 2 events ────────']);
});

test('the pane of the command appears and has the focus when it starts', async () => {
	const screen = open({}, startBuild);
	expect(await screen.text()).toContain('▸ 1 build');
	screen.run.record({type: 'stream-opened', stream: {id: 'run', title: 'main', stage: 'run', attempt: 1}});
	screen.run.write('run', 'hello');
	expect(await screen.waitFor(/▸ 2 main · live · 1 line /)).toContain('│hello');
});

test('lines that come are shown without a frame of Ink, with their rate', async () => {
	const screen = open();
	await screen.text();
	for (let second = 0; second < 2; second++) {
		screen.run.pass(1000);
		screen.run.write('run', ...Array.from({length: 1250}, (_, line) => `line ${line}`));
		screen.screen.paint();
	}
	expect(await screen.waitFor(/2,600 lines/)).toContain('live · 2,600 lines · 1,250/s');
});

test('a stream that says nothing for long is quiet, one that lost its connection says so', async () => {
	const screen = open();
	await screen.text();
	screen.run.pass(25_000);
	await screen.waitFor(/2 main · quiet 27s · 100 lines/);
	screen.run.record({type: 'stream-state', streamId: 'run', state: 'reconnecting', detail: 'try 2'});
	await screen.waitFor(/2 main · reconnecting: try 2 · 100 lines/);
	screen.run.record({type: 'stream-state', streamId: 'run', state: 'ended', exitCode: 3});
	await screen.waitFor(/2 main · ended, exit 3 · 100 lines/);
});

test('nothing is written while nothing changes', async () => {
	const screen = open({}, run => {
		startCommand(run);
		endCommand(run, 0);
	});
	await screen.waitFor(/✓ succeeded/);
	const before = screen.written().length;
	for (let paint = 0; paint < 5; paint++) screen.screen.paint();
	await screen.settle();
	expect(screen.written().length).toBe(before);
});

test('resizing keeps what is looked at', async () => {
	const screen = open();
	await screen.text();
	await screen.press('2');
	await screen.press('g');
	await screen.resize(200, 50);
	let text = await screen.text();
	expect(text).toContain('│epoch 1 loss');
	await screen.resize(80, 24);
	text = await screen.text();
	expect(text).toContain('│epoch 1 loss');
	expect((await screen.rows()).every(row => row.length <= 80)).toBe(true);
	await screen.resize(59, 24);
	expect((await screen.rows()).slice(0, 2)).toEqual(["The window is 59x24, the run's screen needs 60x16. Make it", 'larger; nothing is lost.']);
	await screen.press('s');
	await screen.press('z');
	await screen.resize(60, 16);
	expect(await screen.text()).toContain('│epoch 1 loss');
});

test('200x50 with four streams makes a square of panes', async () => {
	const screen = open({columns: 200, rows: 50}, run => {
		startCommand(run);
		for (const id of ['worker-1', 'worker-2']) {
			run.record({type: 'stream-opened', stream: {id, title: id, stage: 'run', attempt: 1}});
			run.write(id, `${id} is here`);
		}
	});
	const rows = await screen.rows();
	expect(rows.filter(row => row.startsWith('╭')).map(row => row.replaceAll(/─+/g, '─'))).toEqual([
		'╭─ 1 build · ended, exit 0 · 3 lines ─╮╭─ 2 main · live · 100 lines ─╮',
		'╭─ 3 worker-1 · live · 1 line ─╮╭─ ▸ 4 worker-2 · live · 1 line ─╮',
		'╭─ 5 events ─╮',
	]);
	expect(rows.every(row => row.length <= 200)).toBe(true);
});

test('what a log says cannot act on the terminal or break the frame', async () => {
	const screen = open({}, run => {
		startCommand(run, 0);
		run.write('run', '\u001b[2J\u001b]0;owned\u0007\u001b[5;5Hhello\u0008\u009b2J', 'progress 1\rprogress 2', `${'wide 日本語 '.repeat(40)}`);
		run.record({type: 'notice', severity: 'warning', text: 'bad \u001b]52;c;AAAA\u0007news'});
	});
	const rows = await screen.rows();
	expect(rows.filter(row => /hello|progress|news/.test(row)).map(row => row.replace(/^.*╮|^│ *││?/, '').replaceAll(/ *│$/g, ''))).toEqual([
		expect.stringContaining('hello'),
		expect.stringContaining('progress 2'),
		expect.stringContaining('bad news'),
	]);
	expect(rows.slice(2, 39).every(row => /[│╮╯]$/.test(row))).toBe(true);
});

test('the logs are closed when the screen goes', async () => {
	const screen = open();
	await screen.text();
	close();
	close = () => {};
	await screen.settle();
	expect(screen.run.closed.sort()).toEqual(['build', 'run']);
});
