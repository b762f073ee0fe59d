import {drivePhases} from '../drive-phases.ts';
import type {RunEvent} from '../engine.ts';
import {driveBuild} from './drive-build.ts';
import type {Drive} from './drive-context.ts';
import {drivePrepare} from './drive-prepare.ts';
import {driveRun} from './drive-run.ts';
import {type HostHandle, isStarted} from './host-handle.ts';

/** Carries a run out on this computer. */
export function driveHost(drive: Drive, handle: HostHandle): AsyncGenerator<RunEvent> {
	const isBegun = (process: 'build' | 'run') => (now: HostHandle) => isStarted(drive.plan.runFolder, now, process);
	const phases = [
		{drivePhase: drivePrepare, isBegun: () => false},
		{drivePhase: driveBuild, isBegun: isBegun('build')},
		{drivePhase: driveRun, isBegun: isBegun('run')},
	];
	return drivePhases(phases, drive, handle);
}
