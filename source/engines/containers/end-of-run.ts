import type {End} from '../drive-phases.ts';
import {endOfCommand} from '../end-of-command.ts';
import type {Ended} from './handle.ts';
import type {ContainerPlan} from './plan.ts';
import {containerTools} from './tools.ts';

/** What the end of a container means, in the user's words. */
export function endOfRun({resources: {memory}, engine}: Pick<ContainerPlan, 'resources' | 'engine'>, {exitCode, isOutOfMemory, isGuess, detail}: Ended): End {
	const said = detail === undefined ? '' : ` ${containerTools[engine].title} says: ${detail.replace(/\.?$/, '.')}`;
	if (!isOutOfMemory) {
		const end = endOfCommand(exitCode);
		return end.message === undefined ? end : {...end, message: `${end.message}${said}`};
	}
	const limit = memory === undefined ? '' : `: it ${isGuess ? 'probably ' : ''}used more memory than its limit of ${memory} Mi`;
	return {status: 'failed', exitCode, reason: 'out-of-memory', message: `The command was killed${limit} (exit code ${exitCode}).${said}`};
}
