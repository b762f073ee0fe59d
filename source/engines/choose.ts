import type {World} from '../world.ts';
import type {Engine, EngineSettings} from './engine.ts';
import {createHostEngine} from './host/host.ts';

/** The engine for a run, and why it is this one, for the screen. */
export async function chooseEngine(world: World, settings: EngineSettings): Promise<{readonly engine: Engine; readonly reason: string}> {
	const reason = settings.engine ? 'as the settings or --engine say' : 'it needs nothing but this computer';
	return {engine: createHostEngine(world), reason};
}
