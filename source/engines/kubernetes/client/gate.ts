/** Lets a number of tasks in at a time, the others in the order in which they came. */
export type Gate = <Result>(task: () => Promise<Result>, signal: AbortSignal) => Promise<Result>;

/** A gate for that many tasks. One whose signal is aborted while it waits is not done: it throws the signal's reason. */
export function createGate(places: number): Gate {
	const waiting: Array<() => void> = [];
	let free = places;
	return async (task, signal) => {
		signal.throwIfAborted();
		if (free > 0) free--;
		else await turn(waiting, signal);
		try {
			return await task();
		} finally {
			// The place goes from hand to hand, so that nobody overtakes.
			const next = waiting.shift();
			if (next) next();
			else free++;
		}
	};
}

function turn(waiting: Array<() => void>, signal: AbortSignal): Promise<void> {
	return new Promise((resolve, reject) => {
		const enter = () => {
			signal.removeEventListener('abort', leave);
			resolve();
		};
		const leave = () => {
			waiting.splice(waiting.indexOf(enter), 1);
			reject(signal.reason);
		};
		waiting.push(enter);
		signal.addEventListener('abort', leave, {once: true});
	});
}
