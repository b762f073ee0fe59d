import {drivePhases} from '../drive-phases.ts';
import type {RunEvent} from '../engine.ts';
import {driveBuild} from './drive-build.ts';
import type {Drive} from './drive-context.ts';
import {drivePrepare} from './drive-prepare.ts';
import {drivePull} from './drive-pull.ts';
import {driveRun} from './drive-run.ts';
import type {ContainerHandle} from './handle.ts';

const phases = [
	{drivePhase: drivePull, isBegun: ({pull, pulled}: ContainerHandle) => pull !== undefined && pulled === undefined},
	{drivePhase: drivePrepare, isBegun: () => false},
	{drivePhase: driveBuild, isBegun: ({build, image}: ContainerHandle) => build !== undefined && image === undefined},
	{drivePhase: driveRun, isBegun: ({started, ended}: ContainerHandle) => started !== undefined || ended !== undefined},
];

/** Carries a run out in a container. */
export function driveContainer(drive: Drive, handle: ContainerHandle): AsyncGenerator<RunEvent> {
	return drivePhases(phases, {...drive, isFirst: Object.keys(handle).length === 0}, handle);
}
