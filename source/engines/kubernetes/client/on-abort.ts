import {setMaxListeners} from 'node:events';

/**
 * Calls back when a signal is aborted, at most once, and not when it has been before; the result takes that back. One signal may stand for a whole run with
 * many streams: Node.js would print a warning into the screen from eleven on.
 */
export function onAbort(signal: AbortSignal | undefined, callback: () => void): () => void {
	if (!signal) return () => {};
	setMaxListeners(0, signal);
	signal.addEventListener('abort', callback, {once: true});
	return () => signal.removeEventListener('abort', callback);
}
