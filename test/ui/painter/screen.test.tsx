import {Box, Text, useInput, useWindowSize} from 'ink';
import {render} from 'ink-testing-library';
import {useState} from 'react';
import {afterEach, expect, test} from 'vitest';
import {Cover, LiveText, LogBox} from '../../../source/ui/painter/layers.tsx';
import {createLogView, type LogView} from '../../../source/ui/painter/log-view.ts';
import {type OpenedScreen, openScreen} from '../../helpers/screen.tsx';
import {createLines, numbered} from './lines.ts';

let opened: OpenedScreen | undefined;
afterEach(() => opened?.close());

const pane = (name: string, lines = numbered(name, 50)) => {
	const source = createLines(lines);
	return {name, source, view: createLogView(source)};
};
type Pane = ReturnType<typeof pane>;

/** Panes side by side under live titles, a status line that counts keys, and a dialog with `?`. */
function App({panes, onMove}: {readonly panes: readonly Pane[]; readonly onMove?: () => void}) {
	const {columns, rows} = useWindowSize();
	const [keys, setKeys] = useState(0);
	const [isOpen, setIsOpen] = useState(false);
	useInput(input => {
		if (input === 'k') {
			for (const {view} of panes) view.scrollBy(-1);
			onMove?.();
		} else {
			setKeys(count => count + 1);
			if (input === '?') setIsOpen(is => !is);
		}
	});
	return (
		<Box width={columns} height={rows} flexDirection="column" overflow="hidden">
			<Box flexGrow={1}>
				{panes.map(({name, view}) => (
					<Box key={name} flexGrow={1} flexBasis={0}>
						<Box flexGrow={1} borderStyle="round">
							<LogBox view={view} />
						</Box>
						<Box position="absolute" top={0} left={2} right={2}>
							<LiveText text={titleOf(name, view)} />
						</Box>
					</Box>
				))}
			</Box>
			<Text inverse>{` keys ${keys}`.padEnd(columns)}</Text>
			{isOpen ? (
				<Box position="absolute" width={columns} height={rows} alignItems="center" justifyContent="center">
					<Cover width={Math.min(16, columns)} height={Math.min(4, rows)} borderStyle="double">
						<Text>help 🚀</Text>
					</Cover>
				</Box>
			) : null}
		</Box>
	);
}

const titles = new WeakMap<LogView, () => string>();
function titleOf(name: string, view: LogView): () => string {
	const title = titles.get(view) ?? (() => ` ${name} · ${view.source.lineCount} lines ${view.follow ? '' : 'paused '}${'─'.repeat(80)}`);
	titles.set(view, title);
	return title;
}

function open(panes: readonly Pane[], size: {columns: number; rows: number; hasColour?: boolean}) {
	opened = openScreen(screen => <App panes={panes} onMove={screen.paintSoon} />, size);
	return opened;
}

test('the whole screen, logs and all', async () => {
	const screen = open([pane('web', numbered('web 日本', 50)), pane('api')], {columns: 40, rows: 6});
	expect(await screen.text()).toMatchInlineSnapshot(`
		"╭─ web · 50 lines ─╮╭─ api · 50 lines ─╮
		│web 日本 47       ││api 47            │
		│web 日本 48       ││api 48            │
		│web 日本 49       ││api 49            │
		╰──────────────────╯╰──────────────────╯
		 keys 0"
	`);
});

test('new lines are drawn without a frame of Ink', async () => {
	const web = pane('web');
	const screen = open([web], {columns: 30, rows: 5});
	await screen.settle();
	const before = screen.written().length;
	web.source.push('the newest');
	screen.screen.invalidate();
	expect(await screen.waitFor(/the newest/)).toMatchInlineSnapshot(`
		"╭─ web · 51 lines ───────────╮
		│web 49                      │
		│the newest                  │
		╰────────────────────────────╯
		 keys 0"
	`);
	expect(screen.written().slice(before)).not.toContain('keys');
});

test('an unchanged screen writes nothing', async () => {
	const screen = open([pane('web')], {columns: 30, rows: 5});
	await screen.settle();
	const before = screen.written().length;
	screen.screen.paint();
	screen.screen.paint();
	expect(screen.written().length).toBe(before);
});

test('many changes are drawn together, at most 30 times a second', async () => {
	const web = pane('web');
	const screen = open([web], {columns: 30, rows: 5});
	await screen.settle();
	const frames = () => screen.written().split('\u001b[?2026h').length;
	const before = frames();
	const startedAt = performance.now();
	for (let line = 0; line < 200; line++) {
		web.source.push(`new ${line}`);
		screen.screen.invalidate();
		await new Promise(resolve => setImmediate(resolve));
	}
	await screen.waitFor(/new 199/);
	// waitFor paints once itself
	expect(frames() - before).toBeLessThanOrEqual(3 + (performance.now() - startedAt) / 33);
});

test('a dialog covers the logs and gives them back', async () => {
	const panes = [pane('web'), pane('api')];
	const screen = open(panes, {columns: 40, rows: 8});
	await screen.press('?');
	panes[0]!.source.push('web moved on');
	screen.screen.paint();
	expect(await screen.text()).toMatchInlineSnapshot(`
		"╭─ web · 51 lines ─╮╭─ api · 50 lines ─╮
		│web 46            ││api 45            │
		│web 47     ╔══════════════╗           │
		│web 48     ║help 🚀       ║           │
		│web 49     ║              ║           │
		│web moved o╚══════════════╝           │
		╰──────────────────╯╰──────────────────╯
		 keys 1"
	`);
	await screen.press('?');
	expect(await screen.text()).toMatchInlineSnapshot(`
		"╭─ web · 51 lines ─╮╭─ api · 50 lines ─╮
		│web 46            ││api 45            │
		│web 47            ││api 46            │
		│web 48            ││api 47            │
		│web 49            ││api 48            │
		│web moved on      ││api 49            │
		╰──────────────────╯╰──────────────────╯
		 keys 2"
	`);
});

