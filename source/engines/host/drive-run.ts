import {join} from 'node:path';
import {endOfCommand} from '../end-of-command.ts';
import {findProgram} from '../processes/find-program.ts';
import {layUnder} from './copy-code.ts';
import {type Drive, failure, type HostPhase} from './drive-context.ts';
import {driveProcess, type ProcessKind} from './drive-process.ts';
import {type HostHandle, isStarted} from './host-handle.ts';
import {baseImageNotice} from './notices.ts';
import {runEnv} from './process-env.ts';
import {runScript} from './run-script.ts';

/** Runs the command in its own copy of the code, over what the build steps left. */
export async function* driveRun(drive: Drive, handle: HostHandle): HostPhase {
	const {world, plan, signal} = drive;
	const {command, environment} = plan;
	if (command === undefined) return {handle};
	if (!(await isStarted(plan.runFolder, handle, 'run'))) {
		yield {at: world.now(), type: 'status', status: 'starting'};
		try {
			if (environment) await layUnder(join(environment.folder, 'code'), join(plan.runFolder, 'code'), new Set(plan.codeFiles), signal);
		} catch (error) {
			if (signal.aborted) throw error;
			return {handle, end: failure('prepare-failed', 'What the build steps left could not be copied', error)};
		}
		// The last thing before the run, so that it is in sight when the run is
		const notice = baseImageNotice(plan);
		if (notice) yield {at: world.now(), type: 'notice', severity: 'info', text: notice};
	}
	return yield* driveProcess(drive, handle, runProcess(drive, command));
}

function runProcess({world, plan}: Drive, command: string): ProcessKind {
	return {
		name: 'run',
		begin: at => [
			{at, type: 'stage', stage: 'run', state: 'started'},
			{at, type: 'stream-opened', stream: {id: 'run', title: 'run', stage: 'run', attempt: 1}, isFile: true},
		],
		running: at => [{at, type: 'status', status: 'running'}],
		prepare: async () => ({
			script: runScript({runFolder: plan.runFolder, shell: findProgram(world, 'bash') ?? 'bash', command}),
			env: await runEnv(world, plan),
		}),
		endOf: ({exitCode}) => ({end: endOfCommand(exitCode)}),
	};
}
