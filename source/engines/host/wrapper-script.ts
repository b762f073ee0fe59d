import {type ProcessName, processFiles} from '../processes/process-files.ts';
import {startTimeScript} from '../processes/process-identity.ts';
import {quote} from '../processes/shell-quote.ts';
import {stopRequestFile} from '../stop-request.ts';

/**
 * The beginning of a script that outlives us. It claims the run for itself, so of two starts one goes on and the other ends without a trace.
 * It catches what ends its children (they get the default action), to live long enough for `finish CODE [DETAIL]`.
 * Builtins only: PATH belongs to the user's env_vars.
 */
export function wrapperStart(runFolder: string, name: ProcessName): string {
	const files = processFiles(runFolder, name);
	return `#!/bin/sh
# The ${name} of a run of polyaxon-tui, which may end before this does.
asked=
trap 'asked=1' TERM INT HUP
${startTimeScript}
finish() {
	(umask 077; printf '%s\\n' "$*" >${quote(files.exitCode)})
	exit 0
}
start=$(start_of $$)
(umask 077; set -C; printf '%s %s\\n' $$ "$start" >${quote(files.pid)}) 2>/dev/null || exit 0
[ ! -e ${quote(stopRequestFile(runFolder))} ] || finish 143
`;
}
