import {createContainerEngine} from '../engines/containers/containers.ts';
import type {Engine, EngineName} from '../engines/engine.ts';
import {createHostEngine} from '../engines/host/host.ts';
import {createKubernetesEngine} from '../engines/kubernetes/kubernetes.ts';
import type {World} from '../world.ts';

/** The engine of that name. */
export function engineFor(world: World, name: EngineName): Engine {
	if (name === 'kubernetes') return createKubernetesEngine(world);
	return name === 'host' ? createHostEngine(world) : createContainerEngine(world, name);
}
