import {imageProblems} from '../../image/image-problems.ts';
import {isError, type Problem} from '../../polyaxonfile/problem.ts';
import {checkRefs} from '../check-refs.ts';
import {checkDisk} from '../disk.ts';
import {contextProblems} from './context-problems.ts';
import {whyOnlyHere} from './local-images.ts';
import {gpusAreMissing} from './machine.ts';
import type {ContainerPlan} from './plan.ts';
import {probeAwake} from './probe.ts';
import {runVariables, unpassable} from './run-environment.ts';
import {runTool, type Tools} from './run-tool.ts';

type Planned = Tools & {
	readonly plan: ContainerPlan;
	/** Told the engine's id of the base image, when that is here. */
	readonly found?: (base: string, id: string) => void;
};

/** All that would make the plan fail, at once, and what the user should know before. Nothing is created. */
export async function preflightContainer(tools: Planned, signal: AbortSignal): Promise<readonly Problem[]> {
	signal.throwIfAborted();
	const {world, plan} = tools;
	const [refs, disk, base] = await Promise.all([checkRefs(world, plan), checkDisk([plan.runFolder]), baseProblems(tools)]);
	// An engine that knows the image is awake; asking it about itself takes several times as long
	const awake = base ? [] : await probeAwake(tools, signal);
	const ofEngine = awake.length > 0 ? awake : [...(await limitProblems(tools)), ...(await gpuProblems(tools)), ...(base ?? [])];
	const ofVariables = refs.some(isError) ? [] : await variableProblems(plan);
	signal.throwIfAborted();
	return [...refs, ...imageProblems(plan.image), ...contextProblems(plan), ...ofVariables, ...disk, ...ofEngine];
}

async function variableProblems(plan: ContainerPlan): Promise<readonly Problem[]> {
	return unpassable(await runVariables(plan)).map(name => ({
		code: 'variable-not-passable',
		severity: 'error',
		message: `${name} of a secret or configmap has several lines, and would change what ${plan.engine} itself does.`,
		hint: 'Give the variable another name, or one line.',
		path: ['environment'],
	}));
}

async function limitProblems(tools: Planned): Promise<readonly Problem[]> {
	const {cpu, memory} = tools.plan.resources;
	if (cpu === undefined && memory === undefined) return [];
	const info = (await runTool(tools, ['info', '--format', '{{json .}}'], {patience: 5000})).stdout;
	const lacks = unkeptLimits(info);
	const has = sizeOfMachine(info);
	return [
		...(memory !== undefined && has.memory !== undefined && memory > has.memory
			? [warning('limit-too-large', `The run may use ${memory} Mi of memory, and ${tools.tool.title} has ${has.memory} Mi: it ends earlier than at its limit.`)]
			: []),
		...(cpu !== undefined && has.cpu !== undefined && cpu > has.cpu
			? [
					{
						...warning('limit-too-large', `The run may use ${cpu} processors, and ${tools.tool.title} has ${has.cpu}.`),
						...(tools.tool.name === 'podman' ? {} : refusesIt),
					},
				]
			: []),
		...(memory !== undefined && lacks.memory
			? [warning('limit-not-kept', `${tools.tool.title} cannot limit memory here: ${memory} Mi will not be enforced.`)]
			: []),
		...(cpu !== undefined && lacks.cpu ? [warning('limit-not-kept', `${tools.tool.title} cannot limit the processor here: ${cpu} will not be enforced.`)] : []),
	];
}

/** Which limits an engine says that it cannot keep: podman names the controllers of cgroups that it has, docker and nerdctl say yes or no. */
export function unkeptLimits(info: string): {readonly memory: boolean; readonly cpu: boolean} {
	try {
		const facts: {host?: {cgroupControllers?: readonly string[]}; MemoryLimit?: boolean; CpuCfsQuota?: boolean; CPUCfsQuota?: boolean} = JSON.parse(info);
		const controllers = facts.host?.cgroupControllers;
		if (Array.isArray(controllers)) return {memory: !controllers.includes('memory'), cpu: !controllers.includes('cpu')};
		return {memory: facts.MemoryLimit === false, cpu: (facts.CpuCfsQuota ?? facts.CPUCfsQuota) === false};
	} catch {
		return {memory: false, cpu: false};
	}
}

/** moby daemon/daemon_unix.go: "range of CPUs is from 0.01 to N". */
const refusesIt = {severity: 'error', hint: 'Lower environment.resources.cpu.limits: it makes no container with more than there are.'} as const;

/** How much an engine says that there is. `memory` in Mi. */
export function sizeOfMachine(info: string): {readonly cpu?: number; readonly memory?: number} {
	try {
		const facts: {host?: {cpus?: number; memTotal?: number}; NCPU?: number; MemTotal?: number} = JSON.parse(info);
		const cpu = facts.host?.cpus ?? facts.NCPU;
		const bytes = facts.host?.memTotal ?? facts.MemTotal;
		return {...(cpu !== undefined && {cpu}), ...(bytes !== undefined && {memory: Math.floor(bytes / 2 ** 20)})};
	} catch {
		return {};
	}
}

async function gpuProblems(tools: Planned): Promise<readonly Problem[]> {
	const {gpus} = tools.plan.resources;
	const why = gpus === 0 ? undefined : await gpusAreMissing(tools);
	if (why === undefined) return [];
	const hint = 'Install the NVIDIA Container Toolkit and describe the devices: sudo nvidia-ctk cdi generate --output=/etc/cdi/nvidia.yaml.';
	return [{...warning('no-gpu', `The run asks for ${gpus === 1 ? 'a GPU' : `${gpus} GPUs`} and will have none: ${why}.`), hint}];
}

/** A base image that is here, and made for another processor; undefined when the engine does not have it, or does not answer. */
async function baseProblems(tools: Planned): Promise<readonly Problem[] | undefined> {
	const {base, dockerfile} = tools.plan.image;
	if (base === undefined || dockerfile !== undefined) return undefined;
	const {isOk, stdout} = await runTool(tools, ['image', 'inspect', '--format', '{{.Os}}/{{.Architecture}} {{.Id}}', base], {patience: 5000});
	const [platform = '', id = ''] = stdout.trim().split(' ');
	if (!isOk) {
		const message = await whyOnlyHere(tools, base);
		return message === undefined
			? undefined
			: [
					{
						code: 'image-not-here',
						severity: 'error',
						message,
						hint: 'Correct the name and the tag in build.image, or build the image first.',
						path: ['build', 'image'],
					},
				];
	}
	if (id !== '') tools.found?.(base, id);
	if (platform === '' || platform === tools.plan.platform) return [];
	const hint = `Pull it for this one (${tools.tool.name} pull --platform ${tools.plan.platform} ${base}), or use another image.`;
	return [
		{
			...warning(
				'other-platform',
				`The image ${base} is made for ${platform}, and this computer is ${tools.plan.platform}: its programs will be slow or not start.`,
			),
			hint,
			path: ['build', 'image'],
		},
	];
}

function warning(code: string, message: string): Problem {
	return {code, severity: 'warning', message, path: ['environment', 'resources']};
}
