import type {Ended} from './handle.ts';
import type {ContainerPlan} from './plan.ts';
import {runTool, type Tools} from './run-tool.ts';

type EndedState = {readonly exitCode: number; readonly isOutOfMemory: boolean; readonly logFile?: string};

/** Whether memory was the cause of an end: the engine tells; only of one that cannot tell, a kill under a limit is taken for it, as a guess. */
export async function memoryCause(
	tools: Tools & {readonly plan: Pick<ContainerPlan, 'resources'>},
	state: EndedState,
): Promise<Pick<Ended, 'isOutOfMemory' | 'isGuess'>> {
	const {exitCode, isOutOfMemory} = state;
	// A worker of the command that was killed is no end of the run
	if (isOutOfMemory) return {isOutOfMemory: exitCode !== 0};
	const isKilledUnderLimit = exitCode === 137 && tools.plan.resources.memory !== undefined;
	return isKilledUnderLimit && !(await doesTell(tools, state)) ? {isOutOfMemory: true, isGuess: true} : {isOutOfMemory: false};
}

/**
 * Whether the engine knows who ran out of memory. nerdctl has no word for it (its dockercompat.go), and podman says "false" to all where cgroups are of
 * version 1 (seen with 4.3), also by docker's command: then the log is in a file of conmon.
 */
async function doesTell(tools: Tools, {logFile}: EndedState): Promise<boolean> {
	const {name} = tools.tool;
	if (name === 'nerdctl') return false;
	if (name === 'docker' && logFile === undefined) return true;
	const {isOk, stdout} = await runTool(tools, ['info', '--format', name === 'podman' ? '{{.Host.CgroupsVersion}}' : '{{.CgroupVersion}}']);
	return isOk && /^v?2$/.test(stdout.trim());
}
