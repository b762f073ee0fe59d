import {onAbort} from './on-abort.ts';

/** Why a task was given up that had a deadline. */
export const late = Symbol('late');

/**
 * Does a task with a signal that is aborted after that many milliseconds (its reason is then `late`) or when the outer one is. The result does not wait for a
 * task that does not look at its signal. AbortSignal.any is not used: with one outer signal for all requests it keeps every inner one (nodejs/node#55351).
 */
export async function withDeadline<Result>(
	milliseconds: number,
	outer: AbortSignal | undefined,
	task: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
	outer?.throwIfAborted();
	const inner = new AbortController();
	const timer = setTimeout(() => inner.abort(late), milliseconds);
	const stop = () => inner.abort(outer?.reason);
	const forget = onAbort(outer, stop);
	try {
		return await Promise.race([task(inner.signal), aborted(inner.signal)]);
	} catch (error) {
		throw inner.signal.aborted ? inner.signal.reason : error;
	} finally {
		clearTimeout(timer);
		forget();
	}
}

function aborted(signal: AbortSignal): Promise<never> {
	return new Promise((_, reject) => onAbort(signal, () => reject(signal.reason)));
}
