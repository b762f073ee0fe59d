import type {End} from '../../drive-phases.ts';
import type {ClusterDiagnosis} from './causes/cause.ts';

/** A cause that does not end by itself, since when it is there and when it was seen last. Milliseconds since 1970. */
export type Stuck = {readonly diagnosis: ClusterDiagnosis; readonly since: number; readonly seen: number};

/** Milliseconds that a cause may be out of sight, as between two pulls, without having ended. */
const blink = 15_000;

/** What a run is stuck in, after one more look. Only what is sticky counts; what may end by itself (`maybe`) is only shown. */
export function stuckOf(before: Stuck | undefined, diagnosis: ClusterDiagnosis | undefined, now: number): Stuck | undefined {
	if (diagnosis?.isSticky === true) return {diagnosis, since: before?.diagnosis.code === diagnosis.code ? before.since : now, seen: now};
	return before && now - before.seen < blink ? before : undefined;
}

/** The end of a run that has been stuck for longer than `stickyWait` seconds; undefined before. */
export function endOfStuck(stuck: Stuck | undefined, now: number, stickyWait: number): End | undefined {
	if (!stuck || stuck.seen < now || now - stuck.since < stickyWait * 1000) return undefined;
	const {code, title, hint} = stuck.diagnosis;
	return {status: 'failed', reason: code, message: `It did not get any further: ${title}. ${hint}`};
}
