import {openSync} from 'node:fs';
import {codeOf} from './file-error.ts';

/** Opens a file for reading, or says undefined when it is not there (yet). */
export function openIfThere(path: string): number | undefined {
	try {
		return openSync(path, 'r');
	} catch (error) {
		if (codeOf(error) === 'ENOENT') return undefined;
		throw error;
	}
}
