import type {RunId} from '../engines/engine.ts';
import {readEvents} from '../runs/event-file.ts';
import {openLog} from '../runs/log-reader.ts';
import {readRecord, runFolderPath} from '../runs/run-folder.ts';
import {initialRunState, reduceRun} from '../runs/run-state.ts';
import {stopRun} from '../runs/stop.ts';
import {showScreen} from '../ui/painter/show.tsx';
import {RunScreen} from '../ui/run/run-screen.tsx';
import type {World} from '../world.ts';
import {engineFor} from './engine-for.ts';
import {lookOf} from './look.ts';
import {watchDriven} from './watch-driven.ts';

/** Shows a run on the whole terminal until its viewer leaves; a driver is started when none lives. */
export async function showRunScreen(world: World, runId: RunId): Promise<void> {
	const folder = runFolderPath(world, runId);
	const record = await readRecord(folder);
	const initial = initialRunState(record);
	await showScreen(world, ({leave}) => (
		<RunScreen
			initial={initial}
			seen={readEvents(folder).reduce(reduceRun, initial)}
			watch={signal => watchDriven(world, runId, signal)}
			openLog={streamId => openLog(folder, streamId)}
			look={lookOf(world)}
			now={world.now}
			onLeave={leave}
			onStop={async () => {
				await stopRun(world, runId, name => engineFor(world, name));
			}}
		/>
	));
}
