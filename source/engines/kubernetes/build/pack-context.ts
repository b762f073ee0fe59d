import {createHash} from 'node:crypto';
import {createWriteStream} from 'node:fs';
import {rm} from 'node:fs/promises';
import {join} from 'node:path';
import {Transform} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import {createGzip} from 'node:zlib';
import {contextTar} from '../../../image/context-tar.ts';
import type {ImagePlan} from '../../../image/plan.ts';

/** A context as a gzipped tar in a file, to be removed by `removePacked`. */
export type PackedContext = {
	/** Absolute. */
	readonly file: string;
	/** Size of the file. */
	readonly bytes: number;
	/** Hex SHA-256 of the file. */
	readonly sha256: string;
	/** Of what is in the tar; has to be that of the image's identity, else the code was changed meanwhile. */
	readonly contextHash: string;
};

/** Code compresses nearly as well as at the default of 6, and data that does not compress costs half the time. */
const level = 4;

/** Writes the context of an image to a file in a folder, in parts; the same context gives the same bytes on the same machine. Throws a UserError when a file changes meanwhile. */
export async function packContext(image: ImagePlan, codeFolder: string, folder: string, signal: AbortSignal): Promise<PackedContext> {
	const file = join(folder, 'context.tgz');
	// What a driver that died has left
	await rm(file, {force: true});
	const {stream, sent} = contextTar(image, codeFolder, signal);
	const hash = createHash('sha256');
	let bytes = 0;
	const count = new Transform({
		transform(part: Buffer, _, done) {
			bytes += part.length;
			hash.update(part);
			done(undefined, part);
		},
	});
	try {
		// zlib writes no time into the header
		await pipeline(stream, createGzip({level}), count, createWriteStream(file, {flags: 'wx', mode: 0o600}), {signal});
		return {file, bytes, sha256: hash.digest('hex'), contextHash: (await sent).hash};
	} catch (error) {
		await rm(file, {force: true});
		throw error;
	}
}

/** Removes the file of a context that has been sent, or is not going to be. */
export async function removePacked(folder: string): Promise<void> {
	await rm(join(folder, 'context.tgz'), {force: true});
}
