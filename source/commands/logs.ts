import type {LogStream} from '../engines/engine.ts';
import {ensureDriver, lookAgain} from '../runs/launch.ts';
import {plainLines} from '../runs/plain.ts';
import {rawLog} from '../runs/raw-log.ts';
import {isDone} from '../runs/run-state.ts';
import {findRun, type RunSummary} from '../runs/store.ts';
import {sanitiseLine} from '../terminal/sanitise.ts';
import {UserError} from '../user-error.ts';
import type {World} from '../world.ts';
import {findOrAdopt, type Where} from './find-or-adopt.ts';
import {untilInterrupted} from './until-interrupted.ts';
import {untilRead} from './until-read.ts';
import {watchDriven} from './watch-driven.ts';
import {findShownRun} from './whole-run.ts';
import {write} from './write.ts';

type LogsOptions = Where & {readonly stream?: string; readonly follow?: boolean; readonly raw?: boolean};

/** Prints what a run wrote. Exit code 130 when following was interrupted; how the run ended does not count. */
export async function logsCommand(world: World, text: string | undefined, options: LogsOptions): Promise<number> {
	if (options.raw && 'isTTY' in world.stdout && world.stdout.isTTY) {
		throw new UserError('--raw gives control characters as they are, and this is a terminal. Send them to a file or a pipe, or leave --raw out.');
	}
	const found = await findOrAdopt(world, text, options, findShownRun);
	// What was written since the driver died is in no index yet
	if (!isDone(found.status)) await lookAgain(world, [found.runId]);
	if (found.streams.length === 0 && options.follow !== true) await untilRead(world, found.runId);
	const run = await findRun(world, found.runId);
	const follow = options.follow === true && !isDone(run.status);
	const {isInterrupted} = await untilInterrupted(async signal => {
		const streamId = follow ? await awaitStream(world, run, options.stream, signal) : streamOf(run, options.stream);
		if (streamId === undefined) {
			world.stderr.write(
				`${run.runId} (${run.status}) has written nothing${isDone(run.status) ? '' : ' yet'}. What became of it: polyaxon-tui attach ${run.runId}\n`,
			);
			return;
		}
		if (options.raw) {
			if (follow) await ensureDriver(world, run.runId);
			for await (const bytes of rawLog(run.folder, streamId, signal, {follow})) await write(world.stdout, bytes);
			return;
		}
		const changes = follow ? watchDriven(world, run.runId, signal) : undefined;
		const lines = plainLines(run.folder, signal, {streamId, follow, changes, showsEvents: false, showsPrefix: false});
		for await (const some of lines) await write(world.stdout, `${some}\n`);
	});
	return isInterrupted ? 130 : 0;
}

/** The wanted stream, waited for if need be. When the run ends before it begins, what else there is. */
async function awaitStream(world: World, run: RunSummary, name: string | undefined, signal: AbortSignal): Promise<string | undefined> {
	for await (const {events} of watchDriven(world, run.runId, signal)) {
		for (const event of events) {
			if (event.type === 'stream-opened' && (name === undefined ? event.stream.stage === 'run' : isNamed(event.stream, name))) return event.stream.id;
		}
	}
	return signal.aborted ? undefined : streamOf(await findRun(world, run.runId), name);
}

/** The stream of that name; without a name the run's own, or the last one that came. Undefined when nothing was written yet. */
function streamOf({runId, streams}: RunSummary, name: string | undefined): string | undefined {
	if (name === undefined) return (streams.findLast(({stage}) => stage === 'run') ?? streams.at(-1))?.id;
	const found = streams.find(stream => isNamed(stream, name));
	if (found) return found.id;
	const others = streams.length === 0 ? 'It has none so far.' : `It has ${streams.map(({id}) => id).join(', ')}.`;
	throw new UserError(`${runId} has no stream ${sanitiseLine(name)}. ${others}`);
}

function isNamed(stream: LogStream, name: string): boolean {
	return stream.id === name || stream.title === name;
}
