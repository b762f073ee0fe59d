import {useEffect, useRef, useState} from 'react';
import type {RunStatus} from '../../engines/engine.ts';
import {isDone} from '../../runs/run-state.ts';
import {sanitiseLine} from '../../terminal/sanitise.ts';

/** Stopping a run and leaving its screen. */
export type Leaving = {
	/** A stop was asked for from here, and has not failed. */
	readonly isStopping: boolean;
	/** Why the stop failed, printable. */
	readonly problem?: string;
	stop(): void;
	/** The screen goes now. */
	leave(): void;
	/** The screen goes when the run has ended, or when `leave` is called before. */
	stopAndLeave(): void;
};

/** Keeps what was asked for: the screen stays while a stop is under way, and `onLeave` is called once. */
export function useLeaving(status: RunStatus, onLeave: (choice: 'leave' | 'stop') => void, onStop: () => Promise<void>): Leaving {
	const [isStopping, setIsStopping] = useState(false);
	const [problem, setProblem] = useState<string>();
	const mustLeave = useRef(false);
	const hasLeft = useRef(false);

	const leave = () => {
		if (hasLeft.current) return;
		hasLeft.current = true;
		onLeave(isStopping ? 'stop' : 'leave');
	};
	const stop = () => {
		if (isStopping) return;
		setIsStopping(true);
		setProblem(undefined);
		onStop().catch((error: unknown) => {
			mustLeave.current = false;
			setIsStopping(false);
			setProblem(sanitiseLine(error instanceof Error ? error.message : String(error)));
		});
	};
	const isOver = isDone(status);
	useEffect(() => {
		if (isOver && mustLeave.current) leave();
	});

	return {
		isStopping,
		problem,
		stop,
		leave,
		stopAndLeave() {
			mustLeave.current = true;
			stop();
		},
	};
}
