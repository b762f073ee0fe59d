import type {Readable} from 'node:stream';
import {setTimeout as wait} from 'node:timers/promises';
import {createGunzip} from 'node:zlib';
import {ApiError, isStatus} from '../client/api-error.ts';
import type {KubernetesClient, Target} from '../client/client.ts';
import {bytesOf, held} from './chunks.ts';
import {createCriLines} from './cri-lines.ts';
import {canonicalStamp, disorder, timeOf} from './stamp.ts';

/** Which instance of a container on which node. */
export type Instance = {readonly node: string; readonly uid: string; readonly restarts: number};

/** A log file that the kubelet has put aside: `0.log.20261126-141736`, and later the same with `.gz`. */
type Rotated = {readonly name: string; readonly isGzip: boolean};

/**
 * The log files of a container on its node, from the one on that holds the line with the stamp `from`, as the API server would give them; 'hole' stands
 * where a file was deleted before it could be read. Through `/logs` of the kubelet (kubelet server.go), for which the user needs `get` on `nodes/proxy`.
 * `patience`: milliseconds of silence. Ends where the log ended when the last file was opened. Throws an ApiError.
 */
export async function* readNodeFiles(
	client: KubernetesClient,
	{namespace, pod, container}: Target,
	{node, uid, restarts}: Instance,
	from: string | undefined,
	patience: number,
	signal: AbortSignal,
): AsyncGenerator<Buffer | 'hole'> {
	const folder = `/api/v1/nodes/${encodeURIComponent(node)}/proxy/logs/pods/${namespace}_${pod}_${uid}/${container}/`;
	const present = `${restarts}.log`;
	const lines = createCriLines();
	let files = await list();
	let done = '';
	if (from !== undefined) {
		done = await lastBefore(files, timeOf(from) - disorder);
		if (done === 'hole') yield 'hole';
	}

	for (;;) {
		const next = files.find(({name}) => done === 'hole' || name > done);
		if (next) {
			const stream = await openRotated(next);
			if (stream) yield* textOf(stream);
			else yield 'hole';
			done = next.name;
			continue;
		}
		const stream = await openFile(present);
		// Only now is it known that no file was put aside between the last one and this one
		try {
			files = await list();
		} catch (error) {
			stream?.destroy();
			throw error;
		}
		if (files.every(({name}) => done !== 'hole' && name <= done)) {
			if (stream) yield* textOf(stream);
			return;
		}
		stream?.destroy();
	}

	/** Those that were put aside, in order. */
	async function list(): Promise<Rotated[]> {
		for (let attempt = 0; ; attempt++) {
			const stream = await client.open(folder, {signal});
			const chunks: Buffer[] = [];
			for await (const chunk of bytesOf(stream, patience)) chunks.push(chunk);
			const names = [
				...Buffer.concat(chunks)
					.toString('latin1')
					.matchAll(/<a href="([^"/]+)"/g),
			].map(match => decodeURIComponent(match[1]!));
			// While the present file is not there, the container still writes into the one that was just put aside (kubelet container_log_manager.go)
			if (names.includes(present) || attempt === 5) return rotatedIn(names, present);
			await wait(200, undefined, {signal});
		}
	}

	/** The name of the last file before the one that has a line of this time; 'hole' when all files begin later. */
	async function lastBefore(all: readonly Rotated[], time: number): Promise<string> {
		for (let index = all.length; index >= 0; index--) {
			const file = all[index];
			const stream = file ? await openRotated(file) : await openFile(present);
			if (!stream) continue;
			const stamp = await beginningOf(stream, patience);
			if (stamp !== undefined && timeOf(stamp) <= time) return all[index - 1]?.name ?? '';
		}
		return 'hole';
	}

	async function openRotated({name, isGzip}: Rotated): Promise<Readable | undefined> {
		const plain = isGzip ? undefined : await openFile(name);
		if (plain) return plain;
		const packed = await openFile(`${name}.gz`);
		if (!packed) return undefined;
		const stream = held(createGunzip());
		packed.on('error', error => stream.destroy(error));
		stream.on('close', () => packed.destroy());
		return packed.pipe(stream);
	}

	async function openFile(name: string): Promise<Readable | undefined> {
		try {
			return held(await client.open(folder + name, {signal}));
		} catch (error) {
			if (isStatus(error, 404)) return undefined;
			throw error;
		}
	}

	async function* textOf(stream: Readable): AsyncGenerator<Buffer> {
		try {
			for await (const chunk of bytesOf(stream, patience)) {
				const bytes = lines.push(chunk);
				if (bytes.length > 0) yield bytes;
			}
		} catch (error) {
			throw error instanceof ApiError || signal.aborted
				? error
				: new ApiError('unreachable', `A log file of the node could not be read: ${error}`, {cause: error});
		}
	}
}

function rotatedIn(names: readonly string[], present: string): Rotated[] {
	const isGzip = new Map<string, boolean>();
	for (const name of names) {
		const [, base, packed] = /^(\d+\.log\.\d{8}-\d{6})(\.gz)?$/.exec(name) ?? [];
		// Both are there while one is made of the other
		if (base?.startsWith(`${present}.`)) isGzip.set(base, packed !== undefined && isGzip.get(base) !== false);
	}
	return [...isGzip].map(([name, packed]) => ({name, isGzip: packed})).sort((one, other) => (one.name < other.name ? -1 : 1));
}

async function beginningOf(stream: Readable, patience: number): Promise<string | undefined> {
	let text = '';
	for await (const chunk of bytesOf(stream, patience)) {
		text += chunk.toString('latin1', 0, 64);
		if (text.includes(' ')) break;
	}
	return canonicalStamp(text.split(' ', 1)[0]!);
}
