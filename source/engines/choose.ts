import {isError} from '../polyaxonfile/problem.ts';
import type {World} from '../world.ts';
import {createContainerEngine} from './containers/containers.ts';
import {containerTools} from './containers/tools.ts';
import {containerEngineNames, type Engine, type EngineSettings} from './engine.ts';
import {createHostEngine} from './host/host.ts';

/** So long (ms) the engines may take to answer, all at once. */
const patience = 6000;

/** The engine for a run, and why it is this one, for the screen: what was named; else one that really runs containers here; else this computer itself. */
export async function chooseEngine(world: World, settings: EngineSettings): Promise<{readonly engine: Engine; readonly reason: string}> {
	const {engine: name} = settings;
	if (name !== undefined) {
		return {engine: name === 'host' ? createHostEngine(world) : createContainerEngine(world, name), reason: 'as the settings or --engine say'};
	}
	const signal = AbortSignal.timeout(patience);
	const engines = containerEngineNames.map(each => ({engine: createContainerEngine(world, each), title: containerTools[each].title}));
	// All are asked at once, and the first of them that is ready is taken
	const answers = engines.map(({engine}) => engine.probe(signal));
	for (const [index, {engine, title}] of engines.entries()) {
		const problems = await answers[index];
		if (!problems?.some(isError)) return {engine, reason: `${title} runs containers here`};
	}
	return {engine: createHostEngine(world), reason: 'no podman, docker or nerdctl runs containers here, and it needs nothing but this computer'};
}
