import {setTimeout as wait} from 'node:timers/promises';
import type {RunEvent} from '../engine.ts';
import {isStopAskedFor} from '../stop-request.ts';
import type {Drive} from './drive-context.ts';
import type {JobEnd, JobTask} from './follow-job.ts';
import type {Item} from './follow-stream.ts';
import type {JobStreams} from './job-streams.ts';
import {containers} from './manifests/places.ts';
import type {ContainerView} from './status/containers.ts';
import {diagnoseCluster, type Trouble, toDiagnosis} from './status/diagnose.ts';
import {type ClusterEnd, endOf} from './status/end.ts';
import {helperPatience, holdersOf} from './status/holders.ts';
import {newsOf} from './status/news.ts';
import {type Progress, progressOf} from './status/progress.ts';
import type {JobWatch} from './watch-job.ts';

const pause = 1000;

/** What there is when the end of a Job was seen. */
type Finish = {
	readonly drive: Drive;
	readonly task: JobTask;
	readonly watch: JobWatch;
	readonly streams: JobStreams;
	readonly push: (item: Item) => void;
	readonly end: ClusterEnd;
	/** What has been told, but for `news`. */
	readonly progress: Progress;
	/** Told after the logs: what was written before the end comes before it. */
	readonly news: readonly RunEvent[];
	/** A pod was being sent its code. */
	readonly isUploading: boolean;
	/** Milliseconds since 1970; see `endOf`. */
	readonly now: number;
};

/** All logs are read to their end before the end is told; those of containers that live on are left where they are. */
export async function finishJob({drive, task, watch, streams, push, end, progress, news, isUploading, now}: Finish): Promise<JobEnd> {
	const {world, plan, signal} = drive;
	const tell = (events: readonly RunEvent[], of: Progress) => {
		for (const event of events) for (const told of task.told(event, of)) push(told);
	};
	let living = await watch.look(60_000);
	for (const begun = performance.now(); holdersOf(living, task.main).length > 0; ) {
		if (isStopAskedFor(plan) || performance.now() - begun > helperPatience) break;
		await wait(pause, undefined, {signal});
		living = await watch.look(0).catch(() => living);
	}
	const heldBy = isStopAskedFor(plan) ? [] : holdersOf(living, task.main);
	await streams.finish(livingOf(progressOf(living, task.main, now)));
	tell(news, progress);
	const observed = await watch.lookAtAll().catch(() => living);
	// Who ended a pod is sometimes told by events alone, which are not read while it runs
	if (end.status === 'failed') end = endOf(observed, task.main, now) ?? end;
	const last = progressOf(observed, task.main, now);
	const detail = isStopAskedFor(plan) ? 'stopped' : end.message;
	if (isUploading && end.status === 'failed') push({at: world.now(), type: 'stage', stage: 'upload', state: 'failed', detail: detail ?? ''});
	tell([...newsOf(progress, last), ...endsOfStages(last, end, detail, world.now())], last);
	if (heldBy.length > 0) {
		const what = task.main === containers.build ? 'build' : 'command';
		const text = `The ${what} has ended, and ${heldBy.join(', ')} in its pod has not: the pod is to go with its Job, so that nothing runs on.`;
		push({at: world.now(), type: 'notice', severity: 'info', text});
	}
	const found = end.status === 'failed' ? diagnoseCluster({...observed, ...lookOf(drive, task, now)}) : undefined;
	return {
		end,
		observed,
		...(heldBy.length > 0 && {isHeld: true}),
		...(found && {diagnosis: {...toDiagnosis(found), ...(found.isGeneral && {isGeneral: true})}}),
	};
}

/** Containers whose logs have no end yet. */
export function livingOf({containers}: Progress): readonly ContainerView[] {
	return containers.filter(({state, isGone}) => state === 'running' && !isGone);
}

/** Of a pod that vanished nobody tells that its stages are over. */
function endsOfStages({stages, attempt}: Progress, {status, at}: ClusterEnd, detail: string | undefined, now: number): readonly RunEvent[] {
	return stages
		.filter(span => span.state === 'started' && span.attempt === Math.max(attempt, 1))
		.map(({stage, startedAt}) => ({
			at: Math.max(at ?? now, startedAt),
			type: 'stage',
			stage,
			state: status,
			...(status === 'failed' && detail !== undefined && {detail}),
		}));
}

/** What a diagnosis needs to know beside what was seen. `now`: milliseconds since 1970. */
export function lookOf({plan}: Drive, {main}: JobTask, now: number): Pick<Trouble, 'mainContainer' | 'namespace' | 'context' | 'strategy' | 'now'> {
	const {namespace, context, strategy} = plan;
	return {mainContainer: main, namespace, context, strategy: strategy.type, now};
}
