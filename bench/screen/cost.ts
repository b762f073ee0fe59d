import {execFileSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {setTimeout} from 'node:timers/promises';

/** Seconds of processor time that a process has used. */
export function cpuSeconds(pid: number): number {
	const stat = `/proc/${pid}/stat`;
	if (!existsSync(stat)) return fromClock(ps(pid, 'time'));
	// After the name, which may hold anything: state is field 3, utime and stime are fields 14 and 15, in hundredths of a second
	const fields = readFileSync(stat, 'utf8').split(') ').at(-1)!.split(' ');
	return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Resident memory of a process in MB. */
export function residentMegabytes(pid: number): number {
	return Number(ps(pid, 'rss')) / 1024;
}

/** Shares of a core that processes use during so many seconds. */
export async function cpuShares(pids: readonly number[], seconds: number): Promise<readonly number[]> {
	const before = pids.map(cpuSeconds);
	const began = performance.now();
	await setTimeout(seconds * 1000);
	const elapsed = (performance.now() - began) / 1000;
	return pids.map((pid, index) => (cpuSeconds(pid) - before[index]!) / elapsed);
}

const ps = (pid: number, field: string) => execFileSync('ps', ['-o', `${field}=`, '-p', String(pid)], {encoding: 'utf8'}).trim();

/** `1:02.50` or `00:01:02`. */
const fromClock = (text: string) => text.split(/[-:]/).reduce((sum, part) => sum * 60 + Number(part), 0);
