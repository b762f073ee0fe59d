import {lookAgain} from '../runs/launch.ts';
import {foundText, type ListedRun} from '../runs/listed-run.ts';
import {isDone} from '../runs/run-state.ts';
import {listRuns} from '../runs/store.ts';
import {formatDuration} from '../runs/timeline.ts';
import {capabilitiesOf} from '../terminal/capabilities.ts';
import {cellsOf} from '../terminal/width.ts';
import {cutText} from '../ui/parts/cut-text.ts';
import {UserError} from '../user-error.ts';
import type {World} from '../world.ts';
import {findInCluster, findInContainers, listPatience} from './found-runs.ts';
import {toJsonLine} from './json-line.ts';
import {lookOf} from './look.ts';

/** Which runs are listed, and how. A flag of a cluster means `cluster`. */
export type RunsOptions = {
	readonly json?: boolean;
	readonly plain?: boolean;
	readonly cluster?: boolean;
	readonly context?: string;
	readonly namespace?: string;
	readonly allNamespaces?: boolean;
};

/** Lists the runs of this machine, and those that only engines know, newest first: live in a terminal, else as a table or as JSON. */
export async function runsCommand(world: World, options: RunsOptions): Promise<number> {
	if (!options.json && !options.plain && capabilitiesOf(world).isInteractive) {
		const {showRunsScreen} = await import('./show-runs-screen.tsx');
		return showRunsScreen(world, options);
	}
	const inContainers = findInContainers(world, listPatience);
	const inCluster = isOfCluster(options) ? findInCluster(world, wantedOf(options)).catch((fault: unknown) => ({fault})) : {runs: []};
	const unfollowed = (await listRuns(world)).filter(({status, isDriven, damage}) => damage === undefined && !isDone(status) && !isDriven);
	await lookAgain(
		world,
		unfollowed.map(({runId}) => runId),
	);
	const answer = await inCluster;
	const found = [...(await inContainers), ...('runs' in answer ? answer.runs : [])];
	const runs = newestFirst([...(await listRuns(world)), ...found.map(({listed}) => listed)]);
	if (options.json) world.stdout.write(runs.map(run => toJsonLine(toJson(run))).join(''));
	else if (runs.length === 0) world.stdout.write('There is no run yet. Start one: polyaxon-tui run.\n');
	else world.stdout.write(table(world, runs));
	if (!('fault' in answer)) return 0;
	if (answer.fault instanceof UserError) throw new UserError(`The runs in the cluster are not listed: ${answer.fault.message}`, answer.fault.exitCode);
	throw answer.fault;
}

/** Whether runs in a cluster are asked for. */
export function isOfCluster({cluster, context, namespace, allNamespaces}: RunsOptions): boolean {
	return cluster === true || context !== undefined || namespace !== undefined || allNamespaces === true;
}

/** Where they are looked for. */
export function wantedOf({context, namespace, allNamespaces}: RunsOptions): Parameters<typeof findInCluster>[1] {
	return {...(context !== undefined && {context}), ...(namespace !== undefined && {namespace}), ...(allNamespaces && {isEverywhere: true})};
}

/** Ids begin with the time, also those of damaged runs. */
export function newestFirst(runs: readonly ListedRun[]): readonly ListedRun[] {
	return runs.toSorted((one, other) => (one.runId === other.runId ? 0 : one.runId < other.runId ? 1 : -1));
}

function toJson(run: ListedRun): object {
	const {runId, name, kind, engine, place, status, reason, message, exitCode, createdAt, startedAt, endedAt, codeFolder, polyaxonfile, rerunOf} = run;
	const {declarations, command, folder, isDriven, damage, found} = run;
	const facts = {runId, name, kind, engine, place, status, isDone: isDone(status), reason, message, exitCode, createdAt, startedAt, endedAt};
	return {...facts, declarations, codeFolder, polyaxonfile, rerunOf, command, folder, isDriven, damage, found};
}

/** Cells of a name: one that is very long would push all other columns away. --json has it whole. */
const longestName = 40;

function table(world: World, runs: readonly ListedRun[]): string {
	const now = world.now();
	const {style, symbols} = lookOf(world);
	const rows = runs.map(run => [
		run.runId,
		cutText(run.name, longestName, symbols),
		run.kind,
		run.engine,
		`${run.status}${run.exitCode ? ` (exit ${run.exitCode})` : ''}${foundText(run)}`,
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
