import {existsSync} from 'node:fs';
import {join} from 'node:path';
import type {RunEvent, Stage} from '../engine.ts';
import type {ContainerHandle} from './handle.ts';
import type {ContainerPlan} from './plan.ts';
import type {Tools} from './run-tool.ts';

/** What the phases of a run share. */
export type Drive = Tools & {
	readonly plan: ContainerPlan;
	readonly signal: AbortSignal;
	/** No driver has been here before, so nothing can be there that one has made. */
	readonly isFirst?: boolean;
};

/** How a run ends; `at` (milliseconds since 1970) when that was not just now. */
export type End = Omit<Extract<RunEvent, {type: 'status'}>, 'at' | 'type'> & {readonly at?: number};

/** A phase gives the handle to go on with, or the end of the run. */
export type Phase = AsyncGenerator<RunEvent, {readonly handle: ContainerHandle; readonly end?: End}>;

/** The end that was asked for. */
export const stopped: End = {status: 'stopped', reason: 'stop-requested', message: 'It was stopped on request.'};

/** The file whose existence says that the user asked for the end of the run. */
export function stopRequestFile(runFolder: string): string {
	return join(runFolder, 'requests', 'stop');
}

/** Whether somebody asked for the end of the run. */
export function isStopAskedFor({runFolder}: Pick<ContainerPlan, 'runFolder'>): boolean {
	return existsSync(stopRequestFile(runFolder));
}

/** A stage that failed before it had begun, or while it went on. */
export function failedStage(at: number, stage: Stage, detail: string): RunEvent {
	return {at, type: 'stage', stage, state: 'failed', detail};
}

/** The beginning of a hash, as people see it: `plx-digits:3f9a01c2…`. */
export function shortImage(reference: string): string {
	return reference.replace(/^localhost\//, '').replace(/(?<=:[0-9a-f]{8})[0-9a-f]{12}$/, '…');
}
