import {needsBuild} from '../../image/needs-build.ts';
import type {ImagePlan} from '../../image/plan.ts';
import type {Kind} from '../../polyaxonfile/specification.ts';
import type {ContainerEngineName, RunId, RunRequest} from '../engine.ts';
import {insideEnvOf} from '../inside.ts';
import {type PlannedRefs, refsOf, withoutSources} from '../refs.ts';
import {containerNameOf, labelsOf, repositoryOf} from './container-name.ts';

/** What an engine for containers will do for one run. Values of secrets and configmaps are not in it: their sources are read when the container is made. */
export type ContainerPlan = PlannedRefs & {
	readonly engine: ContainerEngineName;
	readonly runId: RunId;
	readonly name: string;
	readonly kind: Kind;
	readonly runFolder: string;
	readonly codeFolder: string;
	readonly image: ImagePlan;
	/** The engine's id of the base image, when it had that before the launch. */
	readonly baseId?: string;
	/** `localhost/plx-<name>`; absent when nothing is baked, and the base image itself is run. */
	readonly repository?: string;
	/** The user has said that a very large code folder may go along. */
	readonly takesLargeContext?: boolean;
	/** Such as `linux/amd64`. */
	readonly platform: string;
	/** Name of the container. */
	readonly container: string;
	readonly labels: ReadonlyArray<readonly [string, string]>;
	/** What the run is told, with paths as they are in the container; of two with one name the later counts. */
	readonly polyaxonEnv: ReadonlyArray<readonly [string, string]>;
	readonly resources: {
		/** Cores. */
		readonly cpu?: number;
		/** Mi. */
		readonly memory?: number;
		readonly gpus: number;
		readonly shmSize: string;
	};
	/** The command; absent for `kind: build`. */
	readonly command?: string;
	/** Seconds. */
	readonly gracePeriod: number;
};

/** Where the outputs folder of a run is mounted. */
export const outputsInside = '/outputs';

const defaultShmSize = '2g';

/** What a launch in a container will do. */
export function createContainerPlan(
	engine: ContainerEngineName,
	request: RunRequest,
	/** `realPath`: the path without links; the path itself where nothing stands. */
	from: {readonly platform: string; readonly realPath: (path: string) => string; readonly baseId?: string},
): ContainerPlan {
	const {specification, settings} = request;
	const image = withoutSources(request, from.realPath);
	const {cpu, memory, gpu} = specification.environment.resources ?? {};
	return {
		engine,
		runId: request.runId,
		name: request.name,
		kind: specification.kind,
		runFolder: request.runFolder,
		codeFolder: request.codeFolder,
		image,
		...(from.baseId !== undefined && {baseId: from.baseId}),
		...(needsBuild(image) && {repository: repositoryOf(request.name)}),
		...(settings.takesLargeContext && {takesLargeContext: true}),
		platform: from.platform,
		container: containerNameOf(request),
		labels: labelsOf(request),
		polyaxonEnv: insideEnvOf(request, outputsInside),
		resources: {
			...(cpu?.limits !== undefined && {cpu: cpu.limits}),
			...(memory?.limits !== undefined && {memory: memory.limits}),
			gpus: Math.ceil(gpu?.limits ?? gpu?.requests ?? 0),
			shmSize: settings.shmSize ?? defaultShmSize,
		},
		...refsOf(request),
		...(specification.command !== undefined && {command: specification.command}),
		gracePeriod: settings.gracePeriod,
	};
}
