import type {Readable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import {Parser} from 'tar/parse';

/** An entry of a tar as it was read back. */
export type TarEntry = {
	readonly path: string;
	readonly type: string;
	readonly mode?: number;
	readonly uid?: number;
	readonly gid?: number;
	readonly uname?: string;
	readonly gname?: string;
	readonly mtime?: Date;
	readonly linkpath?: string;
	readonly text: string;
};

/** Reads a tar to its end. Rejects when it is broken. */
export async function readTar(stream: Readable): Promise<readonly TarEntry[]> {
	const entries: Promise<TarEntry>[] = [];
	const parser = new Parser({
		strict: true,
		onReadEntry(entry) {
			const {path, type, mode, uid, gid, uname, gname, mtime, linkpath} = entry;
			entries.push(entry.concat().then(bytes => ({path, type, mode, uid, gid, uname, gname, mtime, linkpath, text: String(bytes)})));
		},
	});
	await pipeline(stream, parser as unknown as NodeJS.WritableStream);
	return Promise.all(entries);
}
