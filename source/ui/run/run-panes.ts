import type {RunState, StreamView} from '../../runs/run-state.ts';
import {isDone} from '../../runs/run-state.ts';
import type {PaneWish} from './layout.ts';

/** One pane of the run screen: a log, the place of a log that is still to come, or what happened to the run. */
export type RunPane = PaneWish & {readonly title: string} & (
		| {readonly type: 'stream'; readonly stream: StreamView}
		| {readonly type: 'waiting'}
		| {readonly type: 'events'}
	);

/** Not names of streams, which are file names without blanks. */
export const eventsPaneId = ' events';
const waitingPaneId = ' waiting';

/** The panes of a run in their order. While the command has not started its place is held, so that the screen says what is waited for. */
export function panesOf(run: RunState): readonly RunPane[] {
	const streams = run.streams.map((stream): RunPane => ({type: 'stream', id: stream.id, title: stream.title, stream, weight: weightOf(stream)}));
	const isWaiting = run.kind !== 'build' && !isDone(run.status) && !run.streams.some(({stage}) => stage === 'run');
	return [...streams, ...(isWaiting ? [waitingPane] : []), eventsPane];
}

/** Where something happens: the running command, else the build, else what ended last. */
export function automaticFocus(panes: readonly RunPane[]): string {
	const streams = panes.filter(pane => pane.type === 'stream');
	const live = streams.filter(({stream}) => stream.state !== 'ended');
	const chosen = live.findLast(({stream}) => stream.stage === 'run') ?? live.at(-1) ?? streams.at(-1) ?? panes[0]!;
	return chosen.id;
}

/** What the place of the command's log says until it starts: what its stage is at. */
export function waitingText(run: RunState): string {
	const stage = run.stages.findLast(({state}) => state === 'started');
	return stage ? `waiting for ${stage.stage}: ${stage.detail ?? 'the command starts after it'}` : 'waiting for the run to start';
}

const waitingPane: RunPane = {type: 'waiting', id: waitingPaneId, title: 'run', weight: 2};
const eventsPane: RunPane = {type: 'events', id: eventsPaneId, title: 'events', weight: 1, isEvents: true};

/** The command's own output is what a run is for; a build that is over was mostly read already. */
const weightOf = ({stage, state}: StreamView) => (stage === 'run' || state !== 'ended' ? 3 : 2);
