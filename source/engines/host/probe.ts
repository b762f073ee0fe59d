import type {Problem} from '../../polyaxonfile/problem.ts';
import type {World} from '../../world.ts';
import {cacheFolder, dataFolder} from '../data-folders.ts';
import {checkDisk} from '../disk.ts';
import {findProgram} from '../processes/find-program.ts';
import {findPython} from './interpreter.ts';
import {bashIsMissing, pythonIsMissing, venvIsMissing} from './preflight/program-problems.ts';

/** What keeps the host engine from working here, or from doing all that it can. */
export async function probeHost(world: World, signal: AbortSignal): Promise<readonly Problem[]> {
	signal.throwIfAborted();
	const shell = findProgram(world, 'bash') === undefined ? [bashIsMissing] : [];
	const python = findPython(world);
	const hasUv = findProgram(world, 'uv') !== undefined;
	const pythonProblems = python ? (python.hasVenv || hasUv ? [] : [venvIsMissing(python, 'warning')]) : [pythonIsMissing('warning')];
	const disk = await checkDisk([dataFolder(world), cacheFolder(world)]);
	return [...shell, ...pythonProblems, ...disk];
}
