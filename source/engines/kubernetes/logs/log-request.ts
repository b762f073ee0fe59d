import type {Readable} from 'node:stream';
import type {KubernetesClient, Target} from '../client/client.ts';
import {bytesOf, held} from './chunks.ts';
import {canonicalStamp, sinceOf} from './stamp.ts';

/** What of a container's log is asked for. */
export type LogQuery = {
	readonly follow?: boolean;
	/** Of the instance before the one that runs. */
	readonly previous?: boolean;
	/** A canonical stamp: the lines of its second come too, and maybe those of the one before. */
	readonly since?: string;
	readonly limitBytes?: number;
};

/** The log of a container from the API server, with time stamps. Throws an ApiError. */
export async function openLog(client: KubernetesClient, {namespace, pod, container}: Target, query: LogQuery, signal?: AbortSignal): Promise<Readable> {
	const {follow, previous, since, limitBytes} = query;
	const stream = await client.open(`/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/log`, {
		query: {container, timestamps: true, follow, previous, sinceTime: since && sinceOf(since), limitBytes},
		signal,
	});
	return held(stream);
}

/** More than a stamp. */
const enough = 64;

/** The stamp with which the kubelet's present log file begins; undefined when it is empty. `patience`: milliseconds of silence. Throws an ApiError. */
export async function firstStamp(
	client: KubernetesClient,
	target: Target,
	previous: boolean,
	patience: number,
	signal: AbortSignal,
): Promise<string | undefined> {
	const stream = await openLog(client, target, {previous, limitBytes: enough}, signal);
	const chunks: Buffer[] = [];
	for await (const chunk of bytesOf(stream, patience)) chunks.push(chunk);
	return canonicalStamp(Buffer.concat(chunks).toString('latin1').split(' ', 1)[0]!);
}
