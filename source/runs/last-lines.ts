import {openLog} from './log-reader.ts';

/** The last lines of a stream, the one without a newline included, as they were written. */
export function lastLinesOf(folder: string, streamId: string, count: number): readonly string[] {
	const log = openLog(folder, streamId);
	try {
		log.refresh();
		return log.lines(Math.max(0, log.lineCount - count), count);
	} finally {
		log.close();
	}
}
