import {createHash} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {join} from 'node:path';
import {pipeline} from 'node:stream/promises';

/** Hex SHA-256 of texts, each with its length before it, so that no two lists give the same bytes. */
export function hashOf(fields: readonly string[]): string {
	const hash = createHash('sha256');
	for (const field of fields) hash.update(`${Buffer.byteLength(field)}:`).update(field);
	return hash.digest('hex');
}

/** Hex SHA-256 of the names and bytes of files in a folder, in the order given. Streams, so that size does not matter. Throws what reading throws. */
export async function hashFiles(folder: string, paths: readonly string[], signal: AbortSignal): Promise<string> {
	const fields: string[] = [];
	for (const path of paths) {
		const hash = createHash('sha256');
		await pipeline(createReadStream(join(folder, path)), hash, {signal});
		fields.push(path, hash.digest('hex'));
	}
	return hashOf(fields);
}
