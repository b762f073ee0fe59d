import {join} from 'node:path';
import type {RunRequest} from './engine.ts';

/**
 * What the platform tells a run, as far as it means something without a server; scripts that import polyaxon-client then neither fail nor
 * look for one (POLYAXON_NO_OP). The set is that of the platform's own local runs (polyaxon-cli 0.6, run/conda.py) with its pods' names.
 */
export function polyaxonEnvOf({runId, name, specification, runFolder}: RunRequest): ReadonlyArray<readonly [string, string]> {
	const declarations = JSON.stringify(specification.declarations);
	const project = {project_name: name};
	const info: ReadonlyArray<readonly [string, string]> =
		specification.kind === 'experiment'
			? [
					['POLYAXON_PARAMS', declarations],
					['POLYAXON_DECLARATIONS', declarations],
					['POLYAXON_EXPERIMENT_INFO', JSON.stringify({...project, experiment_name: `${name}.${runId}`})],
				]
			: [['POLYAXON_JOB_INFO', JSON.stringify({...project, job_name: `${name}.${specification.kind}s.${runId}`})]];
	return [
		['POLYAXON_IS_MANAGED', 'true'],
		['POLYAXON_IS_LOCAL', 'true'],
		['POLYAXON_NO_OP', '1'],
		['POLYAXON_LOG_LEVEL', 'INFO'],
		...info,
		['POLYAXON_RUN_OUTPUTS_PATH', join(runFolder, 'outputs')],
		['POLYAXON_RUN_DATA_PATHS', '{}'],
		['POLYAXON_TUI_RUN_FOLDER', runFolder],
		['PYTHONUNBUFFERED', '1'],
	];
}
