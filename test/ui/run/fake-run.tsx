import type {RunEvent} from '../../../source/engines/engine.ts';
import type {RunChange} from '../../../source/runs/follow.ts';
import {initialRunState} from '../../../source/runs/run-state.ts';
import {createStyle} from '../../../source/terminal/style.ts';
import {symbolsFor} from '../../../source/terminal/symbols.ts';
import {RunScreen} from '../../../source/ui/run/run-screen.tsx';
import {openScreen} from '../../helpers/screen.tsx';

type Event = RunEvent extends infer Each ? (Each extends RunEvent ? Omit<Each, 'at'> : never) : never;

/** 12:00:00 local time of a day without daylight changes. */
export const start = new Date(2026, 10, 23, 12, 0, 0).getTime();

/** A run that the test carries out by hand: events, lines and the clock. */
export function createFakeRun() {
	const logs = new Map<string, {lines: string[]; times: number[]}>();
	const closed: string[] = [];
	const recorded: RunEvent[] = [];
	let wake = () => {};
	let taken = 0;
	let isOver = false;
	let hasGrown = false;
	let time = start;
	let problem: Error | undefined;
	const logOf = (id: string) => logs.get(id) ?? logs.set(id, {lines: [], times: []}).get(id)!;

	return {
		closed,
		now: () => time,
		/** Moves the clock, in milliseconds. */
		pass(milliseconds: number) {
			time += milliseconds;
		},
		/** Records events, one millisecond apart in nothing: all at the time of the clock. */
		record(...events: readonly Event[]) {
			for (const event of events) recorded.push({at: time, ...event} as RunEvent);
			wake();
		},
		write(id: string, ...lines: readonly string[]) {
			for (const line of lines) {
				logOf(id).lines.push(line);
				logOf(id).times.push(time);
			}
			hasGrown = true;
			wake();
		},
		fail(error: Error) {
			problem = error;
			wake();
		},
		async *watch(signal: AbortSignal): AsyncGenerator<RunChange> {
			signal.addEventListener('abort', () => {
				isOver = true;
				wake();
			});
			while (!isOver) {
				if (problem) throw problem;
				const events = recorded.slice(taken);
				taken = recorded.length;
				const logsGrew = hasGrown;
				hasGrown = false;
				if (events.length > 0 || logsGrew) yield {events, logsGrew};
				else
					await new Promise<void>(resolve => {
						wake = resolve;
					});
			}
		},
		openLog: (id: string) => ({
			get lineCount() {
				return logOf(id).lines.length;
			},
			lines: (from: number, count: number) => logOf(id).lines.slice(from, from + count),
			times: (from: number, count: number) => logOf(id).times.slice(from, from + count),
			close: () => void closed.push(id),
		}),
	};
}

export type FakeRun = ReturnType<typeof createFakeRun>;

/** What is known of the run before its events. */
export const record = {
	runId: 'r-7f3k2m',
	name: 'digits',
	kind: 'experiment',
	engine: 'host',
	createdAt: start,
	declarations: {lr: 0.1, batch_size: 128},
} as const;

/** The run screen of a fake run on an emulated terminal; what it asked of the world is in `asked`. */
export function openRunScreen(
	run: FakeRun,
	{columns = 120, rows = 40, hasUnicode = true, kind = 'experiment' as 'experiment' | 'build', onStop = async () => {}} = {},
) {
	const asked: string[] = [];
	const look = {symbols: symbolsFor(hasUnicode), style: createStyle({env: {FORCE_COLOR: '1'}, stdout: process.stdout})};
	const screen = openScreen(
		() => (
			<RunScreen
				initial={initialRunState({...record, kind})}
				watch={run.watch}
				openLog={run.openLog}
				look={look}
				now={run.now}
				onLeave={choice => asked.push(`left: ${choice}`)}
				onStop={() => {
					asked.push('stop');
					return onStop();
				}}
			/>
		),
		{columns, rows},
	);
	return {...screen, asked};
}

const buildStream = {id: 'build', title: 'build', stage: 'build', attempt: 1} as const;
const runStream = {id: 'run', title: 'main', stage: 'run', attempt: 1} as const;

/** Until the build runs. */
export function startBuild(run: FakeRun): void {
	run.record({type: 'stage', stage: 'prepare', state: 'started'});
	run.pass(400);
	run.record(
		{type: 'stage', stage: 'prepare', state: 'succeeded'},
		{type: 'status', status: 'building'},
		{type: 'stage', stage: 'build', state: 'started'},
		{type: 'stream-opened', stream: buildStream},
	);
	run.write('build', 'Step 1 of 2: pip install -r requirements.txt', 'Step 2 of 2: ./setup.sh');
	run.pass(38_000);
}

/** Until the command has written `lines` lines. */
export function startCommand(run: FakeRun, lines = 100): void {
	startBuild(run);
	run.write('build', 'setup done');
	run.record(
		{type: 'stream-state', streamId: 'build', state: 'ended', exitCode: 0},
		{type: 'stage', stage: 'build', state: 'succeeded', detail: '1 of 2 steps cached'},
		{type: 'stage', stage: 'run', state: 'started'},
		{type: 'status', status: 'running'},
		{type: 'stream-opened', stream: runStream},
	);
	run.write('run', ...Array.from({length: lines}, (_, line) => `epoch ${line + 1} loss=${(1 / (line + 1)).toFixed(4)}`));
	run.pass(2000);
}

/** The end of the command with an exit code. */
export function endCommand(run: FakeRun, exitCode: number, more: {reason?: string; message?: string} = {}): void {
	run.record(
		{type: 'stream-state', streamId: 'run', state: 'ended', exitCode},
		{type: 'stage', stage: 'run', state: exitCode === 0 ? 'succeeded' : 'failed'},
		{type: 'status', status: exitCode === 0 ? 'succeeded' : 'failed', exitCode, ...more},
	);
}
