import {renameSync, writeFileSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {LogPosition} from './logs/piece.ts';

// Beside the log, and after it: a position that is ahead of the log is not used (logs/log-text.ts).

const fileOf = (runFolder: string, stream: string) => join(runFolder, 'logs', `${stream}.position`);

/** How far a stream was read at its engine when that was saved last; undefined when it never was, or cannot be read. */
export async function readPosition(runFolder: string, stream: string): Promise<LogPosition | undefined> {
	try {
		const value: LogPosition = JSON.parse(await readFile(fileOf(runFolder, stream), 'utf8'));
		const {stamp, hash, count, lines, bytes} = value;
		return typeof stamp === 'string' && [hash, count, lines, bytes].every(Number.isSafeInteger) ? value : undefined;
	} catch {
		return undefined;
	}
}

/** Saves it; one that cannot be saved makes the next driver read more. */
export function savePosition(runFolder: string, stream: string, position: LogPosition): void {
	const file = fileOf(runFolder, stream);
	try {
		writeFileSync(`${file}.new`, JSON.stringify(position), {mode: 0o600});
		renameSync(`${file}.new`, file);
	} catch {
		// A full disk, which the log itself will tell of
	}
}
