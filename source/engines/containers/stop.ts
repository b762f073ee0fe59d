import {mkdir, writeFile} from 'node:fs/promises';
import {dirname} from 'node:path';
import {UserError} from '../../user-error.ts';
import {stopRequestFile} from '../stop-request.ts';
import {stateOf} from './container-state.ts';
import {endTool} from './end-tool.ts';
import type {ContainerPlan} from './plan.ts';
import {removeContainer} from './remove.ts';
import {reasonOf, runTool, type Tools} from './run-tool.ts';
import {clearBuild} from './temporary.ts';

/** Ends a run wherever it stands: its pull, its build, its container (asked, and killed after the grace period). Resolves when nothing of it lives. */
export async function stopRun(tools: Tools & {readonly plan: ContainerPlan}): Promise<void> {
	const {tool, plan} = tools;
	// Before anything is looked for: what starts from now on ends at once
	const file = stopRequestFile(plan.runFolder);
	await mkdir(dirname(file), {recursive: true, mode: 0o700});
	await writeFile(file, '', {flag: 'a', mode: 0o600});
	await endTool(plan.runFolder, 'pull');
	await endTool(plan.runFolder, 'build');
	const state = await stateOf(tools, plan.container);
	switch (state.is) {
		case 'absent':
			return clearBuild(tools);
		case 'unknown':
			throw new UserError(`${tool.title} does not answer: ${reasonOf(state.reason)}`, 1);
		case 'ended':
			return;
		case 'waiting':
			await removeContainer(tools);
			return;
	}
	const patience = (plan.gracePeriod + 30) * 1000;
	const answer = await runTool(tools, ['stop', '-t', String(Math.round(plan.gracePeriod)), plan.container], {patience});
	if (answer.isOk) return;
	await runTool(tools, ['kill', plan.container]);
	const now = await stateOf(tools, plan.container);
	if (now.is === 'running' || now.is === 'unknown') throw new UserError(`${tool.title} could not end the container ${plan.container}: ${reasonOf(answer)}`, 1);
}
