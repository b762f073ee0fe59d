import {execFileSync, spawn} from 'node:child_process';
import {closeSync, existsSync, openSync, readdirSync, readFileSync, statSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {median} from '../measure.ts';
import {residentMegabytes} from '../screen/cost.ts';
import type {Row} from '../table.ts';
import {kubectl, type Project, program, runByHand, writeCommand, writeJob} from './cluster.ts';

const rounds = 3;
const lineCount = 1_000_000;
/** Both are there before the first line. */
const command = `sleep 6; seq ${lineCount}; sleep 3`;

type Followed = {readonly seconds: number; readonly lines: number; readonly isWhole: boolean; readonly megabytes: number};

/**
 * A pod that writes as fast as it can, into the journal and into files of kubectl's; and the driver's memory. Time stamps, by which logs are gone on with and
 * verified, cost the kubelet a good part of its speed: so kubectl reads once without them and once with.
 */
export async function logRows(project: Project): Promise<readonly Row[]> {
	writeCommand(project, command);
	const mine: Followed[] = [];
	const bare: Followed[] = [];
	const stamped: Followed[] = [];
	for (let round = 0; round < rounds; round++) {
		mine.push(await ours(project));
		bare.push(await kubectls(project, `log-${process.pid}-${round}`));
		stamped.push(await kubectls(project, `stamped-${process.pid}-${round}`, '--timestamps'));
	}
	const megabytes = Math.max(...mine.map(each => each.megabytes));
	return [
		rateRow('without time stamps', 1, mine, bare),
		rateRow('with time stamps', 0.9, mine, stamped),
		{
			figure: 'logs of it that have every line',
			value: `${wholeOf(mine)} of ${rounds}`,
			baseline: `kubectl: ${wholeOf(bare)} of ${rounds}`,
			bar: 'all',
			isMet: wholeOf(mine) === rounds,
		},
		{figure: 'memory of the driver, the most of it', value: `${megabytes.toFixed(0)} MB`, bar: '≤ 200 MB', isMet: megabytes <= 200},
	];
}

function rateRow(how: string, bar: number, mine: readonly Followed[], theirs: readonly Followed[]): Row {
	const [rate, other] = [mine, theirs].map(all => median(all.map(({lines, seconds}) => lines / seconds))) as [number, number];
	const thousands = (value: number) => `${(value / 1000).toFixed(0)}k lines/s`;
	return {
		figure: `log of a pod that writes ${lineCount / 1e6} M lines at once, against one ${how}`,
		value: thousands(rate),
		baseline: `kubectl logs -f: ${thousands(other)}`,
		ratio: `${(rate / other).toFixed(2)}x`,
		bar: `≥ ${bar}x`,
		isMet: rate / other >= bar,
	};
}

const wholeOf = (all: readonly Followed[]) => all.filter(({isWhole}) => isWhole).length;

/** Detached, as both are to write a file and nothing else. */
async function ours(project: Project): Promise<Followed> {
	const before = new Set(runsOf(project));
	execFileSync(process.execPath, [program, 'run', '--detach'], {cwd: project.folder, env: project.env, stdio: 'ignore'});
	const folder = join(project.runs, runsOf(project).find(name => !before.has(name)) ?? '');
	return follow(join(folder, 'logs', 'run.log'), driverOf(folder));
}

async function kubectls(project: Project, name: string, ...options: readonly string[]): Promise<Followed> {
	const [shell, args] = runByHand(writeJob(project, name, command), name, ...options);
	const file = join(project.root, `${name}.log`);
	const output = openSync(file, 'w');
	const child = spawn(shell, args, {env: project.env, stdio: ['ignore', output, 'ignore']});
	closeSync(output);
	try {
		return await follow(file, child.pid ?? 0);
	} finally {
		kubectl('delete', 'job', name, '--wait=false');
	}
}

/** From the first byte in a file to the last line of it, and what is in it when the process that writes it is done. */
async function follow(file: string, writer: number): Promise<Followed> {
	let first: number | undefined;
	let last: number | undefined;
	let megabytes = 0;
	let size = 0;
	for (let look = 0; isAlive(writer); look++) {
		const now = existsSync(file) ? statSync(file).size : 0;
		if (now > size) {
			first ??= performance.now();
			last = performance.now();
		}
		size = now;
		if (look % 10 === 0) megabytes = Math.max(megabytes, memoryOf(writer));
		await sleep(20);
	}
	const text = await readFile(file, 'utf8').catch(() => '');
	// Before the numbers the command may be told that the image has no bash
	const numbers = text.replaceAll(/^\d{4}-\S+ /gm, '').replace(/^polyaxon-tui: .*\n/, '');
	return {seconds: ((last ?? 0) - (first ?? 0)) / 1000, lines: numbers.split('\n').length - 1, isWhole: numbers === expected, megabytes};
}

const expected = Array.from({length: lineCount}, (_, line) => `${line + 1}\n`).join('');
const runsOf = ({runs}: Project) => (existsSync(runs) ? readdirSync(runs).filter(name => name.startsWith('r-')) : []);

/** The process that drives a run, once it does. */
function driverOf(folder: string): number {
	const drivers = join(folder, 'drivers');
	const newest = readdirSync(drivers).sort().at(-1) ?? '';
	return JSON.parse(readFileSync(join(drivers, newest), 'utf8')).pid;
}

function isAlive(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
}

function memoryOf(pid: number): number {
	try {
		return residentMegabytes(pid);
	} catch {
		// It is done
		return 0;
	}
}
