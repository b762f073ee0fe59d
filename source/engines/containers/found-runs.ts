import {bareImage} from '../../image/plan.ts';
import {kinds} from '../../polyaxonfile/rules/kind.ts';
import type {Kind} from '../../polyaxonfile/specification.ts';
import type {World} from '../../world.ts';
import {type ContainerEngineName, containerEngineNames, type RunHandle, type RunId, type RunStatus} from '../engine.ts';
import {type ContainerState, parseState} from './container-state.ts';
import type {ContainerPlan} from './plan.ts';
import {runTool, type Tools} from './run-tool.ts';
import {containerTools} from './tools.ts';

/** A run that is known by the labels of its container alone: its folder need not be there. */
export type FoundRun = {
	readonly runId: RunId;
	readonly name: string;
	readonly kind: Kind;
	readonly engine: ContainerEngineName;
	/** Milliseconds since 1970. */
	readonly createdAt: number;
	readonly codeFolder: string;
	/** Where its folder was when it was started. */
	readonly runFolder: string;
	/** What goes on with it from another folder. */
	plan(runFolder: string): ContainerPlan;
	readonly handle: RunHandle;
	/** As its container stands. Times are milliseconds since 1970. */
	readonly state: {readonly status: RunStatus; readonly exitCode?: number; readonly startedAt?: number; readonly endedAt?: number};
};

/** Milliseconds. */
const defaultPatience = 5000;

/** The runs of all engines of this machine that have a container now, newest first; none of an engine that does not answer within `patience` ms. */
export async function findRunsByLabel(world: World, patience = defaultPatience): Promise<readonly FoundRun[]> {
	const signal = AbortSignal.timeout(patience);
	const found = await Promise.all(containerEngineNames.map(name => runsOf({world, tool: containerTools[name]}, signal)));
	// docker's command may speak to podman: then both name the same containers
	const runs = found.flat().filter((run, index, all) => all.findIndex(other => other.plan('').container === run.plan('').container) === index);
	return runs.toSorted((one, other) => other.createdAt - one.createdAt);
}

async function runsOf(tools: Tools, signal: AbortSignal): Promise<readonly FoundRun[]> {
	const {isOk, stdout} = await runTool(tools, ['ps', '-a', '--filter', 'label=plx.run', '--format', '{{.Names}}'], {signal});
	const names = isOk ? stdout.split('\n').flatMap(line => line.trim().split(',')[0] || []) : [];
	const runs = await Promise.all(
		names.map(async name => {
			const answer = await runTool(tools, ['container', 'inspect', name], {signal});
			return answer.isOk ? runOf(tools.tool.name, name, answer.stdout) : undefined;
		}),
	);
	return runs.filter(run => run !== undefined);
}

type Inspected = {
	readonly Created?: string;
	readonly ImageName?: string;
	readonly Config?: {readonly Image?: string; readonly Labels?: Readonly<Record<string, string>>};
};

/** The run of a container, from what `container inspect` prints; undefined when it is none of ours, or was never started. */
export function runOf(engine: ContainerEngineName, container: string, inspected: string): FoundRun | undefined {
	const [facts] = JSON.parse(inspected) as readonly Inspected[];
	const labels = facts?.Config?.Labels ?? {};
	const state = parseState(inspected);
	const {'plx.run': runId, 'plx.name': name, 'plx.folder': folder, 'plx.code': codeFolder} = labels;
	const kind = kinds.find(each => each === labels['plx.kind']);
	const memory = numberOf(labels['plx.memory']);
	if (!runId || !name || !kind || !folder || !codeFolder || !state || !('startedAt' in state) || state.startedAt === undefined) return undefined;
	const image = facts?.ImageName ?? facts?.Config?.Image ?? '';
	return {
		...{runId: runId as RunId, name, kind, engine, codeFolder, runFolder: folder},
		createdAt: Date.parse(facts?.Created ?? '') || state.startedAt,
		state: standing(state),
		handle: {pulled: state.startedAt, image, created: state.startedAt, started: state.startedAt},
		plan: runFolder => ({
			...{engine, runId: runId as RunId, name, kind, runFolder, codeFolder, container},
			image: bareImage(image),
			platform: '',
			labels: Object.entries(labels),
			polyaxonEnv: [],
			resources: {gpus: 0, shmSize: '', ...(memory !== undefined && {memory})},
			secretRefs: [],
			configmapRefs: [],
			missingRefs: [],
			command: '',
			gracePeriod: numberOf(labels['plx.grace']) ?? defaultGracePeriod,
		}),
	};
}

function standing(state: ContainerState): FoundRun['state'] {
	const startedAt = 'startedAt' in state && state.startedAt !== undefined ? {startedAt: state.startedAt} : {};
	if (state.is !== 'ended') return {status: state.is === 'running' ? 'running' : 'unknown', ...startedAt};
	const {exitCode, endedAt} = state;
	return {status: exitCode === 0 ? 'succeeded' : 'failed', exitCode, ...startedAt, ...(endedAt !== undefined && {endedAt})};
}

const defaultGracePeriod = 10;

/** The number of a label, whatever else may stand in it. */
function numberOf(text: string | undefined): number | undefined {
	return text !== undefined && /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined;
}
