import {readdir, readFile} from 'node:fs/promises';
import {execa} from 'execa';
import {parseStat} from './process-identity.ts';

/** A living process. */
export type TableRow = {
	readonly pid: number;
	readonly parent: number;
	readonly group: number;
	/** Differs from that of a later process with the same pid, where the system tells it. */
	readonly start: string;
	/** Whether the environment that it was started with has the text `variable`. */
	readonly hasVariable: boolean;
};

/** All living processes (no zombies), from /proc or ps. `variable` is `NAME=value`, looked for in their environments. */
export async function readProcessTable(variable: string): Promise<readonly TableRow[]> {
	const names = await readdir('/proc').catch(() => [] as string[]);
	const pids = names.filter(name => /^\d+$/.test(name));
	return pids.length > 0 ? fromProc(pids, variable) : fromPs(variable);
}

async function fromProc(pids: readonly string[], variable: string): Promise<readonly TableRow[]> {
	const rows = await Promise.all(
		pids.map(async (pid): Promise<readonly TableRow[]> => {
			const text = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => undefined);
			if (text === undefined) return [];
			const {state, parent, group, startTicks: start} = parseStat(text);
			if (state === 'Z' || state === 'X') return [];
			// Not readable for processes of others, which are not ours.
			const env = await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '');
			return [{pid: Number(pid), parent, group, start, hasVariable: env.split('\0').includes(variable)}];
		}),
	);
	return rows.flat();
}

async function fromPs(variable: string): Promise<readonly TableRow[]> {
	// -E: the environment after the command, as ps of macOS and BSD prints it for the user's own processes.
	const {stdout} = await execa('ps', ['-A', '-E', '-ww', '-o', 'pid=,ppid=,pgid=,stat=,command='], {reject: false, stdin: 'ignore', env: {LC_ALL: 'C'}});
	return (stdout ?? '').split('\n').flatMap(line => {
		const [, pid, parent, group, state = '', command = ''] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s*(.*)$/.exec(line) ?? [];
		if (pid === undefined || state.startsWith('Z')) return [];
		return [{pid: Number(pid), parent: Number(parent), group: Number(group), start: '', hasVariable: `${command} `.includes(` ${variable} `)}];
	});
}
