import {setTimeout as wait} from 'node:timers/promises';
import {formatSize} from '../../terminal/format-size.ts';
import type {RunEvent} from '../engine.ts';
import {createQueue} from '../queue.ts';
import type {PackedContext} from './build/pack-context.ts';
import {type UploadEnd, uploadContext} from './build/upload.ts';
import type {UploadFault} from './build/upload-fault.ts';
import {uploadStateOf} from './build/upload-state.ts';
import type {Drive} from './drive-context.ts';
import {containers} from './manifests/places.ts';

/** Why a pod does not get its code. */
export class UploadError extends Error {
	override readonly name = 'UploadError';
	readonly fault: UploadFault;
	constructor(fault: UploadFault) {
		super(fault.message);
		this.fault = fault;
	}
}

/** Milliseconds that a cluster which answers may not take the code; its pod waits a little longer (`uploadContainer`). */
const patience = 600_000;

/** Milliseconds until it is tried again. */
const usualPause = 5000;

/** What may end while one waits, and what is said of it. */
const passing: Partial<Record<UploadFault['code'], string>> = {
	connection: 'The cluster cannot be reached: the code is sent when it can be again.',
	login: 'The cluster does not take your login: the code is sent when you have logged in again.',
	// The pod's status comes a moment later
	'not-running': '',
};

/** Milliseconds between two words on how far it is. */
const wordPause = 500;

/**
 * Sends the packed context into a pod that waits for it, and tells how far it is. Throws an UploadError when the pod cannot have it; of a pod that may have
 * gone on, or whose cluster does not answer, it never does.
 */
export async function* sendContext(
	{world, client, plan, signal}: Drive,
	pod: string,
	pack: () => Promise<PackedContext>,
	pause = usualPause,
): AsyncGenerator<RunEvent> {
	const target = {namespace: plan.namespace, pod, container: containers.upload};
	const packed = await pack();
	const begun = world.now();
	const size = formatSize(packed.bytes);
	const told = (detail: string): RunEvent => ({at: world.now(), type: 'stage', stage: 'upload', state: 'started', detail});
	yield told(`${size} into ${pod}`);
	const succeeded = (detail: string): RunEvent => ({at: world.now(), type: 'stage', stage: 'upload', state: 'succeeded', detail});
	const said = new Set(['']);
	for (let answeredSince: number | undefined; ; ) {
		const end = yield* tried();
		if (end?.type !== 'failed') {
			const seconds = Math.max(0, world.now() - begun) / 1000;
			const again = end && end.attempts > 1 ? `, attempt ${end.attempts}` : '';
			yield succeeded(`${size} in ${seconds.toFixed(1)} s, verified${again}`);
			return;
		}
		const state = await uploadStateOf(client, target, signal);
		if (state === 'released') yield succeeded(`${size}, verified`);
		// Why it ended, the pod says itself
		if (state === 'released' || state === 'ended') return;
		answeredSince = state && (answeredSince ?? world.now());
		const text = passing[end.fault.code];
		const isLate = answeredSince !== undefined && world.now() - answeredSince >= patience;
		if (state === 'waiting' && (text === undefined || isLate)) throw new UploadError(end.fault);
		const word = text ?? passing.connection ?? '';
		if (!said.has(word)) yield {at: world.now(), type: 'notice', severity: 'warning', text: word};
		said.add(word);
		await wait(pause, undefined, {signal});
	}

	async function* tried(): AsyncGenerator<RunEvent, UploadEnd | undefined> {
		const queue = createQueue<RunEvent>();
		let saidAt = performance.now();
		let result: UploadEnd | undefined;
		uploadContext(client, target, packed, {
			signal,
			onProgress({sent, bytes, attempt}) {
				if (performance.now() - saidAt < wordPause) return;
				saidAt = performance.now();
				queue.push(told(`${formatSize(sent)} of ${formatSize(bytes)}${attempt > 1 ? `, attempt ${attempt}` : ''}`));
			},
		}).then(
			uploaded => {
				result = uploaded;
				queue.end();
			},
			error => queue.end(error),
		);
		yield* queue;
		return result;
	}
}
