import {expect, test} from 'vitest';
import {createStyle} from '../../../source/terminal/style.ts';
import {symbolsFor} from '../../../source/terminal/symbols.ts';
import {timelineLine} from '../../../source/ui/run/timeline-line.ts';

const look = {symbols: symbolsFor(true), style: createStyle({env: {NO_COLOR: '1'}, stdout: process.stdout})};
const steps = [
	{stage: 'prepare', label: 'prepare', state: 'succeeded', milliseconds: 400},
	{stage: 'upload', label: 'upload', state: 'skipped', milliseconds: 0},
	{stage: 'build', label: 'build', state: 'succeeded', milliseconds: 38_000, detail: '3 of 5 steps cached'},
	{stage: 'run', label: 'run', state: 'started', milliseconds: 112_000},
] as const;
const line = (width: number, aside = '', of: Parameters<typeof timelineLine>[0] = steps) => timelineLine(of, 161_000, aside, width, look).trimEnd();

test('every stage with its duration, as much as there is room for', () => {
	expect(line(120)).toBe(' ✓ prepare 0.4s ─ – upload skipped ─ ✓ build 38s (3 of 5 steps cached) ─ ● run 1m 52s');
	expect(line(100, 'not shown: 3 events, 4 more')).toBe(' ✓ prepare 0.4s ─ – upload skipped ─ ✓ build 38s ─ ● run 1m 52s         not shown: 3 events, 4 more');
	expect(line(100, 'x'.repeat(60))).toBe(` ✓ – ✓ ● run 1m 52s · total 2m 41s     ${'x'.repeat(60)}`);
});

test('a narrow window tells only the current stage and the total', () => {
	expect(line(80)).toBe(' ✓ – ✓ ● run 1m 52s · total 2m 41s');
});

test('after the end the last stage is the one that is told', () => {
	expect(line(80, '', [steps[0], {...steps[3], state: 'failed'}])).toBe(' ✓ ✗ run 1m 52s · total 2m 41s');
});

test('before the first stage there is only the total', () => {
	expect(line(80, '', [])).toBe(' total 2m 41s');
	expect(line(120, '', [])).toBe('');
});
