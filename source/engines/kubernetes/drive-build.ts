import {changedText, filesChangedSince} from '../../image/changed-files.ts';
import {imageHash} from '../../image/identity.ts';
import {registryOf} from '../../image/registry.ts';
import {summaryOf} from '../containers/build-output/summary.ts';
import {type End, stopped} from '../drive-phases.ts';
import type {RunEvent} from '../engine.ts';
import {isStopAskedFor} from '../stop-request.ts';
import {buildFailureOf} from './build/build-failure.ts';
import {digestOf, imageForNodes} from './build/digest.ts';
import type {KanikoOutput} from './build/kaniko-output.ts';
import {findTag} from './build/registry-tag.ts';
import {buildTask, namedSteps, outputSoFar} from './build-task.ts';
import type {Drive, KubernetesPhase} from './drive-context.ts';
import {handleEvent} from './drive-prepare.ts';
import {refusal} from './drive-run.ts';
import {followJob, type JobEnd} from './follow-job.ts';
import type {KubernetesHandle} from './handle.ts';
import {buildJob} from './manifests/build-job.ts';
import {containers} from './manifests/places.ts';
import {releaseJob} from './release-job.ts';
import {containerStatus, newestPod} from './status/observed.ts';
import {whyEnded} from './status/why-ended.ts';
import {withContext} from './with-context.ts';

/** Builds the image of the run in the cluster, or finds it built. `kind: build` ends here. */
export async function* driveBuild(drive: Drive, handle: KubernetesHandle): KubernetesPhase {
	const {world, plan} = drive;
	const before = yield* releaseJob(drive, handle.ended ? {handle, end: handle.ended} : {handle});
	if (before.end) return before;
	if (handle.image === undefined) {
		const result = yield* releaseJob(drive, yield* build(drive, handle));
		if (result.end) return result;
		handle = result.handle;
		yield handleEvent(world.now(), handle);
	}
	if (plan.command !== undefined || plan.adopted?.cannotRun !== undefined) return {handle};
	const message = `The image is ${handle.image}.`;
	yield {at: world.now(), type: 'notice', severity: 'info', text: message};
	return {handle, end: {status: 'succeeded', exitCode: 0, message}};
}

/** Then nothing is re-used but layers, which costs a Job and some seconds each time. */
function unaskedNotice(at: number, reference: string, isInsecure: boolean): RunEvent {
	const http = isInsecure ? '' : ', or speaks http (then set kubernetes.insecureRegistry: true)';
	const text = `${registryOf(reference) ?? 'The registry'} did not say whether it has the image: it wants a login, or cannot be reached from here${http}. So it is built, from the cache where nothing changed.`;
	return {at, type: 'notice', severity: 'info', text};
}

