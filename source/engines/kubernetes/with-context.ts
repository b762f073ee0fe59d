import type {V1ConfigMap, V1Job} from '@kubernetes/client-node';
import {sanitiseLine} from '../../terminal/sanitise.ts';
import {UserError} from '../../user-error.ts';
import type {End} from '../drive-phases.ts';
import type {RunEvent} from '../engine.ts';
import {corePath} from './api-paths.ts';
import {configMapData, fitsConfigMap} from './build/config-map-context.ts';
import {type PackedContext, packContext, removePacked} from './build/pack-context.ts';
import {ApiError, isStatus} from './client/api-error.ts';
import {endElsewhere} from './code-elsewhere.ts';
import {deleteJob} from './delete-job.ts';
import type {Drive} from './drive-context.ts';
import type {Made} from './handle.ts';
import {findMade, makeJob} from './make-job.ts';
import {configMapName, contextConfigMap, ownedBy} from './manifests/context-config-map.ts';
import {deletedNotice} from './release-job.ts';
import {UploadError} from './send-context.ts';

/** What is done with a Job that needs the code: make it, and follow it. */
export type ContextWork<Result> = {
	job(packed: PackedContext, configMap?: string): V1Job;
	/** What an earlier driver has named the image by, and may have sent; other code must not go under that name. */
	readonly contextHash?: string;
	/** The Job that an earlier driver made. */
	readonly made?: Made;
	/** The Job that an earlier driver made anew with a ConfigMap, or was about to: then `made` is absent. */
	readonly viaConfigMap?: Made;
	/** The handle which says that this Job is about to be made anew with a ConfigMap. */
	switched(first: Made): RunEvent;
	/** `pack` gives the code for a pod that waits for it; absent when it comes by a ConfigMap. */
	follow(made: Made, pack: (() => Promise<PackedContext>) | undefined): AsyncGenerator<RunEvent, Result>;
};

export type ContextEnd<Result> = {readonly result: Result} | {readonly end: End; readonly refused?: ApiError};

/**
 * Makes a Job whose pod waits for the code, and has it followed. Where nothing may be sent into pods, the Job is made anew with the code in a ConfigMap,
 * when that is small enough.
 */
export async function* withContext<Result>(drive: Drive, work: ContextWork<Result>): AsyncGenerator<RunEvent, ContextEnd<Result>> {
	const {plan} = drive;
	const {job, made, contextHash, viaConfigMap, follow} = work;
	// The code is on another machine, which may be sending it
	if (plan.adopted) return made ? {result: yield* follow(made, undefined)} : {end: endElsewhere(drive, 'its code was never sent.')};
	let packed: PackedContext | undefined;
	// Who takes over may find that the code was sent long ago, and is not there any more
	const pack = async (): Promise<PackedContext> => {
		packed ??= await packContext(plan.image, plan.codeFolder, plan.runFolder, drive.signal);
		if (made && contextHash !== undefined && packed.contextHash !== contextHash)
			throw new UserError('The code was changed since the run began, and had not been sent. Run it again.');
		return packed;
	};
	try {
		const first = made ?? viaConfigMap ?? (await makeJob(drive, job(await pack())));
		if (first instanceof ApiError) return {end: refusedEnd(first), refused: first};
		if (made || !viaConfigMap) {
			try {
				return {result: yield* follow(first, viaConfigMap ? undefined : pack)};
			} catch (error) {
				// After another error the command may be running: a pod whose upload fails was seen waiting for its code (`sendContext`)
				if (error instanceof UserError) yield await deletedNotice(drive, first);
				if (!(error instanceof UploadError)) throw error;
				if (error.fault.code !== 'forbidden' || !packed) {
					yield await deletedNotice(drive, first);
					return {end: {status: 'failed', reason: 'upload-failed', message: error.message}};
				}
				if (!fitsConfigMap(packed)) {
					yield await deletedNotice(drive, first);
					const message = `${error.message} The code is too large for the other way, a ConfigMap of at most 700 KiB.`;
					return {end: {status: 'failed', reason: 'upload-failed', message}};
				}
			}
			yield work.switched(first);
		}
		const again = yield* makeWithConfigMap(drive, first, job, await pack());
		if ('end' in again) return again;
		return {result: yield* follow(again.made, undefined)};
	} catch (error) {
		if (error instanceof ApiError) return {end: {status: 'failed', reason: 'upload-failed', message: sanitiseLine(error.message)}};
		if (!(error instanceof UserError)) throw error;
		return {end: {status: 'failed', reason: 'code-changed', message: error.message}};
	} finally {
		await removePacked(plan.runFolder);
	}
}

async function* makeWithConfigMap(
	drive: Drive,
	first: Made,
	job: (packed: PackedContext, configMap?: string) => V1Job,
	packed: PackedContext,
): AsyncGenerator<RunEvent, {readonly made: Made} | {readonly end: End; readonly refused: ApiError}> {
	const {world, client, plan, signal} = drive;
	const text = 'Nothing may be sent into pods here: the code goes by a ConfigMap.';
	yield {at: world.now(), type: 'notice', severity: 'info', text};
	await deleteJob(drive, first);
	// A driver that was killed may have made it already, and its command may be running
	const found = await findMade(drive, first.name);
	const name = configMapName(first.name);
	if (!found) {
		const path = corePath(plan.namespace, 'configmaps');
		try {
			const body = contextConfigMap(plan, first.name, await configMapData(packed));
			await client.request<V1ConfigMap>('POST', path, {body, signal}).catch(async error => {
				if (!isStatus(error, 409)) throw error;
				// It may be of another state of the code, and cannot be changed
				await client.request('DELETE', `${path}/${name}`, {signal});
				await client.request<V1ConfigMap>('POST', path, {body, signal});
			});
		} catch (error) {
			signal.throwIfAborted();
			if (!(error instanceof ApiError)) throw error;
			return {end: refusedEnd(error), refused: error};
		}
	}
	const made = found ?? (await makeJob(drive, job(packed, name)));
	if (made instanceof ApiError) return {end: refusedEnd(made), refused: made};
	const owner = ownedBy({metadata: {name: made.name, uid: made.uid}});
	// Without it `remove` deletes the ConfigMap
	await client.request('PATCH', corePath(plan.namespace, 'configmaps', name), {body: owner, signal}).catch(() => {});
	yield {at: world.now(), type: 'stage', stage: 'upload', state: 'succeeded', detail: 'by a ConfigMap'};
	return {made};
}

/** What a cluster's refusal of an object means for the run. */
export function refusedEnd(error: ApiError): End {
	return {status: 'failed', reason: 'refused', message: `The cluster did not take the Job: ${error.message}`};
}
