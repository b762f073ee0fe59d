import {constants} from 'node:os';
import type {End} from './drive-phases.ts';

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

function signalName(exitCode: number): string | undefined {
	return Object.entries(constants.signals).find(([, number]) => number === exitCode - 128)?.[0];
}
