import {hashOf} from '../../image/content-hash.ts';
import type {RunRequest} from '../engine.ts';

/** A name that no other run has: ids of runs in other data folders can be the same. */
export function containerNameOf({runId, runFolder}: Pick<RunRequest, 'runId' | 'runFolder'>): string {
	return `plx-${runId}-${hashOf([runFolder]).slice(0, 6)}`;
}

/** Where the images of a run's name are: `localhost/plx-<name>`. Repositories know only small letters and digits, with single marks between. */
export function repositoryOf(name: string): string {
	const plain = name
		.toLowerCase()
		.replaceAll(/[^a-z0-9]+/g, '-')
		.slice(0, 60)
		.replaceAll(/^-+|-+$/g, '');
	return `localhost/plx-${plain || 'run'}`;
}

/** What says whose container it is, enough to go on with the run without its folder. */
export function labelsOf({runId, name, specification, runFolder, codeFolder, settings}: RunRequest): ReadonlyArray<readonly [string, string]> {
	const memory = specification.environment.resources?.memory?.limits;
	return [
		['app.kubernetes.io/managed-by', 'polyaxon-tui'],
		['plx.run', runId],
		['plx.name', name],
		['plx.kind', specification.kind],
		['plx.folder', runFolder],
		['plx.code', codeFolder],
		['plx.grace', String(settings.gracePeriod)],
		...(memory === undefined ? [] : [['plx.memory', String(memory)] as const]),
	];
}
