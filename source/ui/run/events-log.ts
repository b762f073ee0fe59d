import type {RunState} from '../../runs/run-state.ts';
import type {LogSource} from '../painter/log-source.ts';

/** What happened to a run as a log, for the events pane. */
export type EventsLog = LogSource & {show(happenings: RunState['happenings']): void};

/** A log over what is in memory already. */
export function createEventsLog(): EventsLog {
	let rows: RunState['happenings'] = [];
	return {
		get lineCount() {
			return rows.length;
		},
		lines: (from, count) => rows.slice(from, from + count).map(({text}) => text),
		times: (from, count) => rows.slice(from, from + count).map(({at}) => at),
		show(happenings) {
			rows = happenings;
		},
	};
}
