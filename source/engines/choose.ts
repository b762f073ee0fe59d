import {lookUpImage} from '../image/registry.ts';
import {isError, type Problem} from '../polyaxonfile/problem.ts';
import type {World} from '../world.ts';
import {createContainerEngine} from './containers/containers.ts';
import {runTool} from './containers/run-tool.ts';
import {containerTools} from './containers/tools.ts';
import {type ContainerEngineName, containerEngineNames, type Engine, type EngineSettings} from './engine.ts';
import {createHostEngine} from './host/host.ts';
import {createKubernetesEngine, findPlace} from './kubernetes/kubernetes.ts';

/** So long (ms) the engines may take to answer, all at once. */
const patience = 6000;

/** An engine, and why it is this one, for the screen. */
export type Chosen = {readonly engine: Engine; readonly reason: string};

/**
 * The engine for a run, and why it is this one, for the screen: what was named; else one that really runs containers here and can have the image; else this
 * computer itself.
 */
export async function chooseEngine(world: World, settings: EngineSettings, image?: string): Promise<Chosen | Problem> {
	const {engine: name} = settings;
	if (name === 'kubernetes') {
		const place = await findPlace(world, settings.kubernetes ?? {});
		if ('code' in place) return place;
		return {engine: createKubernetesEngine(world, place), reason: `context ${place.context}, namespace ${place.namespace}, as the settings or flags say`};
	}
	if (name !== undefined) {
		return {engine: name === 'host' ? createHostEngine(world) : createContainerEngine(world, name), reason: 'as the settings or --engine say'};
	}
	const signal = AbortSignal.timeout(patience);
	const engines = containerEngineNames.map(each => ({engine: createContainerEngine(world, each), title: containerTools[each].title}));
	// All are asked at once, and the first of them that is ready is taken
	const answers = engines.map(({engine}) => engine.probe(signal));
	for (const [index, {engine, title}] of engines.entries()) {
		const problems = await answers[index];
		if (problems?.some(isError)) continue;
		if (image === undefined || (await isThere(world, engine.name as ContainerEngineName, image))) return {engine, reason: `${title} runs containers here`};
		return {
			engine: createHostEngine(world),
			reason: `${title} runs containers here, but ${image} is not on this computer, and its registry was not reached or does not have it`,
		};
	}
	return {engine: createHostEngine(world), reason: 'no podman, docker or nerdctl runs containers here, and it needs nothing but this computer'};
}

/** Whether an image can be had: nobody who named no engine wants a run that cannot begin. */
async function isThere(world: World, name: ContainerEngineName, image: string): Promise<boolean> {
	const tools = {world, tool: containerTools[name]};
	if ((await runTool(tools, ['image', 'inspect', image], {patience: 3000})).isOk) return true;
	return (await lookUpImage(image, AbortSignal.timeout(2000))) === 'found';
}
