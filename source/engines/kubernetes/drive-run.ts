import type {V1Job} from '@kubernetes/client-node';
import {filesChangedSince} from '../../image/changed-files.ts';
import {sanitiseLine} from '../../terminal/sanitise.ts';
import {type End, stopped} from '../drive-phases.ts';
import type {Diagnosis, RunEvent, Stage} from '../engine.ts';
import {isStopAskedFor} from '../stop-request.ts';
import type {PackedContext} from './build/pack-context.ts';
import {ApiError} from './client/api-error.ts';
import {endElsewhere, findJob, tellCodeElsewhere} from './code-elsewhere.ts';
import type {Drive, KubernetesPhase} from './drive-context.ts';
import {handleEvent} from './drive-prepare.ts';
import {followJob, type JobEnd, type JobTask} from './follow-job.ts';
import type {KubernetesHandle, Made} from './handle.ts';
import {type InlineSteps, inlineStepsSoFar} from './inline-steps.ts';
import {annotationKeys} from './labels.ts';
import {makeJob} from './make-job.ts';
import {containers, outputsInside} from './manifests/places.ts';
import {runJob} from './manifests/run-job.ts';
import {releaseJob} from './release-job.ts';
import {sendContext} from './send-context.ts';
import {diagnoseCluster, toDiagnosis} from './status/diagnose.ts';
import {containerStatus, newestPod} from './status/observed.ts';
import {failedStep} from './step-marks.ts';
import {runStreamOf} from './stream-of.ts';
import {refusedEnd, withContext} from './with-context.ts';

/** Runs the command as a Job. The Job is there once, whoever drives. */
export async function* driveRun(drive: Drive, handle: KubernetesHandle): KubernetesPhase {
	const {world, plan} = drive;
	let sent = handle.identity?.contextHash;
	const jobOf = (packed?: PackedContext, configMap?: string): V1Job => {
		sent = packed?.contextHash ?? sent;
		return runJob(plan, {image: handle.image ?? '', ...(plan.isRestricted && {isRestricted: true}), ...(configMap !== undefined && {configMap})});
	};
	const follow = async function* (made: Made, pack: (() => Promise<PackedContext>) | undefined): AsyncGenerator<RunEvent, JobEnd> {
		if (handle.identity && sent !== handle.identity.contextHash) {
			const files = await filesChangedSince(plan.image, plan.codeFolder, handle.identity.at ?? 0);
			yield {
				at: world.now(),
				type: 'notice',
				severity: 'warning',
				text: `${files.slice(0, 3).join(', ') || 'The code'} changed while the run was prepared: it runs as it was when it was packed.`,
			};
		}
		handle = {...handle, job: made, ...(handle.identity && sent !== undefined && {identity: {...handle.identity, contextHash: sent}})};
		yield handleEvent(world.now(), handle);
		const inline = plan.strategy.type === 'inline' ? await inlineStepsSoFar(plan) : undefined;
		return yield* followJob(drive, taskOf(drive, made, pack, inline));
	};
	if (plan.strategy.type === 'inline') {
		if (!handle.job) yield outputsNotice(world.now());
		const ended = yield* withContext(drive, {
			...(handle.identity && {contextHash: handle.identity.contextHash}),
			job: jobOf,
			...(handle.job && {made: handle.job}),
			...(handle.viaConfigMap && {viaConfigMap: handle.viaConfigMap}),
			switched(viaConfigMap) {
				const {job: _, ...rest} = handle;
				handle = {...rest, viaConfigMap};
				return handleEvent(world.now(), handle);
			},
			follow,
		});
		if ('result' in ended) return yield* finishRun(drive, handle, ended.result);
		if (ended.refused) return {handle, end: yield* refusal(drive, 'run', ended.refused)};
		yield {at: world.now(), type: 'stage', stage: 'upload', state: 'failed', detail: ended.end.message ?? ''};
		return {handle, end: isStopAskedFor(plan) ? stopped : ended.end};
	}
	const cannotRun = handle.job ? undefined : plan.adopted?.cannotRun;
	if (!handle.job) yield outputsNotice(world.now());
	const made = handle.job ?? (cannotRun === undefined ? await makeJob(drive, jobOf()) : await findJob(drive));
	if (made === undefined) return {handle, end: endElsewhere(drive, cannotRun ?? '')};
	if (made instanceof ApiError) return {handle, end: yield* refusal(drive, 'run', made)};
	const jobEnd = yield* follow(made, undefined);
	return yield* finishRun(drive, handle, jobEnd);
}

