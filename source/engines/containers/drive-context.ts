import type {Phase} from '../drive-phases.ts';
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

/** A phase of a run in a container. */
export type ContainerPhase = Phase<ContainerHandle>;

/** A stage that failed before it had begun, or while it went on. */
export function failedStage(at: number, stage: Stage, detail: string): RunEvent {
	return {at, type: 'stage', stage, state: 'failed', detail};
}

/** The beginning of a hash, as people see it: `plx-digits:3f9a01c2…`. */
export function shortImage(reference: string): string {
	return reference.replace(/^localhost\//, '').replace(/(?<=:[0-9a-f]{8})[0-9a-f]{12}$/, '…');
}
