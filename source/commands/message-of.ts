import {sanitiseText} from '../terminal/sanitise.ts';
import {UserError} from '../user-error.ts';

/** What the system says when the machine, not the program, is the cause; and what to do. */
const causes: Readonly<Record<string, string>> = {
	ENOSPC: 'The disk is full. Free some space and try again.',
	EDQUOT: 'Your disk quota is used up. Free some space and try again.',
	EROFS: 'The disk is read-only. Choose another folder; XDG_DATA_HOME and XDG_CACHE_HOME say where runs and environments are kept.',
	EACCES: 'You have no right to do that there. Change the rights, or choose another folder; XDG_DATA_HOME and XDG_CACHE_HOME say where runs are kept.',
	EPERM: 'You have no right to do that there. Change the rights, or choose another folder; XDG_DATA_HOME and XDG_CACHE_HOME say where runs are kept.',
	EMFILE: 'Too many files are open. Raise the limit (ulimit -n) and try again.',
	ENFILE: 'Too many files are open on this machine. End some programs and try again.',
	EAGAIN: 'No more processes can be started now. End some programs and try again.',
};

/** What a thrown value says to the user, and the exit code. Anything but a user's or the machine's fault is a bug and shows its stack. */
export function messageOf(error: unknown): {message: string; code: number} {
	if (error instanceof UserError) return {message: sanitiseText(error.message), code: error.exitCode};
	if (!(error instanceof Error)) return {message: `A bug in polyaxon-tui: ${sanitiseText(String(error))}`, code: 1};
	if (isFromSystem(error)) {
		if (error.code === 'ENOENT' && error.syscall === 'uv_cwd') return {message: 'This folder has been deleted. Change to another one.', code: 2};
		const cause = causes[error.code ?? ''];
		if (cause) return {message: sanitiseText(`Could not use ${error.path ?? 'a file'} (${error.code}). ${cause}`), code: 2};
	}
	return {message: sanitiseText(`A bug in polyaxon-tui: ${error.stack ?? error.message}`), code: 1};
}

function isFromSystem(error: Error): error is NodeJS.ErrnoException {
	return 'syscall' in error;
}
