import {once} from 'node:events';
import type {World} from '../world.ts';

/** Writes, and waits while the reader of our output is slower than we are. */
export async function write(stream: World['stdout'], text: string | Uint8Array): Promise<void> {
	if (!stream.write(text)) await once(stream, 'drain');
}
