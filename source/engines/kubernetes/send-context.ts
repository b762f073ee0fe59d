import {setTimeout as wait} from 'node:timers/promises';
import {formatSize} from '../../terminal/format-size.ts';
import type {RunEvent} from '../engine.ts';
import {createQueue} from '../queue.ts';
import type {PackedContext} from './build/pack-context.ts';
import {type UploadEnd, uploadContext} from './build/upload.ts';
import type {UploadFault} from './build/upload-fault.ts';
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

/** Milliseconds that the cluster may be away; its pod waits a little longer (`uploadContainer`). */
const patience = 600_000;
const retryAfter = 5000;

/** Milliseconds between two words on how far it is. */
const pause = 500;

/** Sends the packed context into a pod that waits for it, and tells how far it is. Throws an UploadError when the pod cannot have it. */
export async function* sendContext({world, client, plan, signal}: Drive, pod: string, pack: () => Promise<PackedContext>): AsyncGenerator<RunEvent> {
	const packed = await pack();
	const begun = world.now();
	const size = formatSize(packed.bytes);
	const told = (detail: string): RunEvent => ({at: world.now(), type: 'stage', stage: 'upload', state: 'started', detail});
	yield told(`${size} into ${pod}`);
	let end: UploadEnd | undefined;
	for (let isSaid = false; ; ) {
		end = yield* tried();
		const isAway = end?.type === 'failed' && end.fault.code === 'connection' && world.now() - begun < patience;
		if (!isAway) break;
		if (!isSaid) yield {at: world.now(), type: 'notice', severity: 'warning', text: 'The cluster cannot be reached: the code is sent when it can be again.'};
		isSaid = true;
		await wait(retryAfter, undefined, {signal});
	}
	if (end?.type === 'failed') {
		// The pod has ended: why, it says itself
		if (end.fault.code === 'not-running') return;
		throw new UploadError(end.fault);
	}
	const seconds = Math.max(0, world.now() - begun) / 1000;
	const again = end && end.attempts > 1 ? `, attempt ${end.attempts}` : '';
	yield {at: world.now(), type: 'stage', stage: 'upload', state: 'succeeded', detail: `${size} in ${seconds.toFixed(1)} s, verified${again}`};

	async function* tried(): AsyncGenerator<RunEvent, UploadEnd | undefined> {
		const queue = createQueue<RunEvent>();
		let saidAt = performance.now();
		let result: UploadEnd | undefined;
		uploadContext(client, {namespace: plan.namespace, pod, container: containers.upload}, packed, {
			signal,
			onProgress({sent, bytes, attempt}) {
				if (performance.now() - saidAt < pause) return;
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
