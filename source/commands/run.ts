import type {Standby} from '../runs/standby.ts';
import type {World} from '../world.ts';
import {loadPolyaxonfiles} from './load-polyaxonfile.ts';
import {parseOverrides} from './overrides.ts';
import {type StartOptions, startRun} from './start-run.ts';

/** Builds and runs the polyaxonfile with the code of this folder. Exit code 0 when it succeeded, 1 when not. */
export async function runCommand(
	world: World,
	options: StartOptions & {file?: readonly string[]; param?: readonly string[]; engine?: string; context?: string; namespace?: string},
	standby?: Standby,
): Promise<number> {
	const overrides = parseOverrides(options.param);
	const [source, ...over] = await loadPolyaxonfiles(world, options.file);
	const wish = {
		text: source.text,
		shown: source.shown,
		over: over.map(({text, shown}) => ({text, file: shown})),
		overrides,
		codeFolder: world.cwd,
		engine: options.engine,
		context: options.context,
		namespace: options.namespace,
	};
	return startRun(world, wish, {polyaxonfile: source.file, over: over.map(({file}) => file)}, options, {known: source.problems, standby});
}
