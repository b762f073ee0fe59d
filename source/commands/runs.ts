import {lookAgain} from '../runs/launch.ts';
import {isDone} from '../runs/run-state.ts';
import {listRuns, type RunSummary} from '../runs/store.ts';
import {formatDuration} from '../runs/timeline.ts';
import {capabilitiesOf} from '../terminal/capabilities.ts';
import {cellsOf} from '../terminal/width.ts';
import {cutText} from '../ui/parts/cut-text.ts';
import type {World} from '../world.ts';
import {toJsonLine} from './json-line.ts';
import {lookOf} from './look.ts';

/** Lists the runs of this machine, newest first: live in a terminal, else as a table or as JSON. */
export async function runsCommand(world: World, options: {json?: boolean; plain?: boolean}): Promise<number> {
	if (!options.json && !options.plain && capabilitiesOf(world).isInteractive) {
		const {showRunsScreen} = await import('./show-runs-screen.tsx');
		return showRunsScreen(world);
	}
	const unfollowed = (await listRuns(world)).filter(({status, isDriven, damage}) => damage === undefined && !isDone(status) && !isDriven);
	await lookAgain(
		world,
		unfollowed.map(({runId}) => runId),
	);
	const runs = await listRuns(world);
	if (options.json) world.stdout.write(runs.map(run => toJsonLine(toJson(run))).join(''));
	else if (runs.length === 0) world.stdout.write('There is no run yet. Start one: polyaxon-tui run.\n');
	else world.stdout.write(table(world, runs));
	return 0;
}

function toJson(run: RunSummary): object {
	const {runId, name, kind, engine, status, reason, message, exitCode, createdAt, startedAt, endedAt, codeFolder, polyaxonfile, rerunOf} = run;
	const {declarations, command, folder, isDriven, damage} = run;
	const facts = {runId, name, kind, engine, status, isDone: isDone(status), reason, message, exitCode, createdAt, startedAt, endedAt};
	return {...facts, declarations, codeFolder, polyaxonfile, rerunOf, command, folder, isDriven, damage};
}

/** Cells of a name: one that is very long would push all other columns away. --json has it whole. */
const longestName = 40;

function table(world: World, runs: readonly RunSummary[]): string {
	const now = world.now();
	const {style, symbols} = lookOf(world);
	const rows = runs.map(run => [
		run.runId,
		cutText(run.name, longestName, symbols),
		run.kind,
		run.engine,
		`${run.status}${run.exitCode ? ` (exit ${run.exitCode})` : ''}`,
		run.createdAt === 0 ? '' : localTime(run.createdAt),
		run.createdAt === 0 ? '' : formatDuration((run.endedAt ?? now) - run.createdAt),
	]);
	const head = ['RUN', 'NAME', 'KIND', 'ENGINE', 'STATUS', 'CREATED', 'DURATION'];
	const widths = head.map((title, column) => Math.max(cellsOf(title), ...rows.map(row => cellsOf(row[column]!))));
	const pad = (cell: string, column: number) => `${cell}${' '.repeat(widths[column]! - cellsOf(cell))}`;
	const [first, ...others] = [head, ...rows].map(row => row.map(pad).join('  ').trimEnd());
	return `${style.bold(first!)}\n${others.map(line => `${line}\n`).join('')}`;
}

/** `2026-11-23 20:13`, in the user's time zone. */
function localTime(at: number): string {
	const date = new Date(at);
	const two = (value: number) => String(value).padStart(2, '0');
	return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
