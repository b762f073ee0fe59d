import {stepIds} from '../../wizard/step-ids.ts';
import type {StepId} from '../../wizard/wizard-state.ts';

/** In the order of the steps. */
export const jumpKeys: readonly string[] = [...'1234567890r'];

/** The key that jumps to a step: `1` … `9`, `0` for the tenth, `r` for the review. */
export function keyOfStep(step: StepId): string {
	return jumpKeys[stepIds.indexOf(step)]!;
}

/** The step to which the key jumps, or undefined. */
export function stepOfKey(name: string): StepId | undefined {
	return stepIds[jumpKeys.indexOf(name)];
}
