import {expect, test} from 'vitest';
import type {RunEvent} from '../../source/engines/engine.ts';
import {initialRunState, reduceRun} from '../../source/runs/run-state.ts';
import {summaryOf} from '../../source/runs/summary.ts';

const initial = initialRunState({runId: 'r-7f3k2m', name: 'digits', kind: 'job', engine: 'host', createdAt: 1000, declarations: {}});
const place = {folder: '/home/ada/.local/share/polyaxon-tui/runs/r-7f3k2m', home: '/home/ada'};
const summaryAfter = (events: readonly RunEvent[], lastLines: readonly string[] = []) =>
	summaryOf(events.reduce(reduceRun, initial), lastLines, 179_000, place).join('\n');

test('a run that goes on says so, and how to come back', () => {
	expect(summaryAfter([{at: 2000, type: 'status', status: 'running'}], ['epoch 1', 'epoch \u001b[31m2'])).toBe(`  epoch 1
  epoch 2
digits r-7f3k2m is running on host (2m 58s). It goes on without this terminal.
  come back   polyaxon-tui attach r-7f3k2m
  stop        polyaxon-tui stop r-7f3k2m
  logs        ~/.local/share/polyaxon-tui/runs/r-7f3k2m/logs`);
});

test('a run that failed says why and what to do', () => {
	const events: RunEvent[] = [
		{at: 2000, type: 'diagnosis', diagnosis: {code: 'killed', title: 'the command was killed', hint: 'Use less.'}},
		{at: 39_000, type: 'status', status: 'failed', exitCode: 137, message: 'It ended with code 137.'},
	];
	expect(summaryAfter(events, ['Killed'])).toBe(`  Killed
digits r-7f3k2m failed (exit 137) after 38s on host.
  cause       the command was killed
  what to do  Use less.
  see it      polyaxon-tui attach r-7f3k2m
  run again   polyaxon-tui rerun r-7f3k2m
  logs        ~/.local/share/polyaxon-tui/runs/r-7f3k2m/logs`);
});

test('a run that succeeded needs few words', () => {
	expect(summaryAfter([{at: 2400, type: 'status', status: 'succeeded', exitCode: 0}]).split('\n')[0]).toBe(
		'digits r-7f3k2m succeeded (exit 0) after 1.4s on host.',
	);
});

test('a build that succeeded says which image it has made', () => {
	const state = reduceRun(
		{...initial, kind: 'build'},
		{at: 2400, type: 'status', status: 'succeeded', exitCode: 0, message: 'The image is localhost/plx-digits:0a1b.'},
	);
	expect(summaryOf(state, [], 179_000, place).slice(0, 2)).toEqual([
		'digits r-7f3k2m succeeded (exit 0) after 1.4s on host.',
		'  image       localhost/plx-digits:0a1b',
	]);
});

test('lines of the log are cut to the terminal, and whole where there is none', () => {
	const long = 'L'.repeat(65_536);
	const firstOf = (columns: object) => summaryOf(initial, [long, 'short'], 179_000, {...place, ...columns}).slice(0, 2);
	expect(firstOf({columns: 20})).toEqual(['  LLLLLLLLLLLLLLLLL…', '  short']);
	expect(firstOf({})).toEqual([`  ${long}`, '  short']);
});
