import {realpathSync} from 'node:fs';
import {mkdir, writeFile} from 'node:fs/promises';
import {dirname} from 'node:path';
import type {World} from '../../world.ts';
import {cacheFolder} from '../data-folders.ts';
import type {Engine, RunRequest} from '../engine.ts';
import {endProcesses} from '../processes/end-processes.ts';
import {stopRequestFile} from '../stop-request.ts';
import {describeHost} from './describe.ts';
import {driveHost} from './drive.ts';
import {rootsOf, toHostHandle} from './host-handle.ts';
import {findPython, type Interpreter} from './interpreter.ts';
import {createHostPlan, type HostPlan} from './plan.ts';
import {preflightHost} from './preflight/preflight.ts';
import {probeHost} from './probe.ts';

/** The path without links; itself where nothing stands. */
function realPath(path: string): string {
	try {
		return realpathSync(path);
	} catch {
		return path;
	}
}

/**
 * The engine that builds and runs on this computer, with bash and python3. plan() changes nothing and looks at two things: what python3 is, where a
 * virtual environment is needed (some 30 ms, once), and where the files of secrets really are.
 */
export function createHostEngine(world: World): Omit<Engine, 'plan'> & {plan(request: RunRequest): HostPlan} {
	let python: {readonly found: Interpreter | undefined} | undefined;
	const findPythonOnce = () => (python ??= {found: findPython(world)}).found;
	return {
		name: 'host',
		probe: signal => probeHost(world, signal),
		plan: request => createHostPlan(request, {cacheFolder: cacheFolder(world), platform: world.platform, findPython: findPythonOnce, realPath}),
		describe: describeHost,
		preflight: (plan: HostPlan, signal) => preflightHost(world, plan, signal),
		drive: (plan: HostPlan, handle, signal) => driveHost({world, plan, signal}, toHostHandle(handle)),
		async stop(plan: HostPlan, handle) {
			// Before the processes are looked for: one that starts from now on ends at once.
			const file = stopRequestFile(plan.runFolder);
			await mkdir(dirname(file), {recursive: true, mode: 0o700});
			await writeFile(file, '', {flag: 'a', mode: 0o600});
			const roots = await rootsOf(plan.runFolder, toHostHandle(handle));
			await endProcesses({runFolder: plan.runFolder, roots, gracePeriod: plan.gracePeriod * 1000});
		},
		// All of a run is in its folder. Environments are shared by runs, and stay.
		async remove() {},
	};
}
