import {createHash} from 'node:crypto';
import {hashOf} from './content-hash.ts';
import type {ContextEntry} from './context.ts';
import {checkLink, readPart, withCodeFile} from './open-code-file.ts';

/** Hex SHA-256 of a context: path, type, x-bit and bytes or link target of every entry. `digestOf` gives the hex SHA-256 of a file's bytes. */
export function hashOfContext(entries: readonly ContextEntry[], digestOf: (entry: ContextEntry & {readonly type: 'file'}) => string): string {
	return hashOf(entries.flatMap(entry => [entry.type, entry.path, ...contentOf(entry, digestOf)]));
}

function contentOf(entry: ContextEntry, digestOf: Parameters<typeof hashOfContext>[1]): readonly string[] {
	switch (entry.type) {
		case 'folder':
			return [];
		case 'text':
			return [entry.text];
		case 'link':
			return [entry.target];
		case 'file':
			return [entry.isExecutable ? 'x' : '-', digestOf(entry)];
	}
}

/** So many files are read at once: the thread pool works on four at a time. */
const atOnce = 8;

/** Reads every file of a context, and hashes it. Throws a UserError when one has changed or cannot be read. */
export async function readDigests(entries: readonly ContextEntry[], codeFolder: string, signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
	const digests = new Map<string, string>();
	const left = entries.values();
	const work = async () => {
		const buffers = [Buffer.allocUnsafe(partSize), Buffer.allocUnsafe(partSize)] as const;
		for (const entry of left) {
			signal.throwIfAborted();
			if (entry.type === 'link') await checkLink(codeFolder, entry.source, entry.target);
			if (entry.type === 'file') digests.set(entry.path, await digestOfFile(codeFolder, entry.source, buffers, signal));
		}
	};
	await Promise.all(Array.from({length: atOnce}, work));
	return digests;
}

const partSize = 512 * 1024;

/** One part is read while the one before is hashed. */
function digestOfFile(codeFolder: string, path: string, [one, other]: readonly [Buffer, Buffer], signal: AbortSignal): Promise<string> {
	return withCodeFile(codeFolder, path, async file => {
		const hash = createHash('sha256');
		let buffers = [one, other] as const;
		let filled = await readPart(file, one, 0);
		for (let position = filled; position < file.size; position += filled) {
			const next = readPart(file, buffers[1], position);
			hash.update(buffers[0].subarray(0, filled));
			filled = await next;
			buffers = [buffers[1], buffers[0]];
			signal.throwIfAborted();
		}
		return hash.update(buffers[0].subarray(0, filled)).digest('hex');
	});
}
