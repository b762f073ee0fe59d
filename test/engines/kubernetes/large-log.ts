import {mkdir, mkdtemp, open, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {logFileOf} from '../../../source/engines/containers/logs/known-bytes.ts';

/**
 * The folder of a run whose log has these texts at its beginning and at its end, and a long line between them, which is a hole in the file. No string can
 * hold more than 537 MB.
 */
export async function largeLog(stream: string, first: string, last = '', size = 540e6): Promise<AsyncDisposable & {readonly folder: string}> {
	const folder = await mkdtemp(join(tmpdir(), 'large-log-'));
	await mkdir(dirname(logFileOf(folder, stream)));
	const file = await open(logFileOf(folder, stream), 'w');
	await file.write(first, 0);
	await file.write(`\n${last}`, size);
	await file.close();
	return {folder, [Symbol.asyncDispose]: () => rm(folder, {recursive: true})};
}
