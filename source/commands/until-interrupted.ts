import process from 'node:process';

/** Calls `work` with a signal that Ctrl-C aborts, instead of ending the program. */
export async function untilInterrupted<T>(work: (signal: AbortSignal) => Promise<T>): Promise<{result: T; isInterrupted: boolean}> {
	const controller = new AbortController();
	const interrupt = () => controller.abort();
	process.once('SIGINT', interrupt);
	try {
		return {result: await work(controller.signal), isInterrupted: controller.signal.aborted};
	} finally {
		process.off('SIGINT', interrupt);
	}
}
