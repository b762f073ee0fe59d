import {arch} from 'node:os';
import {join} from 'node:path';
import {hashOf} from '../../image/content-hash.ts';
import {mentionsPython} from '../../image/plan.ts';
import type {RunId, RunRequest} from '../engine.ts';
import {polyaxonEnvOf} from '../polyaxon-env.ts';
import {type PlannedRefs, refsOf, secretFilter} from '../refs.ts';
import type {Interpreter} from './interpreter.ts';

/** What the host engine will do for one run. Values of secrets and configmaps are not in it: their files are read when the process starts. */
export type HostPlan = PlannedRefs & {
	readonly engine: 'host';
	readonly runId: RunId;
	readonly name: string;
	readonly runFolder: string;
	readonly codeFolder: string;
	/** Paths in `codeFolder` that are copied into the run's own code folder. */
	readonly codeFiles: readonly string[];
	/** Bytes of `codeFiles` when the plan was made. */
	readonly codeSize?: number;
	/** Files of the code folder that the settings name as sources of secrets: they do not go along. */
	readonly secretFiles?: readonly string[];
	/** What of the code folder cannot go along: links out of it, special files. */
	readonly leftOut?: ReadonlyArray<{readonly path: string; readonly reason: string}>;
	/** The base image that is named in the file and not used here. */
	readonly unusedImage?: string;
	/** Keys of the build section that are about images only. */
	readonly unusedKeys?: readonly string[];
	/** Absent when there are no build steps. */
	readonly environment?: {
		/** Hex; names the folder `<cache>/polyaxon-tui/envs/<key>`. */
		readonly key: string;
		readonly folder: string;
		readonly steps: readonly string[];
		/** Files that the steps see, relative to `codeFolder`. */
		readonly stepFiles: readonly string[];
		/** Hex SHA-256 of the names and bytes of `stepFiles`: what is copied has to be what was planned. */
		readonly stepFilesHash: string;
		readonly needsPython: boolean;
		/** The python3 that the virtual environment is made with; absent when it is not needed or not there. */
		readonly python?: Interpreter;
	};
	/** env_vars of the polyaxonfile, for steps and command. */
	readonly env: ReadonlyArray<readonly [string, string]>;
	/** What the platform told the run: POLYAXON_… variables. */
	readonly polyaxonEnv: ReadonlyArray<readonly [string, string]>;
	/** Whether a GPU is asked for; without, CUDA shows the run none. */
	readonly asksGpu?: boolean;
	/** Limits of the polyaxonfile that nothing here keeps to, such as `memory 512 Mi`. */
	readonly unkeptLimits?: readonly string[];
	/** The argument of `bash -c`; absent for `kind: build`. */
	readonly command?: string;
	/** Seconds. */
	readonly gracePeriod: number;
};

/** Changes when environments are built in another way, so that older ones are not taken. */
const schemaVersion = '1';

/** What a launch on this computer will do. `findPython` is asked only when a virtual environment is needed. */
export function createHostPlan(
	request: RunRequest,
	from: {
		readonly cacheFolder: string;
		readonly platform: string;
		readonly findPython: () => Interpreter | undefined;
		/** The path without links; the path itself where nothing stands. */
		readonly realPath: (path: string) => string;
	},
): HostPlan {
	const {specification, image, settings} = request;
	const environment = environmentOf(request, from);
	const isSecret = secretFilter(request, from.realPath);
	const codeFiles = image.codeFiles.filter(({path}) => !isSecret(path));
	return {
		engine: 'host',
		runId: request.runId,
		name: request.name,
		runFolder: request.runFolder,
		codeFolder: request.codeFolder,
		codeFiles: codeFiles.map(file => file.path),
		codeSize: codeFiles.reduce((sum, file) => sum + file.size, 0),
		secretFiles: image.codeFiles.filter(file => !codeFiles.includes(file)).map(file => file.path),
		leftOut: image.leftOut,
		...(image.base !== undefined && {unusedImage: image.base}),
		unusedKeys: unusedKeysOf(request),
		...(environment && {environment}),
		env: image.env,
		polyaxonEnv: polyaxonEnvOf(request),
		asksGpu: (specification.environment.resources?.gpu?.limits ?? specification.environment.resources?.gpu?.requests ?? 0) > 0,
		unkeptLimits: limitsOf(request),
		...refsOf(request),
		...(specification.command !== undefined && {command: specification.command}),
		gracePeriod: settings.gracePeriod,
	};
}

function unusedKeysOf({specification: {build}}: RunRequest): readonly string[] {
	const {dockerfile, context, lang_env, nocache} = build ?? {};
	return Object.entries({dockerfile, context, lang_env, nocache: nocache || undefined}).flatMap(([key, value]) => (value === undefined ? [] : [key]));
}

function environmentOf(request: RunRequest, from: Parameters<typeof createHostPlan>[1]): HostPlan['environment'] {
	const {image, specification} = request;
	if (image.steps.length === 0) return undefined;
	const needsPython = image.usesPython || mentionsPython(specification.command ?? '');
	const python = needsPython ? from.findPython() : undefined;
	const key = hashOf([
		schemaVersion,
		needsPython ? `${python?.realPath} ${python?.version}` : '',
		`${from.platform} ${arch()}`,
		hashOf(image.steps),
		hashOf(image.env.flat()),
		image.stepFilesHash,
	]).slice(0, 20);
	return {
		key,
		folder: join(from.cacheFolder, 'envs', key),
		steps: image.steps,
		stepFiles: image.stepFiles.map(file => file.path),
		stepFilesHash: image.stepFilesHash,
		needsPython,
		...(python && {python}),
	};
}

function limitsOf({specification}: RunRequest): readonly string[] {
	const {cpu, memory} = specification.environment.resources ?? {};
	return [...(cpu?.limits === undefined ? [] : [`cpu ${cpu.limits}`]), ...(memory?.limits === undefined ? [] : [`memory ${memory.limits} Mi`])];
}
