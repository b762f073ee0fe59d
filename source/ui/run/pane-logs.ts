import type {LogSource} from '../painter/log-source.ts';
import {createLogView, type LogView} from '../painter/log-view.ts';
import {createLogMeter, type LogMeter} from './log-meter.ts';

/** A log that a screen opened, and closes when it goes. */
export type OpenedLog = LogSource & {close?(): void};

/** What a log pane shows: which part of its log, and how fast that grows. */
export type PaneLog = {readonly view: LogView; readonly meter: LogMeter};

/** The logs of a screen. They live outside React: 100,000 lines a second must not draw a frame of Ink. */
export type PaneLogs = {
	/** The log of a pane, opened when it is first asked for. */
	of(paneId: string): PaneLog;
	close(): void;
};

/** Opens each log once, by the id of its pane, and keeps what is looked at in it. */
export function createPaneLogs(open: (paneId: string) => OpenedLog): PaneLogs {
	const logs = new Map<string, PaneLog & {source: OpenedLog}>();
	return {
		of(paneId) {
			const known = logs.get(paneId);
			if (known) return known;
			const source = open(paneId);
			const log = {source, view: createLogView(source), meter: createLogMeter(source)};
			logs.set(paneId, log);
			return log;
		},
		close() {
			for (const {source} of logs.values()) source.close?.();
			logs.clear();
		},
	};
}
