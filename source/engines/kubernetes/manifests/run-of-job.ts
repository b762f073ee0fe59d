import type {V1Job} from '@kubernetes/client-node';
import {bareImage} from '../../../image/plan.ts';
import type {Environment, Kind, RenderedSpecification} from '../../../polyaxonfile/specification.ts';
import type {RunId} from '../../engine.ts';
import type {Cluster} from '../client/client.ts';
import type {KubernetesHandle, Made} from '../handle.ts';
import {annotationKeys, type Role, roleLabel} from '../labels.ts';
import type {BuildStrategy, KubernetesPlan} from '../plan.ts';
import type {ClusterSettings} from '../settings/cluster-settings.ts';

/** A run that is known by one of its Jobs alone: its folder may be on another machine. Texts are as they were written there: sanitise them before they are shown. */
export type RunOfJob = {
	readonly runId: RunId;
	readonly name: string;
	readonly kind: Kind;
	readonly role: Role;
	/** When the run was started, milliseconds since 1970. */
	readonly createdAt: number;
	readonly codeFolder: string;
	/** Tells runs of one id apart that are of different machines or data folders. */
	readonly folderHash: string;
	readonly declarations: RenderedSpecification['declarations'];
	/** Absent when it was too long. */
	readonly polyaxonfile?: string;
	/** What goes on with it from a folder of this machine. */
	plan(runFolder: string): KubernetesPlan;
	readonly handle: KubernetesHandle;
};

/** The run of a Job; undefined when it is none of ours, or what it says of itself cannot be read. */
export function runOfJob(
	job: V1Job,
	at: Cluster & {readonly kubeconfig: readonly string[]; readonly settings: ClusterSettings; readonly gracePeriod: number},
): RunOfJob | undefined {
	const {metadata = {}, spec} = job;
	const text = (key: keyof typeof annotationKeys) => metadata.annotations?.[annotationKeys[key]];
	const role = metadata.labels?.[roleLabel];
	const runId = text('run');
	const createdAt = Date.parse(text('created') ?? '');
	const name = text('name');
	const kind = text('kind');
	const strategy = text('strategy');
	if (!metadata.name || !metadata.uid || (role !== 'run' && role !== 'build')) return undefined;
	if (!runId || name === undefined || !kind || Number.isNaN(createdAt) || !isStrategy(strategy)) return undefined;
	const made: Made = {name: metadata.name, uid: metadata.uid, at: Number(new Date(metadata.creationTimestamp ?? createdAt))};
	const pod = spec?.template.spec;
	const image = pod?.containers[0]?.image;
	const environment = parsed<Environment>(text('environment')) ?? {secret_refs: [], configmap_refs: []};
	const repository = text('repository');
	const command = text('command');
	const polyaxonfile = text('polyaxonfile');
	const buildJob = text('buildJob');
	const {context: _, namespace: _namespace, ...settings} = at.settings;
	return {
		...{runId: runId as RunId, name, kind: kind as Kind, role, createdAt},
		codeFolder: text('codeFolder') ?? '',
		folderHash: text('folderHash') ?? '',
		declarations: parsed<RenderedSpecification['declarations']>(text('declarations')) ?? {},
		...(polyaxonfile !== undefined && {polyaxonfile}),
		handle: role === 'build' ? {build: made} : {...(image !== undefined && {image}), job: made},
		plan: runFolder => ({
			...{engine: 'kubernetes', runId: runId as RunId, name, kind: kind as Kind, runFolder},
			codeFolder: text('codeFolder') ?? '',
			image: {...bareImage(text('base')), steps: parsed<readonly string[]>(text('steps')) ?? []},
			...{context: at.context, namespace: metadata.namespace ?? at.namespace, server: at.server, kubeconfig: at.kubeconfig},
			strategy: {type: strategy, why: text('why') ?? ''},
			...(repository !== undefined && {repository}),
			job: role === 'run' ? made.name : made.name.replace(/-build$/, ''),
			...(buildJob !== undefined && {buildJob}),
			labels: metadata.labels ?? {},
			annotations: metadata.annotations ?? {},
			polyaxonEnv: [],
			environment,
			refs: [],
			shmSize: pod?.volumes?.find(volume => volume.name === 'shm')?.emptyDir?.sizeLimit ?? '',
			...(command !== undefined && {command}),
			gracePeriod: pod?.terminationGracePeriodSeconds ?? at.gracePeriod,
			settings,
		}),
	};
}

function isStrategy(text: string | undefined): text is BuildStrategy['type'] {
	return text === 'none' || text === 'kaniko' || text === 'inline';
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
