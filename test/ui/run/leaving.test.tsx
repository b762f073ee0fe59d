import {afterEach, expect, test} from 'vitest';
import {createFakeRun, endCommand, type FakeRun, openRunScreen, startCommand} from './fake-run.tsx';

let close = () => {};
afterEach(() => close());

async function open(options: Parameters<typeof openRunScreen>[1] = {}, prepare: (run: FakeRun) => void = startCommand) {
	const run = createFakeRun();
	prepare(run);
	const screen = openRunScreen(run, {columns: 80, rows: 24, ...options});
	close = screen.close;
	await screen.text();
	return {...screen, run};
}

const question = 'digits is not over. Leave it running?';
const ctrlC = '\u0003';

test('q asks, with the choice that ends nothing first', async () => {
	const screen = await open();
	await screen.press('q');
	const rows = await screen.rows();
	expect(rows.slice(9, 16).map(row => row.slice(4, 77).trimEnd())).toEqual([
		'╔═══════════════════════════════════════════════════════════════════════╗',
		'║ digits is not over. Leave it running?                                 ║',
		'║                                                                       ║',
		'║ ▸ l    leave it running; come back with: polyaxon-tui attach r-7f3k2m ║',
		'║   s    stop it; what it wrote so far stays                            ║',
		'║   esc  stay                                                           ║',
		'╚═══════════════════════════════════════════════════════════════════════╝',
	]);
	expect(rows.at(-1)).toBe(' up/down choose  enter take it  l leave it running  s stop it  esc stay');
	expect(screen.asked).toEqual([]);
});

test.each([
	['enter', ['q', '\r'], ['left: leave']],
	['l', ['q', 'l'], ['left: leave']],
	['ctrl-c twice', [ctrlC, ctrlC], ['left: leave']],
	['ctrl-c twice at once', [ctrlC + ctrlC], ['left: leave']],
	['q twice', ['q', 'q'], ['left: leave']],
	['s', ['q', 's'], ['stop']],
	['down and enter', ['q', '\u001b[B', '\r'], ['stop']],
	['j and enter', ['q', 'j', '\r'], ['stop']],
	['esc', ['q', '\u001b'], []],
	['n', ['q', 'n'], []],
	['up and enter', ['q', '\u001b[A', '\r'], []],
	['tab twice and enter', ['q', '\t', '\t', '\r'], []],
	['ctrl-c in the help', ['?', ctrlC, 'l'], ['left: leave']],
	['ctrl-c in the question about a stop', ['s', ctrlC, 'l'], ['left: leave']],
])('leaving with %s', async (_, keys, asked) => {
	const screen = await open();
	for (const one of keys) await screen.press(one);
	expect(await screen.text()).not.toContain(question);
	expect(screen.asked).toEqual(asked);
});

test('other keys do nothing while it is asked', async () => {
	const screen = await open();
	await screen.press('q');
	for (const keys of ['z', 'g', '?', '1']) await screen.press(keys);
	expect(await screen.text()).toContain(question);
	await screen.press('\u001b');
	expect(await screen.text()).toContain('▸ 2 main · live · 100 lines ─');
});

test('after "stop it" the screen stays until the run has ended, then goes', async () => {
	const screen = await open();
	await screen.press('q');
	await screen.press('s');
	expect((await screen.rows())[0]).toContain('● stopping');
	expect(screen.asked).toEqual(['stop']);
	screen.run.record({type: 'status', status: 'stopped', exitCode: 143});
	await screen.waitFor(/– stopped/);
	expect(screen.asked).toEqual(['stop', 'left: stop']);
});

test('while it is being stopped the screen can be left at once', async () => {
	const screen = await open();
	await screen.press('q');
	await screen.press('s');
	await screen.press('q');
	expect(screen.asked).toEqual(['stop', 'left: stop']);
});

test('s asks, stops, and the screen stays after the end', async () => {
	const screen = await open();
	await screen.press('s');
	expect(await screen.text()).toContain('Stop digits?');
	await screen.press('\r');
	expect(screen.asked).toEqual(['stop']);
	screen.run.record({type: 'status', status: 'stopped'});
	await screen.waitFor(/– stopped/);
	expect(screen.asked).toEqual(['stop']);
	expect((await screen.rows()).at(-1)).not.toContain('stop');
});

test.each(['\u001b', 'n', 'q'])('s and then %j lets it run', async answer => {
	const screen = await open();
	await screen.press('s');
	await screen.press(answer);
	expect(await screen.text()).not.toContain('Stop digits?');
	expect(screen.asked).toEqual([]);
});

test('a stop that fails is said, and can be tried again', async () => {
	const screen = await open({
		onStop: async () => {
			throw new Error('The driver does not answer. Try again.');
		},
	});
	await screen.press('s');
	await screen.press('y');
	await screen.waitFor(/✗ The driver does not answer\. Try again\./);
	expect((await screen.rows())[0]).toContain('● running');
	await screen.press('s');
	await screen.press('y');
	expect(screen.asked).toEqual(['stop', 'stop']);
});

test.each(['q', ctrlC])('when the run is over %j leaves at once', async keys => {
	const screen = await open({}, run => {
		startCommand(run);
		endCommand(run, 0);
	});
	await screen.press(keys);
	await screen.press(keys);
	expect(screen.asked).toEqual(['left: leave']);
});

test('a run that ends while it is asked about can still be left', async () => {
	const screen = await open();
	await screen.press('q');
	endCommand(screen.run, 0);
	await screen.waitFor(/✓ succeeded/);
	const text = await screen.text();
	expect(text).not.toContain(question);
	expect(text).toContain('digits is over: succeeded.');
	await screen.press('l');
	expect(screen.asked).toEqual(['left: leave']);
});

test.each(['\u001b', 's', 'n'])('a run that ends while it is asked about can be looked at with %j', async answer => {
	const screen = await open();
	await screen.press('q');
	endCommand(screen.run, 0);
	await screen.waitFor(/is over/);
	await screen.press(answer);
	expect(await screen.text()).not.toContain('is over');
	expect(screen.asked).toEqual([]);
});

test('the question about a stop goes when there is nothing left to stop', async () => {
	const screen = await open();
	await screen.press('s');
	endCommand(screen.run, 0);
	await screen.waitFor(/✓ succeeded/);
	expect(await screen.text()).not.toContain('Stop digits?');
	await screen.press('y');
	expect(screen.asked).toEqual([]);
});
