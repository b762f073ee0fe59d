import type {End} from '../../drive-phases.ts';
import type {ClusterDiagnosis} from './causes/cause.ts';

/** A cause that does not end by itself, since when it is there and when it was seen last. Milliseconds since 1970. */
export type Stuck = {readonly diagnosis: ClusterDiagnosis; readonly since: number; readonly seen: number};

/** Milliseconds that a cause may be out of sight, as between two pulls, without having ended. */
const blink = 15_000;

/** Seconds: an image that its registry does not have will hardly come while one waits. */
const shortWait = 20;

/** What a run is stuck in, after one more look. Only what is sticky counts; what may end by itself (`maybe`) is only shown. */
export function stuckOf(before: Stuck | undefined, diagnosis: ClusterDiagnosis | undefined, now: number): Stuck | undefined {
	if (diagnosis?.isSticky === true) return {diagnosis, since: before?.diagnosis.code === diagnosis.code ? before.since : now, seen: now};
	return before && now - before.seen < blink ? before : undefined;
}

/** The end of a run that has been stuck for longer than `stickyWait` seconds; undefined before. */
export function endOfStuck(stuck: Stuck | undefined, now: number, stickyWait: number): End | undefined {
	if (!stuck) return undefined;
	const {code, title, hint} = stuck.diagnosis;
	const patience = code === 'image-not-found' ? Math.min(stickyWait, shortWait) : stickyWait;
	if (stuck.seen < now || now - stuck.since < patience * 1000) return undefined;
	return {status: 'failed', reason: code, message: `It did not get any further: ${title}. ${hint}`};
}
