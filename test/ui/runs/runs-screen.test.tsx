import {afterEach, expect, test} from 'vitest';
import type {RunSummary} from '../../../source/runs/store.ts';
import {createStyle} from '../../../source/terminal/style.ts';
import {symbolsFor} from '../../../source/terminal/symbols.ts';
import {RunsScreen} from '../../../source/ui/runs/runs-screen.tsx';
import {openScreen} from '../../helpers/screen.tsx';
import {noon, someRuns, summaryOf} from './fake-runs.ts';

let close = () => {};
afterEach(() => close());

function open({runs = someRuns(), columns = 120, rows = 16, fail = undefined as string | undefined} = {}) {
	const asked: string[] = [];
	let listed: readonly RunSummary[] = runs;
	let times = 0;
	const answer = async (what: string) => {
		asked.push(what);
		if (fail) throw new Error(fail);
	};
	const list = async () => {
		times++;
		return listed;
	};
	const look = {symbols: symbolsFor(true), style: createStyle({env: {}, stdout: process.stdout})};
	const screen = openScreen(
		() => (
			<RunsScreen
				list={list}
				look={look}
				now={() => noon}
				onAttach={runId => asked.push(`attach ${runId}`)}
				onStop={runId => answer(`stop ${runId}`)}
				onRemove={runId => answer(`remove ${runId}`)}
				onRerun={runId => asked.push(`rerun ${runId}`)}
				onQuit={() => asked.push('quit')}
			/>
		),
		{columns, rows},
	);
	close = screen.close;
	return {
		...screen,
		asked,
		change(next: readonly RunSummary[]) {
			listed = next;
		},
		looks: () => times,
	};
}

const rowsBelow = (rows: readonly string[], title: RegExp) => rows.slice(rows.findIndex(row => title.test(row)) + 1).filter(row => row !== '');

test('the list at 120 columns', async () => {
	const screen = open();
	expect(await screen.rows()).toEqual([
		' polyaxon-tui runs 5 runs',
		'',
		'   run       name                         kind        engine  status                   started           duration  exit',
		' ▸ r-7f3k2m  digits                       experiment  host    ● running                11:57             2m 41s',
		'   r-7f3k1a  digits                       experiment  host    ✗ failed                 11:50             1m 40s    137',
		'   r-7f2aaa  a-project-with-a-rather-lo…  job         host    ✓ succeeded              2026-11-22 11:00  1h 03m    0',
		'   r-7f1zzz  shell                        experiment  host    ● running, not followed  11:00             1h 00m',
		'   r-7f0000                                                   ! damaged',
		...Array.from({length: 7}, () => ''),
		' enter open  s stop  r run again  / filter  ? help  q quit',
	]);
});

test('a narrow window leaves columns out, the least telling first', async () => {
	const screen = open({columns: 80});
	expect((await screen.rows()).slice(2, 6)).toEqual([
		'   run       name                       status                   duration  exit',
		' ▸ r-7f3k2m  digits                     ● running                2m 41s',
		'   r-7f3k1a  digits                     ✗ failed                 1m 40s    137',
		'   r-7f2aaa  a-project-with-a-rather-…  ✓ succeeded              1h 03m    0',
	]);
});

test('without runs it says how to start one', async () => {
	const screen = open({runs: []});
	expect((await screen.rows()).filter(row => row !== '')).toEqual([
		' polyaxon-tui runs 0 runs',
		' There are no runs yet. Start one: polyaxon-tui run, or polyaxon-tui init.',
		' ? help  q quit',
	]);
});

test('a window that is too small says so, and still quits', async () => {
	const screen = open({columns: 59, rows: 15});
	expect((await screen.rows())[0]).toBe('The window is too small (59x15): 60x16 is needed.');
	await screen.press('q');
	expect(screen.asked).toEqual(['quit']);
});

test('every key that moves', async () => {
	const screen = open({runs: Array.from({length: 40}, (_, index) => summaryOf(`${100 + index}`, 'digits', {status: 'succeeded', exitCode: 0, endedAt: noon}))});
	const chosen = async () => (await screen.rows()).find(row => row.includes('▸'))?.slice(3, 8);
	const seen: Record<string, string | undefined> = {};
	for (const [name, keys] of [
		['down', '\u001b[B'],
		['j', 'j'],
		['jjj at once', 'jjj'],
		['up', '\u001b[A'],
		['k', 'k'],
		['pgdn', '\u001b[6~'],
		['pgup', '\u001b[5~'],
		['ctrl-d', '\u0004'],
		['ctrl-u', '\u0015'],
		['G', 'G'],
		['g', 'g'],
		['end', '\u001b[F'],
		['home', '\u001b[H'],
	] as const) {
		await screen.press(keys);
		seen[name] = await chosen();
	}
	expect(seen).toEqual({
		down: 'r-101',
		j: 'r-102',
		'jjj at once': 'r-105',
		up: 'r-104',
		k: 'r-103',
		pgdn: 'r-114',
		pgup: 'r-103',
		'ctrl-d': 'r-114',
		'ctrl-u': 'r-103',
		G: 'r-139',
		g: 'r-100',
		end: 'r-139',
		home: 'r-100',
	});
});

test('enter and a open the chosen run, r runs it again', async () => {
	const screen = open();
	await screen.press('j');
	await screen.press('\r');
	await screen.press('a');
	await screen.press('r');
	expect(screen.asked).toEqual(['attach r-7f3k1a', 'attach r-7f3k1a', 'rerun r-7f3k1a']);
});

