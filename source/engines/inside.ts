import type {RunRequest} from './engine.ts';
import {polyaxonEnvOf} from './polyaxon-env.ts';

/** What a run in a container is told: POLYAXON_… variables with the paths that are there, and that it has no GPU when it asks for none. */
export function insideEnvOf(request: RunRequest, outputs: string): ReadonlyArray<readonly [string, string]> {
	const {gpu} = request.specification.environment.resources ?? {};
	const told = polyaxonEnvOf(request)
		.filter(([name]) => name !== 'POLYAXON_TUI_RUN_FOLDER')
		.map(([name, value]) => [name, name === 'POLYAXON_RUN_OUTPUTS_PATH' ? outputs : value] as const);
	// Where a runtime gives every container all GPUs, the platform hides them from a run that asks for none (kubernetes#59629)
	return (gpu?.limits ?? gpu?.requests ?? 0) > 0 ? told : [...told, ['NVIDIA_VISIBLE_DEVICES', 'none']];
}
