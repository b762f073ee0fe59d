import {useCallback, useEffect, useRef, useState} from 'react';
import type {ListedRun} from '../../runs/listed-run.ts';
import {isDone} from '../../runs/run-state.ts';
import {sanitiseLine} from '../../terminal/sanitise.ts';
import {initialRunsState, type RunsChange, type RunsState, reduceRuns} from './runs-state.ts';

/** Milliseconds between two looks at the list, while a run goes on and while none does. */
const busyInterval = 1000;
const calmInterval = 5000;

/** The list as it is now and what is chosen in it. `read` gives the newest state at once; `refresh` looks at the list without waiting. */
export function useRuns(list: () => Promise<readonly ListedRun[]>): {
	readonly state: RunsState;
	readonly act: (change: RunsChange) => void;
	readonly read: () => RunsState;
	readonly refresh: () => void;
} {
	const [state, setState] = useState(initialRunsState);
	const newest = useRef(state);
	const wake = useRef(() => {});
	const act = useCallback((change: RunsChange) => {
		newest.current = reduceRuns(newest.current, change);
		setState(newest.current);
	}, []);
	useEffect(() => {
		let isGone = false;
		let timer: NodeJS.Timeout | undefined;
		const look = async () => {
			clearTimeout(timer);
			try {
				const runs = await list();
				if (isGone) return;
				act({type: 'read', runs});
			} catch (error) {
				if (isGone) return;
				act({type: 'say', isProblem: true, text: sanitiseLine(error instanceof Error ? error.message : String(error))});
			}
			const isBusy = newest.current.runs?.some(({status, damage}) => damage === undefined && !isDone(status));
			clearTimeout(timer);
			timer = setTimeout(look, isBusy ? busyInterval : calmInterval);
		};
		wake.current = () => void look();
		void look();
		return () => {
			isGone = true;
			clearTimeout(timer);
		};
	}, [list, act]);
	return {state, act, read: useCallback(() => newest.current, []), refresh: useCallback(() => wake.current(), [])};
}
