import type {V1Pod} from '@kubernetes/client-node';
import {sanitiseLine} from '../../../terminal/sanitise.ts';
import {containers} from '../manifests/places.ts';
import {spanOf} from './containers.ts';
import {type Attempt, containerStatus, createdAt, eventsAbout, lastTime, type Observed} from './observed.ts';
import {maxRestarts} from './retry.ts';
import {pullReasons, steadyReason, waitsBeside} from './waiting.ts';

/** What a user should know, and when it happened (milliseconds since 1970). Printable. */
export type TimedNotice = {readonly at: number; readonly severity: 'info' | 'warning'; readonly text: string};

/** What happened beside the stages: new attempts, nodes that are added for the run, variables that were left out, helpers that cannot start. */
export function noticesOf(observed: Observed, attempts: readonly Attempt[], mainContainer: string): readonly TimedNotice[] {
	const restarts = attempts.flatMap((attempt, index) => {
		const before = attempts[index - 1];
		return before ? [restartNotice(observed, before, attempt, mainContainer)] : [];
	});
	const others = attempts.flatMap(({pod}) =>
		eventsAbout(observed, pod, 'TriggeredScaleUp', 'InvalidEnvironmentVariableNames').map(
			(event): TimedNotice => ({
				at: lastTime(event) ?? createdAt(pod),
				...(event.reason === 'TriggeredScaleUp'
					? {severity: 'info', text: 'The cluster adds a node for this run; that takes some minutes.'}
					: {severity: 'warning', text: `Some variables were left out: ${sanitiseLine(event.message ?? '')}`}),
			}),
		),
	);
	const helpers = attempts.filter(({isGone}) => !isGone).flatMap(({pod}) => helperNotices(pod, mainContainer));
	return [...restarts, ...others, ...helpers];
}

/** Its message changes from look to look: only what stays the same is told. */
function helperNotices(pod: V1Pod, mainContainer: string): readonly TimedNotice[] {
	const at = spanOf(containerStatus(pod, mainContainer)).startedAt ?? createdAt(pod);
	const what = mainContainer === containers.build ? 'build' : 'command';
	return waitsBeside(pod, mainContainer).map(({container, image, reason}) => {
		const why = pullReasons.includes(reason) ? `its image ${sanitiseLine(image)} cannot be pulled` : steadyReason(reason);
		const text = `The helper ${sanitiseLine(container)} beside the ${what} does not run (${why}). The ${what} goes on without it.`;
		return {at, severity: 'warning', text};
	});
}

function restartNotice(observed: Observed, before: Attempt, {pod, number}: Attempt, mainContainer: string): TimedNotice {
	const exitCode = containerStatus(before.pod, mainContainer)?.state?.terminated?.exitCode;
	const how = exitCode === undefined ? 'ended before its command did' : `failed with exit code ${exitCode}`;
	const most = maxRestarts(observed);
	const text = `Attempt ${number - 1} ${how}; the cluster starts the run again${most > 0 ? ` (restart ${number - 1} of at most ${most})` : ''}.`;
	return {at: createdAt(pod), severity: 'warning', text};
}