async function* build(drive: Drive, handle: KubernetesHandle): KubernetesPhase {
	const {world, plan, signal} = drive;
	const {identity} = handle;
	const base = plan.image.base ?? '';
	// Those at the start of the pod are told when they come
	if (plan.strategy.type === 'inline') return {handle: {...handle, image: base}};
	if (plan.strategy.type === 'none') {
		yield {at: world.now(), type: 'stage', stage: 'build', state: 'skipped', detail: `nothing to bake: ${base} is run as it is`};
		return {handle: {...handle, image: base}};
	}
	const reference = identity?.reference ?? plan.repository ?? '';
	if (handle.build === undefined && handle.viaConfigMap === undefined && !plan.image.noCache) {
		const found = await findTag(reference, plan.settings, signal);
		if (found.state === 'found') {
			yield {at: world.now(), type: 'stage', stage: 'build', state: 'skipped', detail: `image ${shortImage(reference)} re-used, nothing changed`};
			return {handle: {...handle, image: imageForNodes(reference, found.digest, plan.settings)}};
		}
		if (found.state === 'unknown') yield unaskedNotice(world.now(), reference, plan.settings.isInsecureRegistry);
	}
	yield {at: handle.build?.at ?? world.now(), type: 'status', status: 'building'};
	yield {at: handle.build?.at ?? world.now(), type: 'stage', stage: 'build', state: 'started', detail: `${plan.image.steps.length} steps, by kaniko`};
	const output = await outputSoFar(drive);
	let named = reference;
	let contextHash = identity?.contextHash;
	const ended = yield* withContext<JobEnd>(drive, {
		...(contextHash !== undefined && {contextHash}),
		job(packed, configMap) {
			// An image is named by what it is built of: code may change between being read and being packed
			const isChanged = identity?.depsHash !== undefined && packed.contextHash !== identity.contextHash;
			named = isChanged ? `${plan.repository}:${imageHash(identity.depsHash ?? '', packed.contextHash)}` : reference;
			contextHash = packed.contextHash;
			return buildJob(plan, {reference: named, ...(configMap !== undefined && {configMap})});
		},
		...(handle.build && {made: handle.build}),
		...(handle.viaConfigMap && {viaConfigMap: handle.viaConfigMap}),
		switched(viaConfigMap) {
			const {build: _, ...rest} = handle;
			handle = {...rest, viaConfigMap};
			return handleEvent(world.now(), handle);
		},
		async *follow(made, pack) {
			if (named !== reference && identity) yield await changedNotice(drive, identity.at ?? 0);
			handle = {...handle, build: made, ...(identity && {identity: {...identity, reference: named, contextHash: contextHash ?? identity.contextHash}})};
			yield handleEvent(world.now(), handle);
			return yield* followJob(drive, buildTask(drive, made, pack, output));
		},
	});
	if ('end' in ended) {
		if (ended.refused) return {handle, end: yield* refusal(drive, 'build', ended.refused)};
		yield failed(world.now(), ended.end.message ?? '');
		return {handle, end: isStopAskedFor(plan) ? stopped : ended.end};
	}
	// What waits in vain is not left behind either
	if ((ended.result.isHeld || ended.result.isStuck) && handle.build) handle = {...handle, release: handle.build};
	return yield* finish(drive, handle, named, output, ended.result);
}

async function* finish(drive: Drive, handle: KubernetesHandle, reference: string, output: KanikoOutput, {end, observed, diagnosis}: JobEnd): KubernetesPhase {
	const {world, plan} = drive;
	const at = end.at ?? world.now();
	if (isStopAskedFor(plan)) {
		yield failed(at, 'stopped');
		return {handle, end: stopped};
	}
	const terminated = containerStatus(newestPod(observed), containers.build)?.state?.terminated;
	if (end.status === 'succeeded') {
		const digest = terminated && digestOf(terminated);
		const image = imageForNodes(reference, digest, plan.settings);
		yield {at, type: 'stage', stage: 'build', state: 'succeeded', detail: `image ${shortImage(reference)}${summaryOf(output.steps(), namedSteps(plan.image))}`};
		return {handle: {...handle, image}};
	}
	// What the cluster did to the builder says more than the exit code that came of it
	const isOfCluster = !end.isOutOfMemory && whyEnded(observed, newestPod(observed)) !== undefined;
	const exit = terminated && !isOfCluster ? {exitCode: terminated.exitCode, isOutOfMemory: end.isOutOfMemory} : undefined;
	const failure =
		exit && buildFailureOf(output, exit, {...plan.settings, steps: namedSteps(plan.image), context: plan.context, namespace: plan.namespace, reference});
	const found = failure?.diagnosis ?? diagnosis;
	const message = failure?.diagnosis.title ?? end.message ?? 'The image was not built.';
	yield failed(at, message);
	if (found)
		yield {
			at,
			type: 'diagnosis',
			diagnosis: {code: found.code, title: found.title, hint: found.hint, ...(found.evidence !== undefined && {evidence: found.evidence})},
		};
	const reason: End = {status: 'failed', reason: 'build-failed', message, at, ...(failure && {exitCode: failure.exitCode})};
	return {handle, end: reason};
}

async function changedNotice({world, plan}: Drive, since: number): Promise<RunEvent> {
	const text = changedText(await filesChangedSince(plan.image, plan.codeFolder, since));
	return {at: world.now(), type: 'notice', severity: 'warning', text};
}

function failed(at: number, detail: string): RunEvent {
	return {at, type: 'stage', stage: 'build', state: 'failed', detail};
}

/** The end of a reference, as people see it: `plx-digits:3f9a01c2…`. */
function shortImage(reference: string): string {
	return reference.slice(reference.lastIndexOf('/') + 1).replace(/(?<=:[0-9a-f]{8})[0-9a-f]{12}$/, '…');
}
