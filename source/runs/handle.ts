import {readFileSync} from 'node:fs';
import type {RunHandle} from '../engines/engine.ts';
import {readEvents} from './event-file.ts';
import {handleFile} from './run-folder.ts';

/** Where the engine stood when its driver last heard of it; empty when nothing was begun. */
export function readHandle(folder: string): RunHandle {
	try {
		const value: unknown = JSON.parse(readFileSync(handleFile(folder), 'utf8'));
		if (typeof value === 'object' && value !== null) return {...value};
	} catch {
		// Not there, or spoiled: the events have it too.
	}
	return readEvents(folder).findLast(event => event.type === 'handle')?.handle ?? {};
}
