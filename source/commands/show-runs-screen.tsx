import type {RunId} from '../engines/engine.ts';
import {adoptRun} from '../runs/adopt.ts';
import {ensureDriver} from '../runs/launch.ts';
import type {ListedRun} from '../runs/listed-run.ts';
import {isRunId} from '../runs/run-folder.ts';
import {isDone} from '../runs/run-state.ts';
import {stopRun} from '../runs/stop.ts';
import {listRuns} from '../runs/store.ts';
import {showScreen} from '../ui/painter/show.tsx';
import {RunsScreen} from '../ui/runs/runs-screen.tsx';
import {UserError} from '../user-error.ts';
import type {World} from '../world.ts';
import {engineFor} from './engine-for.ts';
import type {FoundRun} from './found-runs.ts';
import {lookOf} from './look.ts';
import {removeFound} from './remove.ts';
import {rerunCommand} from './rerun.ts';
import {newestFirst, type RunsOptions} from './runs.ts';
import {showRunScreen} from './show-run-screen.tsx';
import {adoptToStop} from './stop.ts';
import {type FoundWatch, watchFound} from './watch-found.ts';

/** What the list was left for. */
type Next = {readonly type: 'attach' | 'rerun'; readonly ref: string} | {readonly type: 'quit'};

/** The live list of runs; who leaves a run comes back to the list. The exit code. */
export async function showRunsScreen(world: World, options: RunsOptions): Promise<number> {
	const watch = watchFound(world, options);
	for (;;) {
		const next = await choose(world, watch);
		switch (next.type) {
			case 'attach':
				await showRunScreen(world, await adopted(world, watch, next.ref));
				break;
			case 'rerun':
				return rerunCommand(world, next.ref, {});
			case 'quit':
				return 0;
		}
	}
}

/** The runs as they are known; those without a driver get one, and are known better the next time. */
async function listDriven(world: World, watch: FoundWatch): Promise<readonly ListedRun[]> {
	const [runs] = await Promise.all([listRuns(world), watch.first]);
	for (const {runId, status, isDriven, damage} of runs)
		if (damage === undefined && !isDone(status) && !isDriven) void ensureDriver(world, runId).catch(() => {});
	return newestFirst([...runs, ...watch.found().map(({listed}) => listed)]);
}

/** The id of a run of the list, which has its folder on this machine from then on. */
async function adopted(world: World, watch: FoundWatch, ref: string): Promise<RunId> {
	const found = foundOf(watch, ref);
	if (!found) return ownId(ref);
	await adoptRun(world, found.run);
	watch.forget(found);
	return found.run.runId;
}

function foundOf(watch: FoundWatch, ref: string): FoundRun | undefined {
	return watch.found().find(({listed}) => listed.found.ref === ref);
}

function ownId(ref: string): RunId {
	if (isRunId(ref)) return ref;
	throw new UserError(`${ref} is not there any more.`);
}

async function choose(world: World, watch: FoundWatch): Promise<Next> {
	let next: Next = {type: 'quit'};
	const engine = (name: Parameters<typeof engineFor>[1]) => engineFor(world, name);
	const list = () => listDriven(world, watch);
	await showScreen(world, ({leave}) => {
		const leaveFor = (chosen: Next) => {
			next = chosen;
			leave();
		};
		return (
			<RunsScreen
				list={list}
				problem={watch.problem}
				look={lookOf(world)}
				now={world.now}
				onAttach={ref => leaveFor({type: 'attach', ref})}
				onRerun={ref => leaveFor({type: 'rerun', ref})}
				onQuit={leave}
				onStop={async ref => {
					const found = foundOf(watch, ref);
					if (found) await adoptToStop(world, found);
					if (found) watch.forget(found);
					await stopRun(world, found?.run.runId ?? ownId(ref), engine);
				}}
				onRemove={async ref => {
					const found = foundOf(watch, ref);
					await removeFound(world, found ?? {runId: ownId(ref)});
					if (found) watch.forget(found);
				}}
			/>
		);
	});
	return next;
}
