import {needsBuild} from '../../image/needs-build.ts';
import type {RefSource, RunRequest} from '../engine.ts';
import {insideEnvOf} from '../inside.ts';
import {withoutSources} from '../refs.ts';
import type {Cluster} from './client/client.ts';
import {annotationsOf, labelsOf} from './labels.ts';
import {outputsInside} from './manifests/places.ts';
import {jobNamesOf, repositoryOf} from './names.ts';
import type {ClusterRef, KubernetesPlan, LocalSource} from './plan.ts';
import {type RestOfPlan, writeRest} from './rest-of-plan.ts';
import {defaultClusterSettings} from './settings/cluster-settings.ts';
import {strategyOf} from './strategy.ts';

const defaultShmSize = '2g';

/** What a launch on a cluster will do. `kubeconfig`: absolute paths of its files. */
export function createKubernetesPlan(
	request: RunRequest,
	cluster: Pick<Cluster, 'context' | 'namespace' | 'server'> & {readonly kubeconfig: readonly string[]},
	/** `now`: milliseconds since 1970. `realPath`: the path without links; the path itself where nothing stands. */
	from: {readonly now: number; readonly realPath: (path: string) => string},
): KubernetesPlan {
	const {runId, name, specification, runFolder, codeFolder} = request;
	const {context: _, namespace: _namespace, ...settings} = request.settings.kubernetes ?? defaultClusterSettings;
	const image = withoutSources(request, from.realPath);
	const strategy = strategyOf(image, settings, specification.kind);
	const jobs = jobNamesOf({name, runId, runFolder, created: from.now});
	const isBuilt = strategy.type === 'kaniko' && needsBuild(image);
	const repository = isBuilt && settings.registry !== undefined ? repositoryOf(settings.registry, name) : undefined;
	const buildJob = isBuilt ? jobs.buildJob : undefined;
	const localSources = localSourcesOf(request);
	const rest: RestOfPlan = {
		polyaxonEnv: insideEnvOf(request, outputsInside),
		refs: refsOf(request),
		shmSize: quantityOf(request.settings.shmSize ?? defaultShmSize),
		gracePeriod: request.settings.gracePeriod,
		settings,
	};
	return {
		engine: 'kubernetes',
		runId,
		name,
		kind: specification.kind,
		runFolder,
		codeFolder,
		image,
		context: cluster.context,
		namespace: cluster.namespace,
		server: cluster.server,
		kubeconfig: cluster.kubeconfig,
		strategy,
		...(repository !== undefined && {repository}),
		job: jobs.job,
		...(buildJob !== undefined && {buildJob}),
		labels: labelsOf(request),
		annotations: annotationsOf(request, {created: from.now, strategy, repository, buildJob, rest: writeRest(rest)}),
		environment: specification.environment,
		...(localSources.length > 0 && {localSources}),
		...(specification.command !== undefined && {command: specification.command}),
		...rest,
	};
}

/** Configmaps go before secrets: of two with the same key the later one counts. */
function refsOf({specification: {environment}, settings}: RunRequest): readonly ClusterRef[] {
	return [...named('configmap', environment.configmap_refs, settings.configmapRefs), ...named('secret', environment.secret_refs, settings.secretRefs)];
}

function named(kind: ClusterRef['kind'], names: readonly string[], catalogue: readonly RefSource[]): readonly ClusterRef[] {
	return [...new Set(names)].map(name => {
		const {k8sName = name, items} = catalogue.find(source => source.name === name) ?? {};
		return {kind, name, k8sName, ...(items && {items})};
	});
}

function localSourcesOf({specification: {environment}, settings}: RunRequest): readonly LocalSource[] {
	const of = (kind: LocalSource['kind'], names: readonly string[], catalogue: readonly RefSource[]) =>
		catalogue.flatMap(({name, envFile, isLocal}) => (isLocal && names.includes(name) ? [{kind, name, path: envFile}] : []));
	return [...of('configmap', environment.configmap_refs, settings.configmapRefs), ...of('secret', environment.secret_refs, settings.secretRefs)];
}

/** A size as engines write it (`512m`, `2g`, `100`) as Kubernetes writes it, where `m` would be a thousandth. */
function quantityOf(size: string): string {
	const [, amount = '', unit = ''] = /^(\d+)([kmg]?)b?$/i.exec(size) ?? [];
	return unit === '' ? amount : `${amount}${unit.toUpperCase()}i`;
}
