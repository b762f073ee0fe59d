import {expect, test} from 'vitest';
import {initialRunState, type RunState} from '../../../source/runs/run-state.ts';
import {createStyle} from '../../../source/terminal/style.ts';
import {symbolsFor} from '../../../source/terminal/symbols.ts';
import {cellsOf} from '../../../source/terminal/width.ts';
import {headerLine} from '../../../source/ui/run/header-line.ts';
import {record, start} from './fake-run.tsx';

const look = {symbols: symbolsFor(true), style: createStyle({env: {NO_COLOR: '1'}, stdout: process.stdout})};
const line = (width: number, change: Partial<RunState> = {}, now = start + 161_000) => {
	const run = {...initialRunState(record), status: 'running', ...change} as RunState;
	return headerLine(run, run.status, now, width, look);
};

test('what runs, where, how it stands, for how long and with what', () => {
	expect(line(100)).toBe(' digits r-7f3k2m · experiment · host                      ● running  2m 41s   lr=0.1 batch_size=128 ');
});

test('a narrow window has less: first the declarations are cut, then they go, then kind and engine, then the name is cut', () => {
	const declarations = {lr: 0.1, batch_size: 128, optimizer: 'adam', layers: [64, 64]};
	expect(line(90, {declarations})).toBe(' digits r-7f3k2m · experiment · host  ● running  2m 41s   lr=0.1 batch_size=128 optimize… ');
	expect(line(62, {declarations})).toBe(' digits r-7f3k2m · experiment · host       ● running  2m 41s  ');
	expect(line(60, {declarations, name: 'a-name-of-medium-length'})).toBe(' a-name-of-medium-length r-7f3k2m        ● running  2m 41s  ');
	expect(line(60, {declarations, name: 'a-name-that-is-much-longer-than-it-should-be'})).toBe(' a-name-that-is-much-longer-t… r-7f3k2m  ● running  2m 41s  ');
});

test('of a cluster the context and namespace are always there', () => {
	const change = {engine: 'kubernetes', place: 'minikube/default'} as const;
	expect(line(100, change)).toBe(' digits r-7f3k2m · experiment · kubernetes minikube/default  ● running  2m 41s   lr=0.1 batch_size… ');
	expect(line(66, {...change, declarations: {}})).toBe(' digits r-7f3k2m · minikube/default            ● running  2m 41s  ');
	expect(line(60, {...change, name: 'a-name-of-medium-length'})).toBe(' a-name-of… r-7f3k2m · minikube/default  ● running  2m 41s  ');
});

test('it fills its width at every size, also with wide characters', () => {
	const wrong = [];
	for (const name of ['digits', '数字の分類', 'x'.repeat(200)])
		for (let width = 60; width <= 220; width++) if (cellsOf(line(width, {name})) !== width) wrong.push([name, width, line(width, {name})]);
	expect(wrong).toEqual([]);
});

test('the clock stands still when the run is over', () => {
	expect(line(80, {status: 'succeeded', endedAt: start + 5000})).toContain('✓ succeeded  5.0s');
});

test('values of declarations cannot act on the terminal', () => {
	expect(line(100, {declarations: {text: 'a\u001b[2Jb', list: [1, 'x']}})).toContain('text=ab list=[1,"x"]');
});
