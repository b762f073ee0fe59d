import {readFile} from 'node:fs/promises';
import {kill} from 'node:process';
import {execa} from 'execa';

/** A process as it can be named in a file: a pid alone may belong to another process later, a pid with its start time may not. */
export type ProcessIdentity = {readonly pid: number; readonly startTime: string};

/**
 * When a process started, as a text to compare: boot id and clock ticks since boot from /proc, or what `ps -o lstart=` prints.
 * Undefined when there is no such process, or only its zombie.
 */
export async function startTimeOf(pid: number): Promise<string | undefined> {
	const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => undefined);
	if (boot !== undefined) {
		const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
		const stat = text === undefined ? undefined : parseStat(text);
		return stat && stat.state !== 'Z' && stat.state !== 'X' ? `${boot.trim()}:${stat.startTicks}` : undefined;
	}
	// UTC, so that the text stays the same when the clocks change.
	const {stdout} = await execa('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {reject: false, env: {LC_ALL: 'C', TZ: 'UTC0'}, stdin: 'ignore'});
	const [state, ...time] = (stdout ?? '').trim().split(/\s+/);
	return !state || state.startsWith('Z') || time.length === 0 ? undefined : time.join(' ');
}

/** Whether the very process that had this pid at this start time still runs. */
export async function isAlive(pid: number, startTime: string): Promise<boolean> {
	return doesExist(pid) && (await startTimeOf(pid)) === startTime;
}

/** Whether any process has the pid. Cheap; says nothing about which. */
export function doesExist(pid: number): boolean {
	try {
		return kill(pid, 0);
	} catch (error) {
		return error instanceof Error && 'code' in error && error.code === 'EPERM';
	}
}

/** Fields of /proc/<pid>/stat; the name in it may have blanks and brackets, so they are counted from its last `)` (proc_pid_stat(5)). */
export function parseStat(text: string): {readonly state: string; readonly parent: number; readonly group: number; readonly startTicks: string} {
	const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
	return {state: fields[0] ?? '', parent: Number(fields[1]), group: Number(fields[2]), startTicks: fields[19] ?? ''};
}

/**
 * A function for generated sh scripts: `start_of PID` prints what startTimeOf gives for a living process, and nothing for a dead one.
 * Only builtins where there is /proc.
 */
export const startTimeScript = `start_of() {
	if IFS= read -r boot </proc/sys/kernel/random/boot_id; then
		IFS= read -r stat <"/proc/$1/stat" || return 0
		set -f
		set -- \${stat##*)}
		set +f
		case $1 in Z | X) return 0 ;; esac
		printf '%s:%s' "$boot" "\${20}"
	else
		set -- $(LC_ALL=C TZ=UTC0 ps -o stat=,lstart= -p "$1")
		case \${1:-Z} in Z*) return 0 ;; esac
		shift
		printf '%s' "$*"
	fi
} 2>/dev/null
`;
