import type {StreamView} from '../../runs/run-state.ts';
import {formatDuration} from '../../runs/timeline.ts';
import {grouped} from '../../terminal/grouped.ts';
import type {Flow} from './log-meter.ts';
import type {Look} from './look.ts';
import type {PaneLog} from './pane-logs.ts';
import type {RunPane} from './run-panes.ts';

/** Silence of a stream that is worth saying. */
const quietAfterMilliseconds = 20_000;

/** The parts of a pane's title, the most telling first: when there is no room, the last ones go. `number` is the key that focuses it. */
export function paneTitle(pane: RunPane, number: number, log: PaneLog | undefined, now: number): readonly string[] {
	const name = `${number} ${pane.title}`;
	switch (pane.type) {
		case 'stream':
			return log ? [name, ...streamFacts(pane.stream, log.meter.measure(now))] : [name];
		case 'waiting':
			return [name, 'waiting'];
		case 'events':
			return [name];
	}
}

/** Its state, how many lines it has, and how fast they come. */
export function streamFacts(stream: StreamView, {lines, rate, quietMilliseconds}: Flow): readonly string[] {
	const isLive = stream.state === 'live' || stream.state === 'quiet';
	const parts = [stateText(stream, quietMilliseconds), `${grouped(lines)} ${lines === 1 ? 'line' : 'lines'}`];
	return isLive && rate > 0 ? [...parts, `${grouped(rate)}/s`] : parts;
}

/** Such as `ended, exit 0` or `quiet 20s`. */
export function stateText({state, exitCode, detail}: StreamView, quietMilliseconds: number | undefined): string {
	switch (state) {
		case 'live':
		case 'quiet':
			return quietMilliseconds === undefined || quietMilliseconds < quietAfterMilliseconds ? 'live' : `quiet ${formatDuration(quietMilliseconds)}`;
		case 'reconnecting':
			return detail ? `reconnecting: ${detail}` : 'reconnecting';
		case 'ended':
			return exitCode === undefined ? 'ended' : `ended, exit ${exitCode}`;
	}
}

/** What stands in the bottom border: nothing while the pane follows its log. `top` is the number of the first line in sight, from 0. */
export function pausedText(view: {readonly follow: boolean; readonly top: number; readonly newBelow: number}, {symbols}: Pick<Look, 'symbols'>): string {
	if (view.follow) return '';
	const paused = `paused at line ${grouped(view.top + 1)}`;
	return view.newBelow > 0 ? `${paused} ${symbols.bullet} ${symbols.down} ${grouped(view.newBelow)} new` : paused;
}