function taskOf(drive: Drive, made: Made, pack: (() => Promise<PackedContext>) | undefined, inline: InlineSteps | undefined): JobTask {
	const {plan} = drive;
	return {
		made,
		main: containers.main,
		streamOf: runStreamOf,
		told(event) {
			// The run was created when it was started here
			if (event.type === 'status' && event.status === 'created' && event.reason === undefined) return [];
			return inline ? inline.told(event) : [event];
		},
		...(inline && {hear: inline.hear}),
		...(pack && {upload: (pod: string, signal: AbortSignal) => sendContext({...drive, signal}, pod, pack)}),
		...(plan.adopted && {upload: (pod: string, signal: AbortSignal) => tellCodeElsewhere({...drive, signal}, pod)}),
	};
}

async function* finishRun(drive: Drive, handle: KubernetesHandle, jobEnd: JobEnd): KubernetesPhase {
	const end = yield* finish(drive, jobEnd);
	// What waits in vain is not left behind either
	const isReleased = jobEnd.isHeld || jobEnd.isStuck;
	return yield* releaseJob(drive, {handle: {...handle, ...(isReleased && handle.job && {release: handle.job})}, end});
}

async function* finish(drive: Drive, {end, observed, diagnosis}: JobEnd): AsyncGenerator<RunEvent, End> {
	const {world, plan} = drive;
	const at = end.at ?? world.now();
	const exit = end.exitCode === undefined ? {} : {exitCode: end.exitCode};
	if (isStopAskedFor(plan)) return {...stopped, at, ...exit};
	const step = failedStep(containerStatus(newestPod(observed), containers.main)?.state?.terminated?.message);
	if (step && end.status === 'failed') {
		const text = sanitiseLine(plan.image.steps[step.step - 1]?.split('\n')[0] ?? '');
		const message = `build step ${step.step} of ${step.of}: ${text} failed with exit code ${step.exitCode}`;
		return {status: 'failed', reason: 'build-failed', message, at, exitCode: step.exitCode};
	}
	if (isStoppedElsewhere(observed)) return {...stopped, at, message: 'It was stopped from another machine.'};
	// An exit code alone says more by the log; but not of what the cluster did
	const isOfCommand = end.reason === 'command-failed' || end.reason === 'killed';
	if (diagnosis && (!diagnosis.isGeneral || !isOfCommand)) yield {at, type: 'diagnosis', diagnosis: withoutMark(diagnosis)};
	const {status, reason, message} = end;
	return {status, at, ...exit, ...(reason !== undefined && {reason}), ...(message !== undefined && {message})};
}

/** Of a pod that has ended nothing can be copied. */
function outputsNotice(at: number): RunEvent {
	const text = `What the command writes to ${outputsInside} goes with its pod: have it keep what is wanted elsewhere, in a bucket or a database.`;
	return {at, type: 'notice', severity: 'info', text};
}

/** Whoever stopped it has left a word, before it was deleted. */
function isStoppedElsewhere({job, isJobGone}: JobEnd['observed']): boolean {
	return job?.metadata?.annotations?.[annotationKeys.stopped] !== undefined && (isJobGone === true || job.metadata.deletionTimestamp !== undefined);
}

function withoutMark({code, title, hint, evidence}: Diagnosis): Diagnosis {
	return {code, title, hint, ...(evidence !== undefined && {evidence})};
}

/** The cluster did not take a Job: the stage that it was for has failed, with the cause. */
export async function* refusal({world, plan}: Drive, stage: Stage, error: ApiError): AsyncGenerator<RunEvent, End> {
	const at = world.now();
	if (isStopAskedFor(plan)) return stopped;
	const {namespace, context, strategy} = plan;
	const found = diagnoseCluster({
		pods: [],
		events: [],
		mainContainer: containers.main,
		namespace,
		context,
		strategy: strategy.type,
		now: at,
		createError: error,
	});
	const end = refusedEnd(error);
	const message = found?.title ?? sanitiseLine(end.message ?? '');
	yield {at, type: 'stage', stage, state: 'failed', detail: message};
	if (found) yield {at, type: 'diagnosis', diagnosis: toDiagnosis(found)};
	return {...end, message};
}
