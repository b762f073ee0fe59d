import {existsSync} from 'node:fs';
import {appendFile, mkdir} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import type {End} from '../drive-phases.ts';
import type {RunEvent} from '../engine.ts';
import {findProgram} from '../processes/find-program.ts';
import {processFiles} from '../processes/process-files.ts';
import {buildScript, reusedDetail, shortKey, titleOf} from './build-script.ts';
import type {Drive, HostPhase} from './drive-context.ts';
import {driveProcess, type ProcessKind} from './drive-process.ts';
import {type HostHandle, handleEvent, isStarted} from './host-handle.ts';
import type {HostPlan} from './plan.ts';
import {stepEnv} from './process-env.ts';

type Environment = NonNullable<HostPlan['environment']>;

/** Builds the environment of the run, or finds it built. `kind: build` ends here. */
export async function* driveBuild(drive: Drive, handle: HostHandle): HostPhase {
	const {world, plan} = drive;
	if (handle.built === undefined) {
		const result = yield* build(drive, handle);
		if (result.end && result.end.status !== 'succeeded') return result;
		handle = {...result.handle, built: result.end?.at ?? world.now()};
		yield handleEvent(world.now(), handle);
	}
	return plan.command === undefined ? {handle, end: {status: 'succeeded', exitCode: 0, ...(handle.built !== undefined && {at: handle.built})}} : {handle};
}

async function* build(drive: Drive, handle: HostHandle): HostPhase {
	const {world, plan} = drive;
	const {environment} = plan;
	if (!environment) {
		yield {at: world.now(), type: 'stage', stage: 'build', state: 'skipped', detail: 'no build steps'};
		return {handle};
	}
	const isUnderWay = await isStarted(plan.runFolder, handle, 'build');
	if (isUnderWay || !existsSync(join(environment.folder, '.ok'))) return yield* driveProcess(drive, handle, buildProcess(drive, environment));
	const detail = `environment ${shortKey(environment.key)} re-used, nothing changed`;
	await writeReused(plan, detail);
	yield openBuild(world.now());
	yield {at: world.now(), type: 'stream-state', streamId: 'build', state: 'ended', exitCode: 0};
	yield {at: world.now(), type: 'stage', stage: 'build', state: 'skipped', detail};
	return {handle};
}

function buildProcess({world, plan}: Drive, environment: Environment): ProcessKind {
	const count = `${environment.steps.length} ${environment.steps.length === 1 ? 'step' : 'steps'}`;
	return {
		name: 'build',
		begin: at => [{at, type: 'status', status: 'building'}, {at, type: 'stage', stage: 'build', state: 'started', detail: count}, openBuild(at)],
		running: () => [],
		prepare: async () => {
			const hasVenv = environment.python?.hasVenv ?? true;
			const uv = hasVenv ? undefined : findProgram(world, 'uv');
			const path = world.env.PATH ?? '/usr/local/bin:/usr/bin:/bin';
			return {script: buildScript(plan, environment, {path, ...(uv !== undefined && {uv})}), env: stepEnv(world, plan)};
		},
		endOf({exitCode, detail}) {
			if (exitCode === 0 && detail === reusedDetail) {
				return {end: {status: 'succeeded'}, detail: `environment ${shortKey(environment.key)} re-used, another run built it`};
			}
			if (exitCode === 0) return {end: {status: 'succeeded'}, detail: count};
			return {end: failedBuild(environment, exitCode, Number(detail ?? 0))};
		},
	};
}

function failedBuild({steps, needsPython}: Environment, exitCode: number, step: number): End {
	const failed = {status: 'failed', reason: 'build-failed', exitCode} as const;
	const text = steps[step - 1];
	if (text !== undefined) return {...failed, message: `build step ${step} of ${steps.length} failed with exit code ${exitCode}: ${titleOf(text)}`};
	const what = needsPython ? 'the virtual environment for the build steps could not be made' : 'the folder for the build steps could not be made';
	return {...failed, message: `${what} (exit code ${exitCode}); the build log says why`};
}

function openBuild(at: number): RunEvent {
	return {at, type: 'stream-opened', stream: {id: 'build', title: 'build', stage: 'build', attempt: 1}, isFile: true};
}

async function writeReused(plan: HostPlan, detail: string): Promise<void> {
	const {log} = processFiles(plan.runFolder, 'build');
	// A driver that takes over finds the line there.
	if (existsSync(log)) return;
	await mkdir(dirname(log), {recursive: true, mode: 0o700});
	await appendFile(log, `${detail[0]?.toUpperCase()}${detail.slice(1)}.\n`, {mode: 0o600});
}
