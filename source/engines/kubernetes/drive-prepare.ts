import {contextSummary} from '../../image/context.ts';
import {identityOf} from '../../image/identity.ts';
import {lookUpManifest} from '../../image/registry.ts';
import {formatSize} from '../../terminal/format-size.ts';
import {UserError} from '../../user-error.ts';
import type {RunEvent} from '../engine.ts';
import type {Drive, KubernetesPhase} from './drive-context.ts';
import type {KubernetesHandle} from './handle.ts';

/** The event that has the whole handle saved. */
export function handleEvent(at: number, handle: KubernetesHandle): RunEvent {
	return {at, type: 'handle', handle};
}

/** Reads all that is baked or sent, and so finds out which image is wanted. Without anything to bake it is the base image. */
export async function* drivePrepare(drive: Drive, handle: KubernetesHandle): KubernetesPhase {
	const {world, plan, signal} = drive;
	if (Object.keys(handle).length === 0) yield {at: world.now(), type: 'status', status: 'created'};
	if (handle.image !== undefined || handle.identity !== undefined || handle.job !== undefined || handle.build !== undefined) return {handle};
	const where = `context ${plan.context}, namespace ${plan.namespace}: ${plan.strategy.why}`;
	if (plan.strategy.type === 'none') {
		yield {at: world.now(), type: 'stage', stage: 'prepare', state: 'skipped', detail: where};
		return {handle};
	}
	const at = world.now();
	yield {at, type: 'stage', stage: 'prepare', state: 'started', detail: where};
	yield {at, type: 'notice', severity: 'info', text: plan.strategy.why};
	const {files, bytes} = contextSummary(plan.image);
	try {
		const {hash, contextHash, depsHash} = await identityOf(plan.image, plan.codeFolder, {platform: 'linux', ...(await baseDigest(drive))}, signal);
		yield {at: world.now(), type: 'stage', stage: 'prepare', state: 'succeeded', detail: `${files} ${files === 1 ? 'file' : 'files'}, ${formatSize(bytes)}`};
		const identified = {...handle, identity: {reference: plan.repository === undefined ? '' : `${plan.repository}:${hash}`, contextHash, depsHash, at}};
		yield handleEvent(world.now(), identified);
		return {handle: identified};
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		yield {at: world.now(), type: 'stage', stage: 'prepare', state: 'failed', detail: error.message};
		return {handle, end: {status: 'failed', reason: 'prepare-failed', message: error.message}};
	}
}

/** Milliseconds. */
const patience = 2000;

/** The very image that is built on, where its registry tells us: a tag can be another one tomorrow. */
async function baseDigest({plan, signal}: Drive): Promise<{readonly baseDigest?: string}> {
	const {base, dockerfile} = plan.image;
	if (plan.strategy.type !== 'kaniko' || base === undefined || dockerfile !== undefined) return {};
	const {registry, isInsecureRegistry} = plan.settings;
	const isInsecure = isInsecureRegistry && registry !== undefined && base.startsWith(`${registry.split('/')[0]}/`);
	const {digest} = await lookUpManifest(base, AbortSignal.any([signal, AbortSignal.timeout(patience)]), {isInsecure});
	signal.throwIfAborted();
	return digest === undefined ? {} : {baseDigest: digest};
}
