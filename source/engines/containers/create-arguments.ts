import {join} from 'node:path';
import {commandScript, watchScript} from '../command-script.ts';
import {type ContainerPlan, outputsInside} from './plan.ts';
import type {ContainerTool} from './tools.ts';

/** What depends on this machine, and is found out when the container is made. */
export type Given = {
	readonly image: string;
	readonly envFile: string;
	/** Names of variables that the engine's command takes from its own environment. */
	readonly passed: readonly string[];
	readonly hasInit: boolean;
	readonly hasGpus: boolean;
	readonly hasSelinux: boolean;
};

/** The words of `create` for a run's container. No value of a variable is among them. */
export function createArguments(tool: ContainerTool, plan: ContainerPlan, given: Given): readonly string[] {
	const {cpu, memory, gpus, shmSize} = plan.resources;
	const limits = [
		...(cpu === undefined ? [] : ['--cpus', String(cpu)]),
		// Without swap, as on Kubernetes: else a container gets as much again
		...(memory === undefined ? [] : ['--memory', `${memory}m`, '--memory-swap', `${memory}m`]),
	];
	return [
		// What is not here is built or pulled by a step of its own, which tells of it
		...['create', '--pull', 'never', '--name', plan.container],
		...plan.labels.flatMap(([name, value]) => ['--label', `${name}=${value}`]),
		...['--label', `plx.image=${given.image}`],
		...(given.hasInit ? ['--init'] : []),
		...tool.logOptions,
		...['--shm-size', shmSize],
		...limits,
		...(gpus > 0 && given.hasGpus ? tool.gpuOptions(gpus) : []),
		...mount(join(plan.runFolder, 'outputs'), given.hasSelinux),
		// Only an image that is built of our Dockerfile is sure to have the folder
		...(plan.repository === undefined || plan.image.dockerfile !== undefined ? [] : ['--workdir', '/code']),
		...['--env-file', given.envFile],
		...given.passed.flatMap(name => ['-e', name]),
		...['--entrypoint', '/bin/sh', given.image, '-c', commandScript, watchScript, plan.command ?? ''],
	];
}

/** `--mount` reads no colons and `-v` no commas; and only `-v` can ask for the label that SELinux wants. */
function mount(outputs: string, hasSelinux: boolean): readonly string[] {
	if (hasSelinux || outputs.includes(',')) return ['-v', `${outputs}:${outputsInside}${hasSelinux ? ':Z' : ''}`];
	return ['--mount', `type=bind,source=${outputs},target=${outputsInside}`];
}
