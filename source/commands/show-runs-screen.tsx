import type {RunId} from '../engines/engine.ts';
import {ensureDriver} from '../runs/launch.ts';
import {isDone} from '../runs/run-state.ts';
import {stopRun} from '../runs/stop.ts';
import {listRuns, type RunSummary, removeRun} from '../runs/store.ts';
import {showScreen} from '../ui/painter/show.tsx';
import {RunsScreen} from '../ui/runs/runs-screen.tsx';
import type {World} from '../world.ts';
import {engineFor} from './engine-for.ts';
import {lookOf} from './look.ts';
import {rerunCommand} from './rerun.ts';
import {showRunScreen} from './show-run-screen.tsx';

/** What the list was left for. */
type Next = {readonly type: 'attach' | 'rerun'; readonly runId: RunId} | {readonly type: 'quit'};

/** The live list of runs; who leaves a run comes back to the list. The exit code. */
export async function showRunsScreen(world: World): Promise<number> {
	for (;;) {
		const next = await choose(world);
		switch (next.type) {
			case 'attach':
				await showRunScreen(world, next.runId);
				break;
			case 'rerun':
				return rerunCommand(world, next.runId, {});
			case 'quit':
				return 0;
		}
	}
}

/** The runs as they are known; those without a driver get one, and are known better the next time. */
async function listDriven(world: World): Promise<readonly RunSummary[]> {
	const runs = await listRuns(world);
	for (const {runId, status, isDriven, damage} of runs)
		if (damage === undefined && !isDone(status) && !isDriven) void ensureDriver(world, runId).catch(() => {});
	return runs;
}

async function choose(world: World): Promise<Next> {
	let next: Next = {type: 'quit'};
	const engine = (name: Parameters<typeof engineFor>[1]) => engineFor(world, name);
	await showScreen(world, ({leave}) => {
		const leaveFor = (chosen: Next) => {
			next = chosen;
			leave();
		};
		return (
			<RunsScreen
				list={() => listDriven(world)}
				look={lookOf(world)}
				now={world.now}
				onAttach={runId => leaveFor({type: 'attach', runId})}
				onRerun={runId => leaveFor({type: 'rerun', runId})}
				onQuit={leave}
				onStop={async runId => {
					await stopRun(world, runId, engine);
				}}
				onRemove={runId => removeRun(world, runId, engine)}
			/>
		);
	});
	return next;
}
