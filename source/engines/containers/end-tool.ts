import {kill} from 'node:process';
import {setTimeout as wait} from 'node:timers/promises';
import {readIdentity} from '../processes/process-files.ts';
import {isAlive} from '../processes/process-identity.ts';
import {readProcessTable} from '../processes/process-table.ts';
import {type ToolProcessName, toolFiles} from './tool-process.ts';

/** So long (ms) an engine gets to clean up after its step was ended, before it is ended itself. */
const patience = 4000;

/**
 * Ends a pull or build that any driver started. What the engine has started for a step goes first: the engine sees the step fail and clears its working
 * container away, which it does not when it is killed itself (seen with podman 4.3: SIGTERM leaves the container, and the step runs on).
 */
export async function endTool(runFolder: string, name: ToolProcessName): Promise<void> {
	const identity = await readIdentity(toolFiles(runFolder, name).pid);
	if (!identity || identity === 'torn') return;
	const isThere = () => isAlive(identity.pid, identity.startTime);
	const start = performance.now();
	for (let pause = 20; await isThere(); pause = Math.min(200, pause * 1.5)) {
		const table = await readProcessTable('');
		const engines = table.filter(row => row.parent === identity.pid).map(row => row.pid);
		const below = descendantsOf(engines, table).filter(pid => !engines.includes(pid));
		const waited = performance.now() - start;
		// Those in between clear away too, when what they wait for is gone
		const leaves = below.filter(pid => !table.some(row => row.parent === pid));
		for (const pid of waited > patience / 4 ? below : leaves) send(pid, 'SIGKILL');
		if (below.length === 0 && waited > patience) for (const pid of engines) send(pid, waited > 2 * patience ? 'SIGKILL' : 'SIGINT');
		if (waited > 3 * patience) send(identity.pid, 'SIGKILL');
		await wait(pause);
	}
}

function descendantsOf(roots: readonly number[], table: Awaited<ReturnType<typeof readProcessTable>>): readonly number[] {
	const found = new Set(roots);
	for (let size = -1; size < found.size; ) {
		size = found.size;
		for (const row of table) if (found.has(row.parent)) found.add(row.pid);
	}
	return [...found];
}

function send(pid: number, name: NodeJS.Signals): void {
	try {
		kill(pid, name);
	} catch {
		// It ended by itself.
	}
}
