import {type FSWatcher, watch} from 'node:fs';

/** Waits so many milliseconds; less when the signal is aborted. Never rejects. */
export function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
	return sleepUntilTouched([], milliseconds, signal);
}

/** The same, and ends when a file in one of the folders is touched, as far as the system can tell. */
export function sleepUntilTouched(folders: readonly string[], milliseconds: number, signal?: AbortSignal): Promise<void> {
	return new Promise(resolve => {
		if (signal?.aborted) return resolve();
		const watchers: FSWatcher[] = [];
		const wake = () => {
			clearTimeout(timer);
			signal?.removeEventListener('abort', wake);
			for (const watcher of watchers) watcher.close();
			resolve();
		};
		const timer = setTimeout(wake, milliseconds);
		signal?.addEventListener('abort', wake);
		for (const folder of folders) {
			try {
				watchers.push(watch(folder, wake).on('error', () => undefined));
			} catch {
				// No watches left, no such folder, a file system without them: the clock is enough.
			}
		}
	});
}
