import type {BuildStep} from './build-steps.ts';

/** `{duration}` between two moments (milliseconds since 1970), when both are known. */
export function durationOf(from: number | undefined, to: number | undefined): Pick<BuildStep, 'duration'> {
	return from === undefined || to === undefined ? {} : {duration: Math.max(0, to - from)};
}
