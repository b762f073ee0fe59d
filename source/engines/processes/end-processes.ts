import {kill, pid as ownPid} from 'node:process';
import {setTimeout as wait} from 'node:timers/promises';
import {isAlive, type ProcessIdentity} from './process-identity.ts';
import {readProcessTable, type TableRow} from './process-table.ts';

/** How long a killed process may take to go, in milliseconds; one that waits for a broken disk cannot be ended by anybody. */
const killPatience = 10_000;
/** How long the wrapper gets to write the exit code after its children were killed. */
const wrapperPatience = 1000;

/**
 * Ends processes with all that came of them: group, descendants, and whoever carries the run's folder in its environment (a grandchild with a
 * session of its own). SIGTERM once, SIGKILL after the grace period (ms). Resolves with their number when none lives.
 */
export async function endProcesses(options: {
	/** Names the run: ids of runs in other data folders can be the same. */
	readonly runFolder: string;
	readonly roots: readonly ProcessIdentity[];
	readonly gracePeriod: number;
}): Promise<number> {
	const known = new Map<number, TableRow>();
	const rootPids = new Set(options.roots.map(root => root.pid));
	const started = performance.now();
	for (let delay = 10; ; delay = Math.min(200, delay * 1.5)) {
		const living = await collect(options, known);
		if (living.length === 0) return known.size;
		// Once, at first: what is started later belongs to the orderly end of one that was asked.
		if (known.size === 0) askToEnd(living, options.roots);
		for (const row of living) known.set(row.pid, row);
		const late = performance.now() - started - options.gracePeriod;
		if (late >= killPatience) throw new Error(`Process ${living.map(row => row.pid).join(', ')} does not end, not even by SIGKILL.`);
		const isWrapperSpared = late < wrapperPatience && living.some(row => !rootPids.has(row.pid));
		if (late >= 0) for (const {pid} of living) if (!isWrapperSpared || !rootPids.has(pid)) send(pid, 'SIGKILL');
		// The next look must not come later than the end of the grace period.
		await wait(late < 0 ? Math.min(delay, -late) : delay);
	}
}

async function collect({runFolder, roots}: Parameters<typeof endProcesses>[0], known: ReadonlyMap<number, TableRow>): Promise<readonly TableRow[]> {
	const areAlive = await Promise.all(roots.map(root => isAlive(root.pid, root.startTime)));
	const livingRoots = new Set(roots.filter((_, index) => areAlive[index]).map(root => root.pid));
	const table = await readProcessTable(`POLYAXON_TUI_RUN_FOLDER=${runFolder}`);
	const found = new Set<number>();
	for (const row of table) {
		const isKnown = known.get(row.pid)?.start === row.start;
		if (isKnown || row.hasVariable || livingRoots.has(row.pid) || livingRoots.has(row.group)) found.add(row.pid);
	}
	for (let size = -1; size < found.size; ) {
		size = found.size;
		for (const row of table) if (found.has(row.parent)) found.add(row.pid);
	}
	return table.filter(row => found.has(row.pid) && row.pid !== ownPid);
}

/** Nobody gets SIGTERM twice: the second one makes some programs give up their orderly end. A stopped process needs SIGCONT to see it. */
function askToEnd(rows: readonly TableRow[], roots: readonly ProcessIdentity[]): void {
	const groups = new Set(roots.map(root => root.pid).filter(pid => rows.some(row => row.pid === pid)));
	for (const name of ['SIGTERM', 'SIGCONT'] as const) {
		for (const group of groups) send(-group, name);
		for (const row of rows) if (!groups.has(row.group)) send(row.pid, name);
	}
}

function send(pid: number, name: NodeJS.Signals): void {
	try {
		kill(pid, name);
	} catch {
		// It ended by itself.
	}
}
