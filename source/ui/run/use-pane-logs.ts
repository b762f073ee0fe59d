import {useEffect, useLayoutEffect, useMemo, useState} from 'react';
import type {RunState} from '../../runs/run-state.ts';
import {createEventsLog} from './events-log.ts';
import {createPaneLogs, type OpenedLog, type PaneLogs} from './pane-logs.ts';
import {eventsPaneId} from './run-panes.ts';

/** The logs of a run's panes, open while the screen is there. The events pane shows `happenings`, with the time of each. */
export function usePaneLogs(openLog: (streamId: string) => OpenedLog, happenings: RunState['happenings']): PaneLogs {
	const [events] = useState(createEventsLog);
	const logs = useMemo(() => {
		const opened = createPaneLogs(id => (id === eventsPaneId ? events : openLog(id)));
		opened.of(eventsPaneId).view.toggleTimes();
		return opened;
	}, [openLog, events]);
	useEffect(() => () => logs.close(), [logs]);
	useLayoutEffect(() => events.show(happenings), [events, happenings]);
	return logs;
}
