import {isMapping} from './print-value.ts';
import type {Problem} from './problem.ts';
import type {Value} from './specification.ts';

/** Sections and keys that have a second name in some releases (the platform's table of changes, 0.3.9 to 0.6.1): the name used here, then the other. */
export const otherNames: Readonly<Record<string, string>> = {declarations: 'params', configmap_refs: 'config_map_refs'};

/**
 * Where a value of the specification may stand in a file with these values: under its own name, the other one, or, for `kind: build`, at the top instead of
 * under `build`, or under `build` instead of at the top.
 */
export function pathsInFile(path: Problem['path'], values: {readonly [key: string]: Value} = {}): ReadonlyArray<Problem['path']> {
	const isNested = values.kind === 'build' && isMapping(values.build) && path[0] !== 'build';
	return isNested ? [...pathsOf(path), ...pathsOf(['build', ...path])] : pathsOf(path);
}

function pathsOf(path: Problem['path']): ReadonlyArray<Problem['path']> {
	const renamed = path.map((step, index) => (index < 2 && typeof step === 'string' ? (otherNames[step] ?? step) : step));
	const paths = renamed.some((step, index) => step !== path[index]) ? [path, renamed] : [path];
	return path[0] === 'build' && path.length > 1 ? [...paths, path.slice(1)] : paths;
}
