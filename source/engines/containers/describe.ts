import {contextSummary} from '../../image/context.ts';
import {dockerfileText} from '../../image/dockerfile.ts';
import {formatSize} from '../../terminal/format-size.ts';
import type {RefSource} from '../engine.ts';
import {type ContainerPlan, outputsInside} from './plan.ts';
import {containerTools} from './tools.ts';

type Section = {readonly title: string; readonly lines: readonly string[]};

/** The plan for people: names of variables, never their values. */
export function describeContainer(plan: ContainerPlan): readonly Section[] {
	const {image, repository, command, resources} = plan;
	const {files, bytes} = contextSummary(image);
	const left = [...image.leftOut, ...image.secretFiles].map(({path, reason}) => `left out: ${path} (${reason})`);
	const isBuilt = repository !== undefined;
	const sections: readonly Section[] = [
		{
			title: 'Image',
			lines: isBuilt ? [`${repository}:<hash of all that goes into it>`] : [`${containerTools[plan.engine].qualified(image.base ?? '')}, as it is`],
		},
		{title: 'Dockerfile', lines: isBuilt ? dockerfileText(image).trimEnd().split('\n') : []},
		{title: 'Code', lines: isBuilt ? [`${files} ${files === 1 ? 'file' : 'files'}, ${formatSize(bytes)}, from ${plan.codeFolder}`, ...left] : []},
		{title: 'Container', lines: command === undefined ? ['none: the run ends with the build'] : [plan.container, ...limitLines(resources)]},
		{title: 'Env vars', lines: [...image.env.map(([name]) => name), ...plan.polyaxonEnv.map(([name]) => name)]},
		{title: 'Secrets', lines: refLines(plan, 'secret', plan.secretRefs)},
		{title: 'Configmaps', lines: refLines(plan, 'configmap', plan.configmapRefs)},
		{title: 'Command', lines: command?.split('\n') ?? []},
		{title: 'Outputs', lines: command === undefined ? [] : [`${plan.runFolder}/outputs, in the container ${outputsInside}`]},
		{title: 'Run folder', lines: [plan.runFolder]},
	];
	return sections.filter(({lines}) => lines.length > 0);
}

function limitLines({cpu, memory, gpus, shmSize}: ContainerPlan['resources']): readonly string[] {
	return [
		...(cpu === undefined ? [] : [`at most ${cpu} ${cpu === 1 ? 'core' : 'cores'}`]),
		...(memory === undefined ? [] : [`at most ${memory} Mi of memory`]),
		gpus === 0 ? 'no GPU' : `${gpus} ${gpus === 1 ? 'GPU' : 'GPUs'}`,
		`/dev/shm of ${shmSize}`,
	];
}

function refLines({missingRefs, engine}: ContainerPlan, kind: 'secret' | 'configmap', sources: readonly RefSource[]): readonly string[] {
	const lines = [
		...sources.map(({name, envFile, items}) => `${name}, from ${envFile}${items ? ` (${items.join(', ')})` : ''}`),
		...missingRefs.filter(ref => ref.kind === kind).map(({name}) => `${name}: no source in the settings`),
	];
	return lines.length === 0 || kind === 'configmap'
		? lines
		: [...lines, `While the container is there, ${engine} inspect shows their values to those who may use ${engine}.`];
}
