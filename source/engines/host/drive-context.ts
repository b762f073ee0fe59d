import {basename} from 'node:path';
import type {World} from '../../world.ts';
import type {End, Phase} from '../drive-phases.ts';
import type {RunEvent} from '../engine.ts';
import {endProcesses} from '../processes/end-processes.ts';
import {isStopAskedFor} from '../stop-request.ts';
import type {HostHandle} from './host-handle.ts';
import type {HostPlan} from './plan.ts';

/** What the phases of a run share. */
export type Drive = {readonly world: World; readonly plan: HostPlan; readonly signal: AbortSignal};

/** A phase of a run on this computer. */
export type HostPhase = Phase<HostHandle>;

/** Why writing or starting something failed, in words. */
export function failure(reason: string, what: string, error: unknown): End {
	return {status: 'failed', reason, message: `${what}: ${wordsOf(error)}`};
}

/** A container ends with its main process, so what the command or a step left running ends here too. Said, because it is seen. */
export async function* endLeftovers({world, plan}: Drive, of: string): AsyncGenerator<RunEvent> {
	if (isStopAskedFor(plan)) return;
	const count = await endProcesses({runFolder: plan.runFolder, roots: [], gracePeriod: plan.gracePeriod * 1000});
	if (count === 0) return;
	const text = count === 1 ? `1 process that ${of} left running was ended.` : `${count} processes that ${of} left running were ended.`;
	yield {at: world.now(), type: 'notice', severity: 'info', text};
}

const words: Readonly<Record<string, string>> = {
	ENOSPC: 'the disk is full. Free some space and run it again.',
	EDQUOT: 'your disk quota is used up. Free some space and run it again.',
	EROFS: 'the disk is read-only.',
	EACCES: 'you have no right to it. Change the rights and run it again.',
	EPERM: 'you have no right to it. Change the rights and run it again.',
	E2BIG: 'the command and its environment variables are too long for this system.',
};

function wordsOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
	const path = 'path' in error && typeof error.path === 'string' ? ` (${basename(error.path)})` : '';
	return words[code] ? `${words[code]}${path}` : error.message;
}
