import {useEffect, useReducer, useState} from 'react';
import type {RunChange} from '../../runs/follow.ts';
import {type RunState, reduceRun} from '../../runs/run-state.ts';

/**
 * The run as it is now. `watch` is called once, and its signal aborts when the screen goes. `onLogs` is told when lines came: they go past React. `seen` is
 * shown until the first change, which tells all from the beginning.
 */
export function useRun(initial: RunState, watch: (signal: AbortSignal) => AsyncIterable<RunChange>, onLogs: () => void, seen: RunState = initial): RunState {
	const [{shown}, reduce] = useReducer(reduceChange, {shown: seen, base: initial});
	const [, fail] = useState();
	useEffect(() => {
		const controller = new AbortController();
		const follow = async () => {
			for await (const change of watch(controller.signal)) {
				if (controller.signal.aborted) return;
				if (change.events.length > 0) reduce(change);
				if (change.logsGrew) onLogs();
			}
		};
		follow().catch((error: unknown) => {
			if (controller.signal.aborted) return;
			// Thrown while rendering, it reaches whoever shows the screen, after the terminal was given back
			fail(() => {
				throw error;
			});
		});
		return () => controller.abort();
	}, [watch, onLogs]);
	return shown;
}

/** `base`: what the next change is laid over. */
type Seen = {readonly shown: RunState; readonly base: RunState};

function reduceChange({base}: Seen, {events}: RunChange): Seen {
	const run = events.reduce(reduceRun, base);
	return {shown: run, base: run};
}
