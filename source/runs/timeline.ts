import type {Stage} from '../engines/engine.ts';
import type {RunState, StageView} from './run-state.ts';

/** One stage on the line from "created" to the end. */
export type TimelineEntry = {
	readonly stage: Stage;
	/** A word for the screen. */
	readonly label: string;
	readonly state: StageView['state'];
	/** How long it took, or takes so far. */
	readonly milliseconds: number;
	readonly detail?: string;
};

/** The stages of a run in the order in which they began, with durations that run until `now` (milliseconds since 1970). */
export function timelineOf(state: RunState, now: number): readonly TimelineEntry[] {
	return state.stages.map(({stage, state: stageState, startedAt, endedAt, detail}) => ({
		stage,
		label: stage,
		state: stageState,
		milliseconds: Math.max(0, (endedAt ?? now) - startedAt),
		detail,
	}));
}

/** How long a run lives or lived: from its creation to its end, or to `now`. Milliseconds. */
export function elapsedOf(state: RunState, now: number): number {
	return Math.max(0, (state.endedAt ?? now) - state.createdAt);
}

/** `0.4s` below ten seconds, then `38s`, `2m 41s`, `1h 03m`, `2d 04h`. */
export function formatDuration(milliseconds: number): string {
	const tenths = Math.floor(Math.max(0, milliseconds) / 100);
	if (tenths < 100) return `${(tenths / 10).toFixed(1)}s`;
	const seconds = Math.floor(tenths / 10);
	if (seconds < 60) return `${seconds}s`;
	const minutes = Math.floor(seconds / 60);
	if (minutes < 60) return `${minutes}m ${twoDigits(seconds % 60)}s`;
	const hours = Math.floor(minutes / 60);
	if (hours < 24) return `${hours}h ${twoDigits(minutes % 60)}m`;
	return `${Math.floor(hours / 24)}d ${twoDigits(hours % 24)}h`;
}

function twoDigits(value: number): string {
	return String(value).padStart(2, '0');
}
