import {largeContextCode} from '../engines/containers/context-problems.ts';
import {isError, type Problem} from '../polyaxonfile/problem.ts';
import {readRecord, runFolderPath} from '../runs/run-folder.ts';
import type {Standby} from '../runs/standby.ts';
import {capabilitiesOf} from '../terminal/capabilities.ts';
import {sanitiseLine} from '../terminal/sanitise.ts';
import {createStyle} from '../terminal/style.ts';
import type {World} from '../world.ts';
import {chooseRun} from './choose-run.ts';
import {comeBackLines} from './come-back.ts';
import {confirmOnLine} from './confirm-on-line.ts';
import {toJsonLine} from './json-line.ts';
import {launch, type Origin} from './launch.ts';
import {plannedRunId, prepareRun, type ReadyRun, type Wish} from './prepare-run.ts';
import {printFindings} from './print-findings.ts';
import {firstObject, type ShowOptions, showRun} from './show-run.ts';

/** How a run is started and shown. */
export type StartOptions = ShowOptions & {readonly detach?: boolean; readonly dryRun?: boolean; readonly largeContext?: boolean};

/** Says what is wrong, or starts the run and shows it. The exit code. `known` are problems found on the way here, `standby` a driver that waits for it. */
export async function startRun(
	world: World,
	wished: Wish,
	origin: Origin,
	options: StartOptions,
	{known = [], standby}: {readonly known?: readonly Problem[]; readonly standby?: Standby} = {},
): Promise<number> {
	const isAsked = !(options.detach || options.dryRun || options.plain || options.json);
	const wish = await chooseRun(world, wished, isAsked);
	if (wish === undefined) {
		world.stdout.write('Nothing was run.\n');
		return 130;
	}
	if ('code' in wish) {
		printFindings(world, [...known, wish], wished);
		return 2;
	}
	const {ready, problems} = await prepareAsking(world, {...wish, takesLargeContext: options.largeContext ?? false}, isAsked);
	printFindings(world, [...known, ...problems], wish);
	if (!ready) return 2;
	if (options.dryRun) {
		printPlan(world, ready, options);
		return 0;
	}
	const {runId, folder} = await launch(world, ready, wish, origin, standby);
	if (!options.detach) return showRun(world, runId, options);
	world.stdout.write(
		options.json
			? toJsonLine(firstObject(await readRecord(folder), folder))
			: `${sanitiseLine(ready.name)} ${runId} was started on ${ready.engine.name}.\n${comeBackLines(runId)}`,
	);
	return 0;
}

/** Prepares the run; when nothing but the size of the code is in its way, the user is asked, where there is one. */
async function prepareAsking(world: World, wish: Wish, isAsked: boolean): Promise<Awaited<ReturnType<typeof prepareRun>>> {
	const {signal} = new AbortController();
	const prepared = await prepareRun(world, wish, signal);
	const errors = prepared.problems.filter(isError);
	const [large] = errors;
	if (!isAsked || errors.length !== 1 || large?.code !== largeContextCode || !capabilitiesOf(world).isInteractive) return prepared;
	const isTaken = await confirmOnLine(world, `${large.message} Send them all the same?`);
	return isTaken ? prepareRun(world, {...wish, takesLargeContext: true}, signal) : prepared;
}

function printPlan(world: World, {engine, reason, plan}: ReadyRun, {json}: StartOptions): void {
	const planned = plan(plannedRunId, runFolderPath(world, plannedRunId));
	if (json) {
		world.stdout.write(toJsonLine({type: 'plan', time: world.now(), ...planned}));
		return;
	}
	const style = createStyle(world);
	const sections = [{title: 'engine', lines: [`${engine.name}: ${reason}`]}, ...engine.describe(planned)];
	world.stdout.write(sections.map(({title, lines}) => `${style.bold(title)}\n${lines.map(line => `  ${sanitiseLine(line)}\n`).join('')}`).join('\n'));
}
