import {rm} from 'node:fs/promises';
import {join} from 'node:path';
import type {ProcessFiles} from '../processes/process-files.ts';
import {startTimeScript} from '../processes/process-identity.ts';
import {quote} from '../processes/shell-quote.ts';
import {stopRequestFile} from '../stop-request.ts';

/** The commands of an engine that take long. */
export type ToolProcessName = 'pull' | 'build';

/** Paths of what such a command leaves in the folder of its run. */
export function toolFiles(runFolder: string, name: ToolProcessName): ProcessFiles {
	return {
		script: join(runFolder, `${name}.sh`),
		pid: join(runFolder, `${name}.pid`),
		exitCode: join(runFolder, `${name}-exit-code`),
		log: join(runFolder, 'logs', `${name}.log`),
	};
}

/** Forgets a command of a driver that is gone, so that it can be begun again. */
export async function forgetTool(runFolder: string, name: ToolProcessName): Promise<void> {
	const {pid, exitCode} = toolFiles(runFolder, name);
	for (const file of [pid, exitCode]) await rm(file, {force: true});
}

/** A command as words, run in its own session: who it is, and how it ended, is written down by itself. `before`: lines of sh. */
export function toolScript(runFolder: string, name: ToolProcessName, words: readonly string[], before = ''): string {
	const files = toolFiles(runFolder, name);
	return `#!/bin/sh
# The ${name} of a run of polyaxon-tui, which may end before this does.
trap : TERM INT HUP
${startTimeScript}
finish() {
	(umask 077; printf '%s\\n' "$1" >${quote(files.exitCode)})
	exit 0
}
(umask 077; set -C; printf '%s %s\\n' $$ "$(start_of $$)" >${quote(files.pid)}) 2>/dev/null || exit 0
[ ! -e ${quote(stopRequestFile(runFolder))} ] || finish 143
exec 2>&1
${before}${words.map(quote).join(' ')}
finish $?
`;
}
