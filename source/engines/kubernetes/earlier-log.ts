import {createReadStream} from 'node:fs';
import {knownBytes, logFileOf} from '../containers/logs/known-bytes.ts';

/** What a driver before had of a stream's log, for one that takes over: its whole lines, a piece at a time since it may be large. Nothing when there is no log. */
export async function* earlierLog(runFolder: string, stream: string): AsyncGenerator<Buffer, undefined> {
	const bytes = await knownBytes(runFolder, stream);
	if (bytes > 0) yield* createReadStream(logFileOf(runFolder, stream), {end: bytes - 1});
}
