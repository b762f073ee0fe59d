import {join} from 'node:path';
import {quote} from '../processes/shell-quote.ts';
import {wrapperStart} from './wrapper-script.ts';

/**
 * The script that runs the command and keeps its exit code. The script's own messages go to stderr, which is not the log: a shell tells of killed
 * children. Hence the subshell: without it dash has its own stderr in the log while it waits.
 */
export function runScript({runFolder, shell, command}: {readonly runFolder: string; readonly shell: string; readonly command: string}): string {
	return `${wrapperStart(runFolder, 'run')}
cd ${quote(join(runFolder, 'code'))} || finish 126
[ -z "$asked" ] || finish 143
(exec ${quote(shell)} -c ${quote(command)} 2>&1)
finish $?
`;
}