test('every step leaves what a full redraw would show', async () => {
	const panes = [pane('web', numbered('web 日本 🚀', 90)), pane('api', numbered('\u001b[31mapi\u001b[0m e\u0301 👨‍👩‍👧‍👦', 90))];
	const screen = open(panes, {columns: 60, rows: 16});
	const steps: ReadonlyArray<() => unknown> = [
		() => screen.press('?'),
		() => screen.press('k'),
		() => screen.resize(61, 15),
		() => screen.press('?'),
		() => screen.press('kkk'),
		() => screen.resize(200, 50),
		() => screen.resize(20, 8),
		() => screen.press('?'),
		() => screen.resize(10, 4),
		() => screen.resize(3, 2),
		() => screen.resize(1, 1),
		() => screen.resize(100, 30),
		() => panes[0]!.view.toggleTimes(),
		() => panes[1]!.view.toggleWrap(),
		() => panes[1]!.source.push('x'.repeat(500)),
		() => panes[1]!.view.toEnd(),
		() => screen.press('?'),
	];
	for (const [index, step] of steps.entries()) {
		await step();
		screen.screen.paint();
		const painted = await screen.cells();
		screen.screen.repaint();
		expect(painted, `step ${index}`).toEqual(await screen.cells());
	}
});

test('glyphs that the terminal draws wider than we count break no border', async () => {
	const lines = Array.from({length: 18}, (_, column) => 'x'.repeat(column) + '👨‍👩‍👧‍👦👨‍👩‍👧‍👦'.repeat(3));
	const screen = open([pane('web', [...numbered('web', 50), ...lines]), pane('api', [...numbered('api', 50), ...lines])], {columns: 40, rows: 22});
	for (let step = 0; step < 30; step++) {
		for (const row of (await screen.rows()).slice(1, 20)) {
			// The middle of the row is covered while the dialog is open
			expect(row, `step ${step}`).toMatch(/^│.*[│║╔╗╚╝].*│$/);
		}
		await screen.press(step % 5 === 0 ? '?' : 'k');
	}
});

test('a log in a dialog, under another dialog', async () => {
	const [below, inside] = [pane('below', numbered('below 日本', 50)), pane('inside')];
	opened = openScreen(
		() => (
			<Box width={40} height={8}>
				<LogBox view={below.view} />
				<Box position="absolute" top={1} left={6}>
					<Cover width={24} height={6} borderStyle="round">
						<LogBox view={inside.view} />
					</Cover>
				</Box>
				<Box position="absolute" top={3} left={12}>
					<Cover level={2} width={8} height={2}>
						{null}
					</Cover>
				</Box>
			</Box>
		),
		{columns: 40, rows: 8},
	);
	expect(await opened.text()).toMatchInlineSnapshot(`
		"below 日本 42
		below ╭──────────────────────╮
		below │inside 46             │
		below │insid                 │
		below │insid                 │
		below │inside 49             │
		below ╰──────────────────────╯
		below 日本 49"
	`);
});

test('times stand before the lines, which keep their tabs and progress bars', async () => {
	const web = pane('web', ['\u001b[31mred', '10 %\r20 %', 'a\tb', 'a long line that is wrapped']);
	web.view.toggleTimes();
	web.view.toggleWrap();
	const screen = open([web], {columns: 30, rows: 8});
	expect(await screen.text()).toMatchInlineSnapshot(`
		"╭─ web · 4 lines ────────────╮
		│00:00:00 red                │
		│00:00:01 20 %               │
		│00:00:02 a       b          │
		│00:00:03 a long line that is│
		│          wrapped           │
		╰────────────────────────────╯
		 keys 0"
	`);
});

test('without colours, no colour is written, of Ink or of logs', async () => {
	const red = () => [pane('web', ['\u001b[31mred\u001b[0m \u001b[1mbold'])];
	const coloured = open(red(), {columns: 30, rows: 5});
	await coloured.settle();
	expect(coloured.written()).toContain('\u001b[0;31m');
	coloured.close();
	const plain = open(red(), {columns: 30, rows: 5, hasColour: false});
	await plain.settle();
	expect(plain.written()).not.toMatch(/\u001b\[[\d;]*[34]\d[\d;]*m/);
	expect(plain.written()).toContain('\u001b[0;1mbold');
});

test('hostile lines change nothing but their pane', async () => {
	const screen = open([pane('web', ['\u001b]0;owned\u0007a\u001b[?1049l\u001b[1;1Hb\u009b2Jc', '\u001b]0;no end'])], {columns: 20, rows: 5});
	let title = '';
	screen.emulator.onTitleChange(text => {
		title = text;
	});
	expect(await screen.text()).toMatchInlineSnapshot(`
		"╭─ web · 2 lines ──╮
		│abc               │
		│                  │
		╰──────────────────╯
		 keys 0"
	`);
	expect([title, screen.emulator.buffer.active.type]).toEqual(['', 'alternate']);
});

test('components alone, drawn by Ink', async () => {
	const {lastFrame, unmount} = render(<App panes={[pane('web', ['\u001b[31mred\u001b[0m\u001b[2J', 'second'])]} />);
	await expect.poll(lastFrame).toContain('second');
	const rows = lastFrame()!.split('\n');
	expect(rows[0]).toContain('web · 2 lines');
	expect(rows[1]).toMatch(/^│red +│$/);
	expect(rows[2]).toMatch(/^│second +│$/);
	unmount();
});
