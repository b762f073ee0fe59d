import {randomBytes} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';
import {ApiError} from '../client/api-error.ts';
import type {ExecEnd, ExecOptions, KubernetesClient, Target} from '../client/client.ts';
import {contextFolder} from '../manifests/places.ts';
import type {PackedContext} from './pack-context.ts';
import {faultOfEnd, faultOfError, type UploadFault} from './upload-fault.ts';
import {type Attempt, prepareScript, receiveScript, releaseScript, uploadExit} from './upload-scripts.ts';

/** How far an upload is: bytes of the packed context that have left this program in this attempt (from 1). */
export type UploadProgress = {readonly sent: number; readonly bytes: number; readonly attempt: number};

/** How an upload ended: the pod goes on with the context, or why it does not. */
export type UploadEnd =
	| {readonly type: 'uploaded'; readonly attempts: number}
	| {readonly type: 'failed'; readonly attempts: number; readonly fault: UploadFault};

/** What a test makes shorter; milliseconds. */
export type UploadTimes = {
	/** Without a byte sent after which an attempt is given up. */
	readonly stall: number;
	/** For verifying and unpacking, once all is sent. */
	readonly unpack: number;
	/** For each of the commands before and after. */
	readonly command: number;
	/** Before the second attempt; twice as long before the third. */
	readonly pause: number;
};

const usualTimes: UploadTimes = {stall: 30_000, unpack: 600_000, command: 15_000, pause: 1000};
const mostAttempts = 3;
const chunk = 256 * 1024;

export type UploadOptions = {
	readonly signal: AbortSignal;
	readonly onProgress?: (progress: UploadProgress) => void;
	/** Where the context belongs in the container. */
	readonly folder?: string;
	readonly times?: UploadTimes;
};

type Try = (options: ExecOptions, command: readonly string[]) => Promise<ExecEnd>;

/**
 * Sends a context into a running container that waits for it, has it verified there, and lets the pod go on; in up to three attempts. After a failure the
 * pod may have gone on all the same: see `uploadStateOf`. Throws the signal's reason when it is aborted.
 */
export async function uploadContext(
	client: Pick<KubernetesClient, 'exec'>,
	target: Target,
	packed: PackedContext,
	{signal, onProgress = () => {}, folder = contextFolder, times = usualTimes}: UploadOptions,
): Promise<UploadEnd> {
	const run: Try = (options, command) => client.exec(target, command, {...options, signal: options.signal ?? signal});
	for (let attempt = 1; ; attempt++) {
		signal.throwIfAborted();
		const place: Attempt = {folder, id: randomBytes(6).toString('hex')};
		const report = (sent: number) => onProgress({sent, bytes: packed.bytes, attempt});
		let end = await tried(target, signal, () => runBriefly(run, prepareScript(place), {signal, times}));
		if (end === 'done') end = await tried(target, signal, () => receive(run, place, packed, {signal, report, times}));
		if (end === 'done') end = await release(run, target, place, {signal, times});
		if (end === 'done' || end === 'released') return {type: 'uploaded', attempts: attempt};
		if (!end.isPassing || attempt === mostAttempts) return {type: 'failed', attempts: attempt, fault: end};
		await sleep(times.pause * 2 ** (attempt - 1), undefined, {signal});
	}
}

type Surroundings = {readonly signal: AbortSignal; readonly times: UploadTimes};

async function receive(
	run: Try,
	place: Attempt,
	packed: PackedContext,
	{signal, report, times}: Surroundings & {readonly report: (sent: number) => void},
): Promise<ExecEnd> {
	const late = new AbortController();
	let timer: NodeJS.Timeout | undefined;
	const onSent = (sent: number) => {
		report(sent);
		if (sent < packed.bytes) return;
		timer ??= setTimeout(() => late.abort(new ApiError('timeout', `The code was not unpacked within ${times.unpack / 1000} s.`)), times.unpack);
	};
	const input = createReadStream(packed.file, {highWaterMark: chunk});
	try {
		return await run({input, onSent, stall: times.stall, signal: AbortSignal.any([signal, late.signal])}, ['sh', '-c', receiveScript(place, packed)]);
	} finally {
		clearTimeout(timer);
		input.destroy();
	}
}

function runBriefly(run: Try, script: string, {signal, times}: Surroundings): Promise<ExecEnd> {
	return run({signal: AbortSignal.any([signal, AbortSignal.timeout(times.command)])}, ['sh', '-c', script]);
}

/** Asked for again when its end is not known. */
async function release(run: Try, target: Target, place: Attempt, {signal, times}: Surroundings): Promise<UploadFault | 'done'> {
	for (let attempt = 1; ; attempt++) {
		const fault = await tried(target, signal, () => runBriefly(run, releaseScript(place), {signal, times}));
		if (fault === 'done' || fault === 'released') return 'done';
		if (fault.code !== 'connection' || attempt === mostAttempts) return fault;
		await sleep(times.pause, undefined, {signal});
	}
}

/** How a command ended. `released`: another driver has let the pod go on, and nothing is left to do. */
async function tried(target: Target, signal: AbortSignal, run: () => Promise<ExecEnd>): Promise<UploadFault | 'done' | 'released'> {
	try {
		const end = await run();
		if (end.exitCode === uploadExit.released) return 'released';
		return end.exitCode === 0 ? 'done' : faultOfEnd(end);
	} catch (error) {
		signal.throwIfAborted();
		const known = error instanceof DOMException && error.name === 'TimeoutError' ? new ApiError('timeout', 'The pod did not answer in time.') : error;
		if (!(known instanceof ApiError)) throw known;
		return faultOfError(known, target);
	}
}
