import type {ImagePlan} from '../image/plan.ts';
import type {Problem} from '../polyaxonfile/problem.ts';
import type {RenderedSpecification} from '../polyaxonfile/specification.ts';
import type {ContainerPlan} from './containers/plan.ts';
import type {HostPlan} from './host/plan.ts';
import type {KubernetesPlan} from './kubernetes/plan.ts';
import type {ClusterSettings} from './kubernetes/settings/cluster-settings.ts';

/** Short and sortable by time, such as `r-7f3k2m`. */
export type RunId = `r-${string}`;

/** Programs that run containers. */
export type ContainerEngineName = 'podman' | 'docker' | 'nerdctl';

export type EngineName = 'host' | ContainerEngineName | 'kubernetes';

/** Those of this release that run containers, in the order in which they are tried. */
export const containerEngineNames: readonly ContainerEngineName[] = ['podman', 'docker', 'nerdctl'];

/** Names of the engines of this release. */
export const engineNames: readonly EngineName[] = ['host', ...containerEngineNames, 'kubernetes'];

/**
 * Where the values of a secret or configmap are on this machine; the values themselves are never in our data. `envFile` is an env file, a manifest of
 * Kubernetes (.yaml, .yml, .json), or a folder of files; which one is seen when it is read.
 */
export type RefSource = {
	readonly name: string;
	readonly envFile: string;
	readonly items?: readonly string[];
	/** How a cluster names it; absent where that is the same name. */
	readonly k8sName?: string;
	/** The settings say where it is on this machine and nothing of a cluster. */
	readonly isLocal?: true;
};

/** What the settings files, the environment and the flags decided. */
export type EngineSettings = {
	readonly engine?: EngineName;
	readonly secretRefs: readonly RefSource[];
	readonly configmapRefs: readonly RefSource[];
	/** Seconds between the request to end and the kill. */
	readonly gracePeriod: number;
	/** The user has said that a very large code folder may go into an image. */
	readonly takesLargeContext?: boolean;
	/** Size of /dev/shm in a container, as engines write it: `2g`. */
	readonly shmSize?: string;
	/** Absent for what the settings files have as defaults. */
	readonly kubernetes?: ClusterSettings;
};

export type RunRequest = {
	readonly runId: RunId;
	/** Name of the code folder, or of the polyaxonfile's `name`. */
	readonly name: string;
	readonly specification: RenderedSpecification;
	readonly image: ImagePlan;
	/** Absolute. */
	readonly codeFolder: string;
	/** Absolute; the run's own folder, where logs, outputs and code go. */
	readonly runFolder: string;
	readonly settings: EngineSettings;
	/** The polyaxonfile's text, which goes along to where another machine may find the run. */
	readonly polyaxonfile?: string;
};

/** What a launch will do, as data: printed by --dry-run, stored in run.json. A union by `engine`. */
export type RunPlan = HostPlan | ContainerPlan | KubernetesPlan;

/** Enough to find a started build or run again from another process. Plain JSON. */
export type RunHandle = {readonly [key: string]: unknown};

export type Stage = 'prepare' | 'upload' | 'build' | 'schedule' | 'pull' | 'init' | 'run';

export type RunStatus =
	| 'created'
	| 'building'
	| 'scheduled'
	| 'starting'
	| 'running'
	| 'succeeded'
	| 'failed'
	| 'stopping'
	| 'stopped'
	| 'unschedulable'
	| 'warning'
	| 'unknown';

/** The cause of a failure in the user's words. */
export type Diagnosis = {
	readonly code: string;
	readonly title: string;
	readonly hint: string;
	/** The log line or fact that proves it. */
	readonly evidence?: string;
};

export type LogStream = {
	/** Also the file name: `logs/<id>.log`. */
	readonly id: string;
	readonly title: string;
	readonly stage: Stage;
	readonly attempt: number;
	readonly pod?: string;
	readonly container?: string;
};

export type StreamState = 'live' | 'reconnecting' | 'quiet' | 'ended';

/** One thing that happened in a run. `at` is milliseconds since 1970. */
export type RunEvent = {readonly at: number} & (
	| {readonly type: 'handle'; readonly handle: RunHandle}
	| {readonly type: 'stage'; readonly stage: Stage; readonly state: 'started' | 'succeeded' | 'failed' | 'skipped'; readonly detail?: string}
	| {readonly type: 'status'; readonly status: RunStatus; readonly reason?: string; readonly message?: string; readonly exitCode?: number}
	/** `isFile`: the process itself writes `logs/<id>.log`; the journal only indexes it, and no `log` event comes. */
	| {readonly type: 'stream-opened'; readonly stream: LogStream; readonly isFile?: boolean}
	/** Whole lines, raw, each ended by a newline but for the very last of a stream; goes to logs/<stream>.log, not to events.jsonl. A line that is
	    written over (a progress bar) or very long may come in parts. `times`: one for each newline. */
	| {readonly type: 'log'; readonly streamId: string; readonly bytes: Uint8Array; readonly times: readonly number[]}
	| {readonly type: 'stream-state'; readonly streamId: string; readonly state: StreamState; readonly detail?: string; readonly exitCode?: number}
	| {readonly type: 'gap'; readonly streamId: string; readonly detail: string}
	| {readonly type: 'notice'; readonly severity: 'info' | 'warning'; readonly text: string}
	| {readonly type: 'diagnosis'; readonly diagnosis: Diagnosis}
);

/** Where a run is executed. Values are made by createHostEngine(world) and createContainerEngine(world, name). */
export type Engine = {
	readonly name: EngineName;
	/** What keeps this engine from working here; empty when ready. At most 3 s. Used by `doctor` and by the wizard. */
	probe(signal: AbortSignal): Promise<readonly Problem[]>;
	/** What a launch would do. Looks at this machine (its python3, where files really are), and changes nothing. */
	plan(request: RunRequest): RunPlan;
	/** The plan for a person to read, for --dry-run: sections of lines. Pure. */
	describe(plan: RunPlan): ReadonlyArray<{readonly title: string; readonly lines: readonly string[]}>;
	/** What would make this plan fail (missing secrets, tools, disk), and what the user should know before. Nothing is created. */
	preflight(plan: RunPlan, signal: AbortSignal): Promise<readonly Problem[]>;
	/** Carries the plan out from wherever `handle` says it stands ({}: nothing done yet), until the run is done.
	    Each `handle` event is the whole handle so far, and is saved before the iterable is asked for more.
	    Aborting the signal stops the following, never the run. */
	drive(plan: RunPlan, handle: RunHandle, signal: AbortSignal): AsyncIterable<RunEvent>;
	/** Ends the run: ask, wait the grace period, kill, descendants included. Resolves when nothing of it lives. */
	stop(plan: RunPlan, handle: RunHandle): Promise<void>;
	/** Deletes what the engine keeps for this run outside the run folder, and what no one of the `others`, the handles of all other runs, has in common with it. */
	remove(plan: RunPlan, handle: RunHandle, others: readonly RunHandle[]): Promise<void>;
};
