import {setTimeout as wait} from 'node:timers/promises';
import type {Diagnosis, LogStream, RunEvent} from '../engine.ts';
import {createQueue} from '../queue.ts';
import {isStopAskedFor} from '../stop-request.ts';
import {ApiError} from './client/api-error.ts';
import type {Drive} from './drive-context.ts';
import {finishJob, livingOf, lookOf} from './finish-job.ts';
import type {Item} from './follow-stream.ts';
import {createPodFreer} from './free-pod.ts';
import type {Made} from './handle.ts';
import {createJobStreams} from './job-streams.ts';
import {containers} from './manifests/places.ts';
import {createServerAway} from './server-away.ts';
import type {ContainerView} from './status/containers.ts';
import {diagnoseCluster, toDiagnosis} from './status/diagnose.ts';
import {type ClusterEnd, endOf} from './status/end.ts';
import {newsOf} from './status/news.ts';
import type {Observed} from './status/observed.ts';
import {type Progress, progressOf, rememberNotices} from './status/progress.ts';
import {endOfStuck, type Stuck, stuckOf} from './status/stuck.ts';
import {createJobWatch} from './watch-job.ts';

/** What is followed, and what is made of it. */
export type JobTask = {
	readonly made: Made;
	/** Name of the container whose end is that of the Job. */
	readonly main: string;
	streamOf(view: ContainerView): LogStream | undefined;
	/** What to tell of a piece of news. */
	told(event: RunEvent, progress: Progress): readonly RunEvent[];
	/** Bytes of the main container's log, as they come. */
	hear?(bytes: Buffer, times: readonly number[]): readonly RunEvent[];
	/** Called once for each pod that waits for its code; what it gives is told. When it throws, following ends with it; `signal` is aborted with the following. */
	upload?(pod: string, signal: AbortSignal): AsyncIterable<RunEvent>;
};

/** How a Job ended, with all that was seen of it. */
export type JobEnd = {
	readonly end: ClusterEnd;
	readonly observed: Observed;
	readonly diagnosis?: Diagnosis & {readonly isGeneral?: boolean};
	readonly isStuck?: boolean;
	/** Other containers than the main one keep its pod alive. */
	readonly isHeld?: boolean;
};

/** Milliseconds between looks, each of one request while nothing happens: the first one after news, as a pod starts within a second or two; longer and longer while nothing comes; while it runs. */
const firstPause = 500;
const waitingPause = 1500;
const runningPause = 3000;
const longestPause = 15_000;
/** A look of somebody else's, so many milliseconds ago, is as good: whoever reads a log to its end has just looked. */
const fresh = 200;

/** Follows a Job to its end: its stages, the logs of all its containers, and the upload that its pods wait for. Throws when aborted. */
export async function* followJob(drive: Drive, task: JobTask): AsyncGenerator<RunEvent, JobEnd> {
	const {world, plan} = drive;
	const over = new AbortController();
	const within: Drive = {...drive, signal: AbortSignal.any([drive.signal, over.signal])};
	const queue = createQueue<Item>();
	const push = (item: Item) => queue.push(item);
	const watch = createJobWatch(within, task.made);
	let wake = () => {};
	const streams = createJobStreams(within, task, watch, {push, fail: error => queue.end(error), onEnd: () => wake()});
	const freer = createPodFreer(within, task.main, {push, isRead: streams.isRead});

	const uploads = new Set<string>();
	let isUploading = false;
	const upload = async (view: ContainerView): Promise<void> => {
		uploads.add(view.podUid);
		for await (const event of task.upload?.(view.pod, within.signal) ?? []) {
			if (event.type === 'stage') isUploading = event.state === 'started';
			push(event);
		}
		wake();
	};

	// An earlier driver sent it, and did not come to say so
	const isSent = ({name, attempt, exitCode, podUid, isGone}: ContainerView, progress: Progress): boolean =>
		name === containers.upload && exitCode === 0 && attempt === progress.attempt && !isGone && !uploads.has(podUid);
	const tellSent = (view: ContainerView): void => {
		uploads.add(view.podUid);
		if (task.upload && !plan.adopted) push({at: view.endedAt ?? world.now(), type: 'stage', stage: 'upload', state: 'succeeded'});
	};

	const watching = async (): Promise<JobEnd> => {
		let before: Progress | undefined;
		let stuck: Stuck | undefined;
		let lookedAt: number | undefined;
		const trouble = createServerAway(drive, push);
		for (let pause = firstPause; ; ) {
			try {
				const begun = Date.now() - fresh;
				const observed = await watch.look(fresh);
				const now = world.now();
				const until = freer.until();
				const progress = rememberNotices(before, progressOf(observed, task.main, until));
				const news = newsOf(before, progress);
				for (const view of progress.containers) {
					if (!view.isGone) streams.follow(view, lookedAt);
					const waits = view.name === containers.upload && view.state === 'running' && !view.isGone;
					if (waits && task.upload && !uploads.has(view.podUid)) upload(view).catch(error => queue.end(error));
					if (isSent(view, progress)) tellSent(view);
				}
				lookedAt = begun;
				const end = endOf(observed, task.main, until);
				if (end) return await finishJob({drive: within, task, watch, streams, push, end, progress, news, isUploading, now: until});
				for (const event of news) for (const told of task.told(event, progress)) push(told);
				before = progress;
				const diagnosis = isStopAskedFor(plan) ? undefined : diagnoseCluster({...observed, ...lookOf(drive, task, until)});
				stuck = stuckOf(stuck, diagnosis, now);
				const late = endOfStuck(stuck, now, plan.settings.stickyWait);
				if (late && stuck) {
					await streams.finish(livingOf(progress));
					return {end: {...late, status: 'failed', at: now, isOutOfMemory: false}, observed, diagnosis: toDiagnosis(stuck.diagnosis), isStuck: true};
				}
				await freer.look(observed);
				const isRunning = progress.containers.some(({name, state}) => name === task.main && state === 'running');
				pause = isStopAskedFor(plan) ? firstPause : isRunning ? runningPause : news.length > 0 ? firstPause : Math.min(waitingPause, pause * 1.25);
				trouble.isOver();
			} catch (error) {
				drive.signal.throwIfAborted();
				if (!(error instanceof ApiError)) throw error;
				trouble.met(error);
				pause = Math.max(error.retryAfter ?? 0, Math.min(longestPause, pause * 1.5));
			}
			await new Promise<void>((resolve, reject) => {
				wake = resolve;
				wait(pause, undefined, {signal: drive.signal}).then(resolve, reject);
			});
		}
	};

	let result: JobEnd | undefined;
	const ended = watching().then(
		jobEnd => {
			result = jobEnd;
			queue.end();
		},
		error => queue.end(error),
	);
	try {
		for await (const item of queue) {
			if (item.type === 'after') item.work();
			else yield item;
		}
		await ended;
		return result!;
	} finally {
		over.abort();
		await streams.settled();
	}
}
