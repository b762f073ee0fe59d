import {afterEach, expect, test} from 'vitest';
import {initialRunState, type RunState} from '../../../source/runs/run-state.ts';
import {failureText} from '../../../source/ui/run/failure-text.ts';
import {createFakeRun, endCommand, type FakeRun, openRunScreen, record, startCommand} from './fake-run.tsx';

let close = () => {};
afterEach(() => close());

async function open(prepare: (run: FakeRun) => void, options: Parameters<typeof openRunScreen>[1] = {}) {
	const run = createFakeRun();
	prepare(run);
	const screen = openRunScreen(run, {columns: 80, rows: 24, ...options});
	close = screen.close;
	await screen.waitFor(/✗ failed/);
	return {...screen, run};
}

const diagnosis = {
	code: 'missing-module',
	title: 'the module "numpy" is not installed',
	hint: 'Add numpy to requirements.txt and run it again.',
	evidence: "ModuleNotFoundError: No module named 'numpy'",
};
const failed = (run: FakeRun) => {
	startCommand(run);
	run.record({type: 'diagnosis', diagnosis});
	endCommand(run, 1);
};

test('the cause stands over the panes, with its proof, what to do, and the last lines in sight', async () => {
	const screen = await open(failed);
	const rows = await screen.rows();
	expect(rows.slice(0, 7)).toEqual([
		' digits r-7f3k2m · experiment · host   ✗ failed  40s      lr=0.1 batch_size=128',
		' ✓ ✓ ✗ run 2.0s · total 40s                                 not shown: 3 events',
		'╭─ ✗ failed: the module "numpy" is not installed ──────────────────────────────╮',
		"│ ModuleNotFoundError: No module named 'numpy'                                 │",
		'│ Add numpy to requirements.txt and run it again.                              │',
		'│ q  quit      d  hide the cause      G end  last line, and follow             │',
		'╰──────────────────────────────────────────────────────────────────────────────╯',
	]);
	expect(rows.slice(-3)).toEqual([
		'│epoch 100 loss=0.0100                                                         │',
		'╰──────────────────────────────────────────────────────────────────────────────╯',
		' q quit  tab next pane  z zoom  d hide the cause  l layout  w wrap  ? help',
	]);
});

test('esc puts the cause away, d shows it again and hides it', async () => {
	const screen = await open(failed);
	const shown = 'failed: the module';
	await screen.press('\u001b');
	await screen.waitFor(text => !text.includes(shown));
	await screen.press('\u001b');
	expect(await screen.text()).not.toContain(shown);
	await screen.press('d');
	await screen.waitFor(text => text.includes(shown));
	await screen.press('d');
	await screen.waitFor(text => !text.includes(shown));
	expect((await screen.rows()).at(-1)).toContain('d why it failed');
	await screen.press('q');
	expect(screen.asked).toEqual(['left: leave']);
});

test('the panes can be read while the cause is in sight', async () => {
	const screen = await open(failed);
	await screen.press('g');
	expect(await screen.text()).toContain('│epoch 1 loss=1.0000');
	expect(await screen.text()).toContain('failed: the module');
});

test('in the smallest window the panes keep their room', async () => {
	const screen = await open(
		run => {
			startCommand(run);
			run.record({type: 'diagnosis', diagnosis: {...diagnosis, hint: 'word '.repeat(200)}});
			endCommand(run, 1);
		},
		{columns: 60, rows: 16},
	);
	expect(await screen.text()).toContain('epoch 100');
	expect((await screen.rows()).length).toBe(16);
});

test('a box of its own appears when a run fails under the eyes, and nothing is lost of what was looked at', async () => {
	const run = createFakeRun();
	startCommand(run);
	const screen = openRunScreen(run, {columns: 120, rows: 40});
	close = screen.close;
	await screen.text();
	await screen.press('1');
	endCommand(run, 137, {reason: 'out of memory', message: 'main used more than its limit and was ended.'});
	const text = await screen.waitFor(/failed: out of memory/);
	expect(text).toContain('│ main used more than its limit and was ended.');
	expect(text).toContain('▸ 1 build');
});

const stateOf = (change: Partial<RunState>): RunState => ({...initialRunState(record), ...change});

test('without a diagnosis the exit code is the title and the failed stage is named', () => {
	const stages = [{stage: 'build', state: 'failed', startedAt: 0, endedAt: 1}] as const;
	expect(failureText(stateOf({status: 'failed', exitCode: 2, stages}), 76)).toEqual({
		title: 'failed: the command ended with exit code 2',
		lines: ['Its last lines are below, in the log of the stage "build".'],
	});
});

test('nothing is said of a run that goes well, was stopped or succeeded', () => {
	for (const status of ['created', 'running', 'succeeded', 'stopped'] as const) expect(failureText(stateOf({status}), 76)).toBeUndefined();
});

test('a cause that is known before the end is a problem, not yet a failure', () => {
	expect(failureText(stateOf({status: 'running', diagnosis}), 20)).toEqual({
		title: 'problem: the module "numpy" is not installed',
		lines: ['ModuleNotFoundError:', 'No module named', "'numpy'", 'Add numpy to', 'requirements.txt and', 'run it again.'],
	});
});
