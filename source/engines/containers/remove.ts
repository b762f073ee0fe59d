import {rm} from 'node:fs/promises';
import {join} from 'node:path';
import {UserError} from '../../user-error.ts';
import {findProgram} from '../processes/find-program.ts';
import {stateOf} from './container-state.ts';
import type {ContainerHandle} from './handle.ts';
import {type ContainerPlan, outputsInside} from './plan.ts';
import {envFileOf} from './run-environment.ts';
import {reasonOf, runTool, type Tools} from './run-tool.ts';
import {clearBuild} from './temporary.ts';

type Planned = Tools & {readonly plan: ContainerPlan};

/** Deletes the container of a run, with the volumes that nobody named. Says whether it is gone. */
export async function removeContainer(tools: Planned): Promise<boolean> {
	const answer = await runTool(tools, ['rm', '-f', '-v', tools.plan.container], {patience: 120_000});
	return answer.isOk || (await stateOf(tools, tools.plan.container)).is === 'absent';
}

/**
 * Deletes what an engine keeps for a run: its container, what a build left lying about, files of the outputs folder that belong to users of the container,
 * and the image that was built for it, when no other run has the same.
 */
export async function removeRun(tools: Planned, handle: ContainerHandle, others: readonly ContainerHandle[]): Promise<void> {
	const {world, tool, plan} = tools;
	if (findProgram(world, tool.name) === undefined) return;
	if (!(await removeContainer(tools))) {
		const state = await stateOf(tools, plan.container);
		if (state.is === 'unknown')
			throw new UserError(`${tool.title} could not delete the container ${plan.container}: ${reasonOf(state.reason)}. ${tool.hints.start}`, 1);
		throw new UserError(`${tool.title} could not delete the container ${plan.container}. Try: ${tool.name} rm -f ${plan.container}.`, 1);
	}
	await clearBuild(tools);
	await rm(envFileOf(plan.runFolder), {force: true});
	await emptyOutputs(tools);
	const own = handle.identity?.reference;
	const isShared = others.some(other => other.image === own || other.identity?.reference === own);
	// Also fails when a container of somebody else's is made of it: then it stays
	if (own !== undefined && !isShared) await runTool(tools, ['rmi', own], {patience: 120_000});
}

/** Files that a container's users made may not be ours to delete: then a container of the same image does. */
async function emptyOutputs(tools: Planned): Promise<void> {
	const outputs = join(tools.plan.runFolder, 'outputs');
	try {
		await rm(outputs, {recursive: true, force: true});
	} catch {
		const image = tools.plan.image.base ?? '';
		const words = ['run', '--rm', '--network', 'none', '--user', '0', '-v', `${outputs}:${outputsInside}`, '--entrypoint', '/bin/sh', image];
		await runTool(tools, [...words, '-c', `rm -rf ${outputsInside}/* ${outputsInside}/.[!.]*`], {patience: 120_000});
	}
}
