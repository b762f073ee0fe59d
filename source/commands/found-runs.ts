import {lstatSync} from 'node:fs';
import {type FoundRun as ContainerRun, findRunsByLabel} from '../engines/containers/found-runs.ts';
import type {ClusterRun, WantedRuns} from '../engines/kubernetes/found-runs.ts';
import {type AdoptableRun, isOnThisMachine} from '../runs/adopt.ts';
import {codeOf} from '../runs/file-error.ts';
import type {Found, ListedRun} from '../runs/listed-run.ts';
import {recordFile} from '../runs/run-folder.ts';
import {initialRunState} from '../runs/run-state.ts';
import type {World} from '../world.ts';

/** A run without a folder on this machine, as a list shows it and as it is gone on with. */
export type FoundRun = {readonly listed: ListedRun & {readonly found: Found}; readonly run: AdoptableRun};

/** Milliseconds that a list waits for engines. */
export const listPatience = 1000;

/** The runs of containers whose folder is gone, newest first; none of an engine that does not answer within `patience` ms. */
export async function findInContainers(world: World, patience: number): Promise<readonly FoundRun[]> {
	const runs = await findRunsByLabel(world, patience);
	return runs.filter(run => isFolderGone(run) && !isOnThisMachine(world, run)).map(run => ({run, listed: listedContainer(run)}));
}

/** The runs in a cluster that are of other machines, or whose folder is gone, newest first; and where it was looked. Throws as findRunsInCluster. */
export async function findInCluster(
	world: World,
	wanted: WantedRuns,
	signal?: AbortSignal,
): Promise<{readonly runs: readonly FoundRun[]; readonly place: {readonly context: string; readonly namespace: string}}> {
	const {findRunsInCluster} = await import('../engines/kubernetes/found-runs.ts');
	const {runs, place} = await findRunsInCluster(world, wanted, signal);
	return {place, runs: runs.filter(run => !isOnThisMachine(world, run)).map(run => ({run, listed: listedJob(run)}))};
}

/** Folders of other users cannot be looked at: theirs are not gone. */
function isFolderGone({runFolder}: ContainerRun): boolean {
	try {
		lstatSync(recordFile(runFolder));
		return false;
	} catch (error) {
		return codeOf(error) === 'ENOENT';
	}
}

function listedContainer(run: ContainerRun): FoundRun['listed'] {
	const base = initialRunState({...run, declarations: {}, plan: run.plan('')});
	return {...base, ...run.state, ...bareFacts(run), found: {by: 'container', ref: run.plan('').container}};
}

function listedJob(run: ClusterRun): FoundRun['listed'] {
	const base = initialRunState({...run, plan: run.plan('')});
	return {...base, ...run.state, ...bareFacts(run), found: {by: 'cluster', ref: run.job}};
}

function bareFacts({codeFolder}: AdoptableRun): Pick<ListedRun, 'codeFolder' | 'command' | 'folder' | 'isDriven'> {
	return {codeFolder, command: [], folder: '', isDriven: false};
}
