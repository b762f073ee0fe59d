import {fit} from '../terminal/cut.ts';
import {sanitiseLine} from '../terminal/sanitise.ts';
import {logsFolder} from './run-folder.ts';
import {isDone, type RunState} from './run-state.ts';
import {elapsedOf, formatDuration} from './timeline.ts';

/** Where the run's folder is, and the user's home, which is shown as `~`: absolute. `columns`: of the terminal, where there is one. */
export type Place = {readonly folder: string; readonly home?: string; readonly columns?: number};

/** What stays on the normal screen after the run screen was left: printable lines. `now` is in milliseconds since 1970. */
export function summaryOf(state: RunState, lastLines: readonly string[], now: number, place: Place): readonly string[] {
	const {runId, name, status} = state;
	const engine = state.place === undefined ? state.engine : `${state.engine} (${state.place})`;
	const time = formatDuration(elapsedOf(state, now));
	const logs = shortened(logsFolder(place.folder), place.home);
	const end = lastLines.map(line => cut(`  ${sanitiseLine(line)}`, place.columns));
	if (!isDone(status)) {
		const commands = [`  come back   polyaxon-tui attach ${runId}`, `  stop        polyaxon-tui stop ${runId}`, `  logs        ${logs}`];
		return [...end, `${name} ${runId} is ${status} on ${engine} (${time}). It goes on without this terminal.`, ...commands];
	}
	const again = [`  see it      polyaxon-tui attach ${runId}`, `  run again   polyaxon-tui rerun ${runId}`, `  logs        ${logs}`];
	return [...end, `${name} ${runId} ${status}${exitOf(state)} after ${time} on ${engine}.`, ...causeOf(state), ...again];
}

function exitOf({exitCode}: RunState): string {
	return exitCode === undefined ? '' : ` (exit ${exitCode})`;
}

function causeOf({kind, status, diagnosis, message}: RunState): readonly string[] {
	if (status === 'succeeded') return message ? [kind === 'build' ? `  image       ${imageIn(message)}` : `  note        ${message}`] : [];
	if (diagnosis) return [`  cause       ${diagnosis.title}`, `  what to do  ${diagnosis.hint}`];
	return message ? [`  cause       ${message}`] : [];
}

function imageIn(message: string): string {
	return /^The image is (\S+)\.$/.exec(message)?.[1] ?? message;
}

// A line of a log can be longer than all that a terminal remembers
function cut(line: string, columns: number | undefined): string {
	return columns === undefined ? line : fit(line, columns).trimEnd();
}

function shortened(path: string, home: string | undefined): string {
	return sanitiseLine(home && path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path);
}
