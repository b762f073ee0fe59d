import {realpathSync} from 'node:fs';
import {arch} from 'node:os';
import type {Problem} from '../../polyaxonfile/problem.ts';
import type {World} from '../../world.ts';
import type {ContainerEngineName, Engine, RunRequest} from '../engine.ts';
import {describeContainer} from './describe.ts';
import {driveContainer} from './drive.ts';
import {toContainerHandle} from './handle.ts';
import {type ContainerPlan, createContainerPlan} from './plan.ts';
import {preflightContainer} from './preflight.ts';
import {probeContainers} from './probe.ts';
import {removeRun} from './remove.ts';
import {stopRun} from './stop.ts';
import {containerTools} from './tools.ts';

/** The engine that builds images and runs containers with podman, docker or nerdctl. */
export function createContainerEngine(world: World, name: ContainerEngineName): Omit<Engine, 'plan'> & {plan(request: RunRequest): ContainerPlan} {
	const tools = {world, tool: containerTools[name]};
	let probing: Promise<readonly Problem[]> | undefined;
	// What the engine was asked for a plan that is made again for the launch a moment later
	const baseIds = new Map<string, string>();
	return {
		name,
		probe: signal => (probing ??= probeContainers(tools, signal)),
		plan: request => createContainerPlan(name, request, {platform: platformOf(), realPath, ...baseIdOf(request.image.base)}),
		describe: describeContainer,
		preflight: (plan: ContainerPlan, signal) => preflightContainer({...tools, plan, found: (base, id) => baseIds.set(base, id)}, signal),
		drive: (plan: ContainerPlan, handle, signal) => driveContainer({...tools, plan, signal}, toContainerHandle(handle)),
		stop: (plan: ContainerPlan) => stopRun({...tools, plan}),
		remove: (plan: ContainerPlan, handle, others) => removeRun({...tools, plan}, toContainerHandle(handle), others.map(toContainerHandle)),
	};

	function baseIdOf(base: string | undefined): {readonly baseId?: string} {
		const baseId = base === undefined ? undefined : baseIds.get(base);
		return baseId === undefined ? {} : {baseId};
	}
}

const architectures: Readonly<Record<string, string>> = {x64: 'amd64', arm64: 'arm64', ia32: '386', arm: 'arm'};

/** The platform of images for this computer, in the words of OCI. */
function platformOf(): string {
	return `linux/${architectures[arch()] ?? arch()}`;
}

function realPath(path: string): string {
	try {
		return realpathSync(path);
	} catch {
		return path;
	}
}
