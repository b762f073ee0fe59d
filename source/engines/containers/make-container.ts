import {chmod, mkdir, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {stateOf} from './container-state.ts';
import {createArguments} from './create-arguments.ts';
import {gpusAreMissing, hasSelinux, mayHaveInit} from './machine.ts';
import type {ContainerPlan} from './plan.ts';
import {envFileOf, runVariables, toRunEnvironment, writeEnvFile} from './run-environment.ts';
import {type Answer, runTool, type Tools} from './run-tool.ts';

/** Making a container is some writing; of a large image on a slow disk a lot of it. Milliseconds. */
const patience = 300_000;

/** So long (ms) the `create` of a driver that was killed may still go on. */
const orphanPatience = 10_000;

/** Makes the container of a run, and does not start it. Throws what reading a source of secrets throws. */
export async function makeContainer(tools: Tools & {readonly plan: ContainerPlan}, image: string): Promise<Answer> {
	const {world, tool, plan} = tools;
	const outputs = join(plan.runFolder, 'outputs');
	await mkdir(outputs, {recursive: true});
	// Whatever user the image has: nobody gets here but through the folder of the run, which is ours alone
	await chmod(outputs, 0o777);
	const {file, passed} = toRunEnvironment(await runVariables(plan));
	const envFile = await writeEnvFile(plan.runFolder, file);
	try {
		const given = {
			...{image, envFile, passed: Object.keys(passed)},
			hasGpus: plan.resources.gpus > 0 && !(await gpusAreMissing(tools)),
			hasSelinux: hasSelinux(world),
		};
		const make = (hasInit: boolean) => runTool(tools, createArguments(tool, plan, {...given, hasInit}), {env: passed, patience});
		const answer = await make(mayHaveInit(tools));
		// Without it the shell of the command does its work
		const lacksInit = !answer.isOk && /container-init binary not found|(?:docker-init|tini).*not found/i.test(answer.stderr);
		const made = lacksInit ? await make(false) : answer;
		if (made.isOk || !/name .* is already in use|already in use by container|name .* is already used/i.test(made.stderr)) return made;
		// The driver before was killed, and what it had started was not: that makes the container, or has left a part of one
		if (await isThereSoon(tools)) return {...made, isOk: true};
		await runTool(tools, ['rm', '-f', plan.container]);
		return await make(!lacksInit);
	} finally {
		await rm(envFileOf(plan.runFolder), {force: true});
	}
}

async function isThereSoon(tools: Tools & {readonly plan: ContainerPlan}): Promise<boolean> {
	for (const start = performance.now(); performance.now() - start < orphanPatience; await wait(100)) {
		const state = await stateOf(tools, tools.plan.container);
		if (state.is !== 'absent' && state.is !== 'unknown') return true;
	}
	return false;
}
