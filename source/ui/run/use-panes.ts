import {useCallback, useRef, useState} from 'react';
import {initialPanesState, type PanesAction, type PanesState, reducePanes} from './panes-state.ts';

/** What is looked at, and how to change it. `read` gives the newest state at once: several keys may come in one event, before React has rendered. */
export function usePanes(): {readonly state: PanesState; readonly act: (action: PanesAction) => void; readonly read: () => PanesState} {
	const [state, setState] = useState(initialPanesState);
	const newest = useRef(state);
	const act = useCallback((action: PanesAction) => {
		newest.current = reducePanes(newest.current, action);
		setState(newest.current);
	}, []);
	const read = useCallback(() => newest.current, []);
	return {state, act, read};
}
