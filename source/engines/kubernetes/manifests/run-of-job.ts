import type {V1Job} from '@kubernetes/client-node';
import {bareImage} from '../../../image/plan.ts';
import {kinds} from '../../../polyaxonfile/rules/kind.ts';
import type {Environment, Kind, RenderedSpecification} from '../../../polyaxonfile/specification.ts';
import type {RunId} from '../../engine.ts';
import type {Cluster} from '../client/client.ts';
import type {KubernetesHandle, Made} from '../handle.ts';
import {annotationKeys, isOfRun, type Role, roleLabel} from '../labels.ts';
import type {BuildStrategy, KubernetesPlan} from '../plan.ts';
import {readRest} from '../rest-of-plan.ts';
import type {ClusterSettings} from '../settings/cluster-settings.ts';

/** A run that is known by one of its Jobs alone: its folder may be on another machine. Texts are as they were written there: sanitise them before they are shown. */
export type RunOfJob = {
	readonly runId: RunId;
	readonly name: string;
	readonly kind: Kind;
	readonly role: Role;
	/** Name of the run's Job, also where that was not made yet: no other run has it. */
	readonly job: string;
	readonly namespace: string;
	/** When the run was started, milliseconds since 1970. */
	readonly createdAt: number;
	readonly codeFolder: string;
	/** Tells runs of one id apart that are of different machines or data folders. */
	readonly folderHash: string;
	readonly declarations: RenderedSpecification['declarations'];
	readonly environment: Environment;
	readonly command?: string;
	/** Absent when it was too long. */
	readonly polyaxonfile?: string;
	/** What goes on with it from a folder of this machine. */
	plan(runFolder: string): KubernetesPlan;
	readonly handle: KubernetesHandle;
};

/** What the name of a run's Job becomes that of its build by: see `jobNamesOf`. */
const buildEnding = '-build';

/** The run of a Job; undefined when it is none of ours, or what it says of itself cannot be read. */
export function runOfJob(
	{metadata = {}, spec}: V1Job,
	at: Pick<Cluster, 'context' | 'namespace' | 'server'> & {
		readonly kubeconfig: readonly string[];
		readonly settings: ClusterSettings;
		readonly gracePeriod: number;
	},
): RunOfJob | undefined {
	const text = (key: keyof typeof annotationKeys) => metadata.annotations?.[annotationKeys[key]];
	const role = metadata.labels?.[roleLabel];
	const runId = text('run');
	const createdAt = Date.parse(text('created') ?? '');
	const name = text('name');
	const kind = text('kind');
	const strategy = text('strategy');
	if (!metadata.name || !metadata.uid || (role !== 'run' && role !== 'build')) return undefined;
	if (role === 'build' && !metadata.name.endsWith(buildEnding)) return undefined;
	if (!isRunId(runId) || !isOfRun(runId, metadata.labels) || !name || !isKind(kind) || Number.isNaN(createdAt) || !isStrategy(strategy)) return undefined;
	const made: Made = {name: metadata.name, uid: metadata.uid, at: Number(new Date(metadata.creationTimestamp ?? createdAt))};
	const pod = spec?.template.spec;
	const image = pod?.containers[0]?.image;
	const environment: Environment = {secret_refs: [], configmap_refs: [], ...parsed<Environment>(text('environment'))};
	const job = role === 'run' ? metadata.name : metadata.name.slice(0, -buildEnding.length);
	const namespace = metadata.namespace ?? at.namespace;
	const own = readRest(text('rest'));
	const cannotRun = text('container') === 'build' ? undefined : whyNot(text('leftOut'), own !== undefined);
	const repository = text('repository');
	const command = text('command');
	const polyaxonfile = text('polyaxonfile');
	// Anybody may have written another name there, of a Job that is not the run's
	const buildJob = text('buildJob') === job + buildEnding ? job + buildEnding : undefined;
	const {context: _, namespace: _namespace, ...settings} = at.settings;
	return {
		...{runId, name, kind, role, job, namespace, createdAt},
		codeFolder: text('codeFolder') ?? '',
		folderHash: text('folderHash') ?? '',
		declarations: parsed<RenderedSpecification['declarations']>(text('declarations')) ?? {},
		environment,
		...(command !== undefined && {command}),
		...(polyaxonfile !== undefined && {polyaxonfile}),
		handle: role === 'build' ? {build: made, ...identityOf(pod?.containers[0]?.args)} : {...(image !== undefined && {image}), job: made},
		plan: runFolder => ({
			...{engine: 'kubernetes', runId, name, kind, runFolder},
			codeFolder: text('codeFolder') ?? '',
			image: {...bareImage(text('base')), steps: textsIn(text('steps'))},
			...{context: at.context, namespace, server: at.server, kubeconfig: at.kubeconfig},
			strategy: {type: strategy, why: text('why') ?? ''},
			...(repository !== undefined && {repository}),
			job,
			...(buildJob !== undefined && {buildJob}),
			labels: metadata.labels ?? {},
			annotations: ownAnnotations(metadata.annotations),
			polyaxonEnv: [],
			environment,
			refs: [],
			shmSize: pod?.volumes?.find(volume => volume.name === 'shm')?.emptyDir?.sizeLimit ?? '',
			...(command !== undefined && {command}),
			gracePeriod: pod?.terminationGracePeriodSeconds ?? at.gracePeriod,
			settings,
			...own,
			adopted: cannotRun === undefined ? {} : {cannotRun},
		}),
	};
}

/** The Job of a run is made of its command and environment, and of what `rest` holds. */
function whyNot(leftOut = '', hasRest: boolean): string | undefined {
	const [missing] = leftOut.split(',').filter(key => key === 'command' || key === 'environment' || key === 'rest');
	if (missing !== undefined) return `its ${missing === 'rest' ? 'settings were' : `${missing} was`} too long to go along with it.`;
	return hasRest ? undefined : 'the annotation polyaxon-tui/rest-of-plan of its Job is missing or cannot be read.';
}

/** The name that the builder pushes the image under. */
function identityOf(args: readonly string[] = []): Pick<KubernetesHandle, 'identity'> {
	const reference = args.find(each => each.startsWith('--destination='))?.slice('--destination='.length);
	return reference === undefined ? {} : {identity: {reference, contextHash: ''}};
}

/** Those of the file are added anew. */
function ownAnnotations(annotations: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
	const own: readonly string[] = Object.values(annotationKeys);
	return Object.fromEntries(Object.entries(annotations).filter(([key]) => own.includes(key)));
}

function isRunId(text: string | undefined): text is RunId {
	return text !== undefined && /^r-[0-9a-z]{6}$/.test(text);
}

function isKind(text: string | undefined): text is Kind {
	return kinds.some(kind => kind === text);
}

function isStrategy(text: string | undefined): text is BuildStrategy['type'] {
	return text === 'none' || text === 'kaniko' || text === 'inline';
}

function textsIn(text: string | undefined): readonly string[] {
	const value = parsed<object>(text);
	return Array.isArray(value) ? value.filter(each => typeof each === 'string') : [];
}

/** Anybody may have written what stands there. */
function parsed<T extends object>(text: string | undefined): T | undefined {
	try {
		const value: unknown = JSON.parse(text ?? 'null');
		return typeof value === 'object' && value !== null ? (value as T) : undefined;
	} catch {
		return undefined;
	}
}
