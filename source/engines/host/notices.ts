import {constants} from 'node:os';
import type {End} from './drive-context.ts';
import type {HostPlan} from './plan.ts';

/** What it means that this engine has no images; undefined when the polyaxonfile names none. */
export function baseImageNotice({unusedImage, environment}: Pick<HostPlan, 'unusedImage' | 'environment'>): string | undefined {
	if (unusedImage === undefined) return undefined;
	const withWhat = environment?.needsPython
		? 'with the programs installed here and a Python environment that has only what the build steps install'
		: environment
			? 'with what is installed here and what the build steps install'
			: 'with what is installed here';
	return `The base image ${unusedImage} is not used: the host engine runs your command directly on this computer, ${withWhat}.`;
}

/** A command that ended by itself, by its exit code, in the user's words. */
export function endOfCommand(exitCode: number): End {
	if (exitCode === 0) return {status: 'succeeded', exitCode};
	if (exitCode === 126) {
		return {
			status: 'failed',
			exitCode,
			reason: 'not-executable',
			message: 'The command could not be executed (exit code 126): a file in it is not executable.',
		};
	}
	if (exitCode === 127) {
		return {status: 'failed', exitCode, reason: 'command-not-found', message: 'A program in the command was not found (exit code 127).'};
	}
	const name = signalName(exitCode);
	if (!name) return {status: 'failed', exitCode, reason: 'command-failed', message: `The command failed with exit code ${exitCode}.`};
	const cause = name === 'SIGKILL' ? ' The system does that when memory runs out.' : '';
	return {status: 'failed', exitCode, reason: 'killed', message: `The command was ended by ${name} (exit code ${exitCode}).${cause}`};
}

/** A process of a run that is gone and left no exit code. */
export function lost(of: 'build' | 'run'): End {
	return {status: 'failed', reason: 'lost', message: `The ${of} ended without leaving an exit code: it was killed, or the computer was restarted.`};
}

function signalName(exitCode: number): string | undefined {
	return Object.entries(constants.signals).find(([, number]) => number === exitCode - 128)?.[0];
}
