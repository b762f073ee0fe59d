import {basename, dirname, join, sep} from 'node:path';
import type {ImagePlan} from '../image/plan.ts';
import type {RefSource, RunRequest} from './engine.ts';

/** A name in secret_refs or configmap_refs for which the settings name no source. */
export type MissingRef = {readonly kind: 'secret' | 'configmap'; readonly name: string};

/** Where a run's secrets and configmaps come from, as it is kept in a plan. */
export type PlannedRefs = {
	readonly secretRefs: readonly RefSource[];
	readonly configmapRefs: readonly RefSource[];
	readonly missingRefs: readonly MissingRef[];
};

/** The sources of what a run refers to. */
export function refsOf({specification: {environment}, settings}: Pick<RunRequest, 'specification' | 'settings'>): PlannedRefs {
	const secrets = sourcesOf(environment.secret_refs, settings.secretRefs);
	const configmaps = sourcesOf(environment.configmap_refs, settings.configmapRefs);
	return {
		secretRefs: secrets.sources,
		configmapRefs: configmaps.sources,
		missingRefs: [...secrets.missing.map(name => ({kind: 'secret' as const, name})), ...configmaps.missing.map(name => ({kind: 'configmap' as const, name}))],
	};
}

function sourcesOf(names: readonly string[], catalogue: readonly RefSource[]): {readonly sources: readonly RefSource[]; readonly missing: readonly string[]} {
	const unique = [...new Set(names)];
	return {
		sources: unique.flatMap(name => catalogue.find(source => source.name === name) ?? []),
		missing: unique.filter(name => !catalogue.some(source => source.name === name)),
	};
}

/**
 * Whether a path of the code folder is a source of a secret, a file in one, or a link to it: the same file can be named in several ways.
 * `realPath`: the path without links, the path itself where nothing stands.
 */
export function secretFilter(
	{codeFolder, settings}: Pick<RunRequest, 'codeFolder' | 'settings'>,
	realPath: (path: string) => string,
): (path: string) => boolean {
	const real = realPath(codeFolder);
	const secrets = new Set(settings.secretRefs.flatMap(({envFile}) => [envFile, realPath(envFile), join(realPath(dirname(envFile)), basename(envFile))]));
	const isSource = (path: string) => secrets.has(path) || [...secrets].some(folder => path.startsWith(`${folder}${sep}`));
	return path => isSource(join(codeFolder, path)) || isSource(join(real, path));
}

/** The image of a run without the sources of secrets that the settings name: they never go along. `realPath` as for `secretFilter`. */
export function withoutSources({image, ...request}: RunRequest, realPath: (path: string) => string): ImagePlan {
	const isSource = secretFilter(request, realPath);
	const sources = image.codeFiles.filter(({path}) => isSource(path) && !image.secretFiles.some(file => file.path === path));
	const reason = 'the settings name it as the source of a secret';
	return {...image, secretFiles: [...image.secretFiles, ...sources.map(({path}) => ({path, reason}))]};
}