test('a stop is asked about first', async () => {
	const screen = open();
	await screen.press('s');
	expect(await screen.text()).toContain('Stop digits r-7f3k2m?');
	await screen.press('n');
	expect(screen.asked).toEqual([]);
	await screen.press('s');
	await screen.press('y');
	expect(screen.asked).toEqual(['stop r-7f3k2m']);
	await screen.waitFor(/· r-7f3k2m was stopped/);
});

test('what has ended can be removed, after a question, and not stopped', async () => {
	const screen = open();
	await screen.press('x');
	await screen.press('j');
	await screen.press('s');
	expect(await screen.text()).not.toContain('?\n');
	expect((await screen.rows()).at(-1)).toBe(' enter open  r run again  x remove  / filter  ? help  q quit');
	await screen.press('x');
	expect(await screen.text()).toContain('Remove digits r-7f3k1a?');
	await screen.press('\r');
	expect(screen.asked).toEqual(['remove r-7f3k1a']);
	await screen.waitFor(/· r-7f3k1a was removed/);
});

test('what could not be done is said', async () => {
	const screen = open({fail: 'The run did not end.\u001b[2J Try again.'});
	await screen.press('s');
	await screen.press('y');
	await screen.waitFor(/✗ The run did not end\. Try again\./);
	await screen.press('j');
	expect(await screen.text()).not.toContain('did not end');
});

test('a damaged run says why, and can only be removed', async () => {
	const screen = open();
	await screen.press('G');
	expect((await screen.rows()).slice(-2)).toEqual([' ✗ run.json is not there', ' x remove  / filter  ? help  q quit']);
});

test('the filter keeps runs in which every word stands', async () => {
	const screen = open();
	await screen.press('/');
	await screen.press('dig fail');
	const rows = await screen.rows();
	expect(rows.slice(0, 2)).toEqual([' polyaxon-tui runs 1 of 5 runs', ' filter: dig fail█']);
	expect(rowsBelow(rows, /^ {3}run/)).toEqual([
		' ▸ r-7f3k1a  digits  experiment  host    ✗ failed  11:50    1m 40s    137',
		' enter to the list  esc show all  ctrl-c quit',
	]);
	await screen.press('\r');
	await screen.press('\r');
	expect(screen.asked).toEqual(['attach r-7f3k1a']);
	await screen.press('\u001b');
	expect((await screen.rows())[0]).toBe(' polyaxon-tui runs 5 runs');
});

test('a filter that nothing passes says how to come back', async () => {
	const screen = open();
	await screen.press('/');
	await screen.press('zebra');
	expect(await screen.text()).toContain('No run has "zebra" in it. esc shows all.');
});

test('the chosen run stays chosen when others come, and frames are drawn only for changes', async () => {
	const screen = open({runs: [summaryOf('b', 'second', {status: 'running', isDriven: true}), summaryOf('a', 'first', {status: 'succeeded', endedAt: noon})]});
	await screen.press('j');
	screen.change([
		summaryOf('c', 'third', {status: 'created', isDriven: true}),
		summaryOf('b', 'second', {status: 'running', isDriven: true}),
		summaryOf('a', 'first', {status: 'succeeded', endedAt: noon}),
	]);
	await screen.waitFor(/third/);
	expect((await screen.rows()).find(row => row.includes('▸'))).toContain('first');
});

test('help tells every key that works', async () => {
	const screen = open({rows: 30});
	await screen.press('?');
	const text = await screen.text();
	for (const key of ['enter a', 's ', 'r ', '/ ', 'pgdn ctrl-d', 'ctrl-z', 'q ctrl-c']) expect(text).toContain(`║ ${key}`);
	await screen.press('\u001b');
	expect(await screen.text()).not.toContain('║');
});

const foundRuns = () => [
	summaryOf('7f3k2m', 'digits', {status: 'running', isDriven: true, createdAt: noon - 161_000}),
	{
		...summaryOf('7f3k2m', 'away', {status: 'running', engine: 'kubernetes', place: 'lab/experiments', createdAt: noon - 161_000}),
		found: {by: 'cluster', ref: 'plx-away'} as const,
	},
	{...summaryOf('7f3k1a', 'lost', {status: 'succeeded', engine: 'podman', endedAt: noon}), found: {by: 'container', ref: 'plx-lost'} as const},
];

test('runs without a folder here say where they are, and are told from a run of the same id', async () => {
	const screen = open({runs: foundRuns()});
	expect((await screen.rows()).slice(2, 6)).toEqual([
		'   run       name    kind        engine      status                           started  duration  exit',
		' ▸ r-7f3k2m  digits  experiment  host        ● running                        11:57    2m 41s',
		'   r-7f3k2m  away    experiment  kubernetes  ● running, only in the cluster   11:57    2m 41s',
		'   r-7f3k1a  lost    experiment  podman      ✓ succeeded, its folder is gone  11:50    10m 00s',
	]);
	await screen.press('j');
	expect((await screen.rows()).slice(-2)).toEqual([
		' · in lab/experiments, started in /projects/away on another machine',
		' enter open  s stop  / filter  ? help  q quit',
	]);
	await screen.press('\r');
	await screen.press('s');
	expect((await screen.rows()).join('\n')).toContain('Another machine started it.');
	await screen.press('y');
	await screen.press('j');
	await screen.press('x');
	await screen.press('y');
	expect(screen.asked).toEqual(['attach plx-away', 'stop plx-away', 'remove plx-lost']);
});
