import {stat} from 'node:fs/promises';
import type {ProcessFiles} from './process-files.ts';

/** A look that comes so soon after the end (ms) is as good as the end: times of files are coarser than clocks. */
const soon = 1000;

/** When a process that is gone ended, in milliseconds since 1970: when its exit code was written, else when its log last was. Never before its start. */
export async function endedAt({exitCode, log, pid}: ProcessFiles, startedAt: number, now: number): Promise<number> {
	const last = (await writtenAt(exitCode)) ?? Math.max((await writtenAt(log)) ?? 0, (await writtenAt(pid)) ?? 0);
	return last === 0 || now - last < soon ? now : Math.max(startedAt, last);
}

async function writtenAt(file: string): Promise<number | undefined> {
	return stat(file).then(
		({mtimeMs}) => Math.floor(mtimeMs),
		() => undefined,
	);
}
