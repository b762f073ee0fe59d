import type {End} from '../drive-phases.ts';
import {endOfCommand} from '../end-of-command.ts';
import type {Ended} from './handle.ts';
import type {ContainerPlan} from './plan.ts';

/** What the end of a container means, in the user's words. */
export function endOfRun({resources: {memory}}: Pick<ContainerPlan, 'resources'>, {exitCode, isOutOfMemory}: Ended): End {
	if (!isOutOfMemory) return endOfCommand(exitCode);
	const limit = memory === undefined ? '' : `: it used more memory than its limit of ${memory} Mi`;
	return {status: 'failed', exitCode, reason: 'out-of-memory', message: `The command was killed${limit} (exit code ${exitCode}).`};
}

/** Whether memory was the cause. podman does not tell where cgroups are of version 1 (seen with 4.3), so that a kill under a limit has to do. */
export function isMemoryTheCause({resources: {memory}}: Pick<ContainerPlan, 'resources'>, exitCode: number, isTold: boolean): boolean {
	return isTold || (exitCode === 137 && memory !== undefined);
}
