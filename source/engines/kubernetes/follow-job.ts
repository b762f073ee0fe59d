import {setTimeout as wait} from 'node:timers/promises';
import type {Diagnosis, LogStream, RunEvent} from '../engine.ts';
import {createQueue} from '../queue.ts';
import {isStopAskedFor} from '../stop-request.ts';
import {ApiError} from './client/api-error.ts';
import type {Drive} from './drive-context.ts';
import {followStream, type Item} from './follow-stream.ts';
import type {Made} from './handle.ts';
import {logStateOf} from './logs/log-state.ts';
import {containers} from './manifests/places.ts';
import {createServerAway} from './server-away.ts';
import type {ContainerView} from './status/containers.ts';
import {diagnoseCluster, toDiagnosis} from './status/diagnose.ts';
import {type ClusterEnd, endOf} from './status/end.ts';
import {newsOf} from './status/news.ts';
import type {Observed} from './status/observed.ts';
import {type Progress, progressOf} from './status/progress.ts';
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
	/** Called once for each pod that waits for its code; what it gives is told. When it throws, following ends with it. */
	upload?(pod: string): AsyncIterable<RunEvent>;
};

/** How a Job ended, with all that was seen of it. */
export type JobEnd = {
	readonly end: ClusterEnd;
	readonly observed: Observed;
	readonly diagnosis?: Diagnosis & {readonly isGeneral?: boolean};
	readonly isStuck?: boolean;
};

/** Milliseconds between looks, each of two requests: the first one after news, as a pod starts within a second or two; longer and longer while nothing comes; while it runs. */
const firstPause = 400;
const waitingPause = 1500;
const runningPause = 3000;
const longestPause = 15_000;

/** Follows a Job to its end: its stages, the logs of all its containers, and the upload that its pods wait for. Throws when aborted. */
export async function* followJob(drive: Drive, task: JobTask): AsyncGenerator<RunEvent, JobEnd> {
	const {world, plan} = drive;
	const over = new AbortController();
	const within: Drive = {...drive, signal: AbortSignal.any([drive.signal, over.signal])};
	const queue = createQueue<Item>();
	const push = (item: Item) => queue.push(item);
	const watch = createJobWatch(within, task.made);
	const followed = new Map<string, Promise<void>>();
	const unread = new Map<string, string>();
	let wake = () => {};

	const follow = (view: ContainerView): void => {
		const key = `${view.podUid} ${view.name} ${view.restartCount}`;
		const hasLog = view.containerID !== undefined && view.state !== 'waiting';
		const stream = hasLog && !followed.has(key) ? task.streamOf(view) : undefined;
		if (!stream) return;
		const isMain = view.name === task.main;
		const stateOf = async () => {
			const {pods} = await watch.look(300);
			return logStateOf(
				pods.find(({metadata}) => metadata?.uid === view.podUid),
				view.name,
			);
		};
		const hear = isMain && task.hear ? (bytes: Buffer, times: readonly number[]) => task.hear?.(bytes, times).forEach(push) : undefined;
		const following = followStream(within, view, stream, {stateOf, push, ...(hear && {hear})}).then(async ({detail}) => {
			// How it ended is told by the run as well: a server that is away just now is no reason to end
			const {pods} = await watch.look(60_000).catch(ofApi);
			const state = pods.find(({metadata}) => metadata?.uid === view.podUid)?.status?.containerStatuses?.find(({name}) => name === view.name)?.state;
			const exitCode = state?.terminated?.exitCode;
			unread.delete(key);
			push({at: world.now(), type: 'stream-state', streamId: stream.id, state: 'ended', detail, ...(exitCode !== undefined && {exitCode})});
			wake();
		});
		following.catch(error => {
			if (!within.signal.aborted) queue.end(error);
		});
		followed.set(key, following);
		unread.set(key, stream.id);
	};

	const uploads = new Set<string>();
	const upload = async (view: ContainerView): Promise<void> => {
		uploads.add(view.podUid);
		for await (const event of task.upload?.(view.pod) ?? []) push(event);
		wake();
	};

	const watching = async (): Promise<JobEnd> => {
		let before: Progress | undefined;
		let stuck: Stuck | undefined;
		const trouble = createServerAway(drive, push);
		for (let pause = firstPause; ; ) {
			try {
				const observed = await watch.look(0);
				const now = world.now();
				const progress = progressOf(observed, task.main, now);
				const news = newsOf(before, progress);
				const tell = () => {
					for (const event of news) for (const told of task.told(event, progress)) push(told);
				};
				for (const view of progress.containers) {
					if (!view.isGone) follow(view);
					const waits = view.name === containers.upload && view.state === 'running' && !view.isGone;
					if (waits && task.upload && !uploads.has(view.podUid)) upload(view).catch(error => queue.end(error));
				}
				const end = endOf(observed, task.main, now);
				// What was written before the end comes before it
				if (end) return await finish(end, tell);
				tell();
				before = progress;
				const diagnosis = isStopAskedFor(plan) ? undefined : diagnoseCluster({...observed, ...facts(drive, task, now)});
				stuck = stuckOf(stuck, diagnosis, now);
				const late = endOfStuck(stuck, now, plan.settings.stickyWait);
				if (late && stuck)
					return {end: {...late, status: 'failed', at: now, isOutOfMemory: false}, observed, diagnosis: toDiagnosis(stuck.diagnosis), isStuck: true};
				const isRunning = progress.containers.some(({name, state}) => name === task.main && state === 'running');
				pause = isRunning ? runningPause : news.length > 0 ? firstPause : Math.min(waitingPause, pause * 1.25);
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

	/** All logs are read to their end before the end is told; those of containers that live on are left. */
	const finish = async (end: ClusterEnd, tell: () => void): Promise<JobEnd> => {
		const isLate = wait(logPatience, 'late' as const, {signal: within.signal}).catch(() => 'late' as const);
		const living = await watch.look(60_000);
		const alive = new Set(
			progressOf(living, task.main, world.now())
				.containers.filter(({state}) => state === 'running')
				.map(({podUid, name, restartCount}) => `${podUid} ${name} ${restartCount}`),
		);
		await Promise.race([Promise.allSettled([...followed].filter(([key]) => !alive.has(key)).map(([, following]) => following)), isLate]);
		for (const streamId of [...unread].filter(([key]) => !alive.has(key)).map(([, id]) => id)) {
			const at = world.now();
			push({at, type: 'gap', streamId, detail: 'The rest of the log could not be read: the API server did not answer for too long.'});
			push({at, type: 'stream-state', streamId, state: 'ended', detail: 'not read to its end'});
		}
		tell();
		const observed = await watch.lookAtAll().catch(() => living);
		// Who ended a pod is sometimes told by events alone, which are not read while it runs
		if (end.status === 'failed') end = endOf(observed, task.main, world.now()) ?? end;
		const found = end.status === 'failed' ? diagnoseCluster({...observed, ...facts(drive, task, world.now())}) : undefined;
		return {end, observed, ...(found && {diagnosis: {...toDiagnosis(found), ...(found.isGeneral && {isGeneral: true})}})};
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
		await Promise.allSettled(followed.values());
	}
}

/** Nothing was seen. Throws what is not an error of the API. */
function ofApi(error: unknown): Pick<Observed, 'pods'> {
	if (error instanceof ApiError) return {pods: []};
	throw error;
}

/** Milliseconds for the rest of the logs after the end. */
const logPatience = 900_000;

function facts({plan}: Drive, {main}: JobTask, now: number) {
	const {namespace, context, strategy} = plan;
	return {mainContainer: main, namespace, context, strategy: strategy.type, now};
}
