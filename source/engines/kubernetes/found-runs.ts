import type {V1Job, V1Pod} from '@kubernetes/client-node';
import {UserError} from '../../user-error.ts';
import type {World} from '../../world.ts';
import type {RunStatus} from '../engine.ts';
import {readSettings} from '../settings.ts';
import {corePath, jobPath} from './api-paths.ts';
import {ApiError, isStatus} from './client/api-error.ts';
import {problemOfApiError} from './client/api-problem.ts';
import type {Cluster, KubernetesClient} from './client/client.ts';
import {connectKubernetes} from './client/connect.ts';
import type {KubernetesHandle} from './handle.ts';
import {managedSelector} from './labels.ts';
import {containers} from './manifests/places.ts';
import {type RunOfJob, runOfJob} from './manifests/run-of-job.ts';
import type {ClusterSettings} from './settings/cluster-settings.ts';
import {spanOf} from './status/containers.ts';
import {containerStatus, newestPod, type Observed} from './status/observed.ts';
import {progressOf} from './status/progress.ts';

/** Where runs are looked for: flags, which go before the settings. */
export type WantedRuns = {
	readonly context?: string;
	readonly namespace?: string;
	/** In all namespaces, where the user may look at them. */
	readonly isEverywhere?: boolean;
	/** Milliseconds for the cluster to answer. */
	readonly patience?: number;
};

/** How a run stands by its Jobs alone. Times are milliseconds since 1970; texts are printable. */
export type ClusterState = {
	readonly status: RunStatus;
	readonly reason?: string;
	readonly message?: string;
	readonly exitCode?: number;
	readonly startedAt?: number;
	readonly endedAt?: number;
};

/** A run that is known by its Jobs alone, those for its image and for its command together. */
export type ClusterRun = RunOfJob & {readonly engine: 'kubernetes'; readonly state: ClusterState};

const defaultPatience = 4500;

/** The runs that have a Job in the wanted namespace, newest first, and which one that is. Throws a UserError, with an ApiError as its `cause` when the cluster was asked. */
export async function findRunsInCluster(
	world: World,
	wanted: WantedRuns,
	signal?: AbortSignal,
): Promise<{readonly place: Pick<Cluster, 'context' | 'namespace'>; readonly runs: readonly ClusterRun[]}> {
	const {settings} = await readSettings(world, wanted);
	const {kubernetes, gracePeriod} = settings;
	const {context, namespace} = kubernetes ?? {};
	const connected = await connectKubernetes(world, {...(context !== undefined && {context}), ...(namespace !== undefined && {namespace})});
	if ('code' in connected) throw new UserError(`${connected.message} ${connected.hint ?? ''}`.trim());
	const {client, kubeconfig} = connected;
	try {
		const at = {...client.cluster, kubeconfig: kubeconfig.files, settings: kubernetes as ClusterSettings, gracePeriod};
		const {jobs, pods} = await readRuns(client, wanted, signal);
		return {place: {context: at.context, namespace: at.namespace}, runs: runsOfJobs(jobs, pods, at, world.now())};
	} catch (error) {
		if (!(error instanceof ApiError)) throw error;
		signal?.throwIfAborted();
		const {message, hint} = problemOfApiError(error, client.cluster);
		throw new UserError(`${message} ${hint ?? ''}`.trim(), 1, {cause: error});
	} finally {
		client.close();
	}
}

/** All Jobs and pods of ours in a namespace. Who may not see pods sees what the Jobs tell. Throws an ApiError. */
async function readRuns(
	client: KubernetesClient,
	{isEverywhere = false, patience = defaultPatience}: WantedRuns,
	signal: AbortSignal | undefined,
): Promise<{readonly jobs: readonly V1Job[]; readonly pods: readonly V1Pod[]}> {
	const {namespace} = client.cluster;
	const options = {query: {labelSelector: managedSelector}, deadline: patience, ...(signal && {signal})};
	const [jobs, pods] = await Promise.all([
		client.request<{readonly items: readonly V1Job[]}>('GET', isEverywhere ? '/apis/batch/v1/jobs' : jobPath(namespace), options),
		client.request<{readonly items: readonly V1Pod[]}>('GET', isEverywhere ? '/api/v1/pods' : corePath(namespace, 'pods'), options).catch(error => {
			if (isStatus(error, 403)) return {items: []};
			throw error;
		}),
	]);
	return {jobs: jobs.items, pods: pods.items};
}

/** The runs of Jobs, newest first: what builds and what runs belong together by the run's id and the name of its Job. `now`: milliseconds since 1970. */
export function runsOfJobs(
	jobs: readonly V1Job[],
	pods: readonly V1Pod[],
	at: Pick<Cluster, 'context' | 'namespace' | 'server'> & {
		readonly kubeconfig: readonly string[];
		readonly settings: ClusterSettings;
		readonly gracePeriod: number;
	},
	now: number,
): readonly ClusterRun[] {
	const runs = new Map<string, Parts>();
	for (const job of jobs) {
		const run = runOfJob(job, at);
		if (!run) continue;
		const key = `${run.namespace}/${run.job}/${run.runId}`;
		const own = pods.filter(({metadata}) => metadata?.ownerReferences?.some(({uid}) => uid === job.metadata?.uid) ?? false);
		runs.set(key, {...runs.get(key), [run.role]: {run, observed: {job, pods: own, events: []}}});
	}
	return [...runs.values()].flatMap(parts => joined(parts, now)).toSorted((one, other) => other.createdAt - one.createdAt);
}

type Part = {readonly run: RunOfJob; readonly observed: Observed};
type Parts = {readonly run?: Part; readonly build?: Part};

function joined({run, build}: Parts, now: number): readonly ClusterRun[] {
	const of = run?.run ?? build?.run;
	if (!of) return [];
	// With the Job that built it the whole run is told again: its image is then known by the end of that
	const handle: KubernetesHandle = run && build ? {...build.run.handle, ...(run.run.handle.job && {job: run.run.handle.job})} : of.handle;
	const state = run ? stateOf(run.observed, containers.main, now) : build ? stateOfBuild(build, now) : {status: 'unknown' as const};
	return [{...of, engine: 'kubernetes', handle, state}];
}

function stateOf(observed: Observed, main: string, now: number): ClusterState {
	if (observed.job?.metadata?.deletionTimestamp) return {status: 'stopping'};
	const {status} = progressOf(observed, main, now);
	const container = containerStatus(newestPod(observed), main);
	const {startedAt} = spanOf(container);
	const isOver = status.status === 'succeeded' || status.status === 'failed';
	const exitCode = container?.state?.terminated?.exitCode;
	return {
		status: status.status,
		...(status.reason !== undefined && {reason: status.reason}),
		...(status.message !== undefined && {message: status.message}),
		...(isOver && exitCode !== undefined && {exitCode}),
		...(startedAt !== undefined && {startedAt}),
		...(isOver && {endedAt: status.at}),
	};
}

function stateOfBuild({run, observed}: Part, now: number): ClusterState {
	const state = stateOf(observed, containers.build, now);
	const {startedAt: _, ...rest} = state;
	if (state.status === 'failed') return {...rest, reason: 'build-failed'};
	if (state.status === 'stopping') return rest;
	if (state.status !== 'succeeded') return {...rest, status: 'building'};
	if (run.kind === 'build') return rest;
	return {status: 'created', reason: 'not-started', message: 'Its image is built, and its command was not started yet.'};
}
