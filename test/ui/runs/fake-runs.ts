import {initialRunState, type RunState} from '../../../source/runs/run-state.ts';
import type {RunSummary} from '../../../source/runs/store.ts';

/** 12:00:00 local time. */
export const noon = new Date(2026, 10, 23, 12, 0, 0).getTime();

/** A run in a list. */
export function summaryOf(id: string, name: string, change: Partial<RunState & RunSummary> = {}): RunSummary {
	const base = initialRunState({runId: `r-${id}`, name, kind: 'experiment', engine: 'host', createdAt: noon - 600_000, declarations: {}});
	return {...base, codeFolder: `/projects/${name}`, command: ['polyaxon-tui', 'run'], folder: `/runs/r-${id}`, isDriven: false, ...change};
}

/** One of each, newest first. */
export const someRuns = (): readonly RunSummary[] => [
	summaryOf('7f3k2m', 'digits', {status: 'running', isDriven: true, createdAt: noon - 161_000}),
	summaryOf('7f3k1a', 'digits', {status: 'failed', exitCode: 137, endedAt: noon - 500_000}),
	summaryOf('7f2aaa', 'a-project-with-a-rather-long-name-for-a-table', {
		status: 'succeeded',
		exitCode: 0,
		kind: 'job',
		createdAt: noon - 90_000_000,
		endedAt: noon - 90_000_000 + 3_780_000,
	}),
	summaryOf('7f1zzz', 'shell', {status: 'running', isDriven: false, createdAt: noon - 3_600_000}),
	summaryOf('7f0000', '', {damage: 'run.json is not there'}),
];
