import {sanitiseLine} from '../../../terminal/sanitise.ts';
import type {Stage} from '../../engine.ts';
import {type ContainerView, containersOf} from './containers.ts';
import {endOf} from './end.ts';
import {noticesOf, type TimedNotice} from './notices.ts';
import {attemptsOf, createdAt, type Observed} from './observed.ts';
import {waitText} from './scheduling-words.ts';
import {type StageSpan, spansOf} from './spans.ts';
import {passedStatuses, presentStatus, type TimedStatus} from './statuses.ts';

/** How far the Job of a run has come. All times are those of the cluster, in milliseconds since 1970; all texts are printable. */
export type Progress = {
	/** The stages that were begun, of all attempts. */
	readonly stages: readonly StageSpan[];
	/** The stage that goes on; absent before the first and after the last. */
	readonly stage?: Stage;
	/** When that stage began. */
	readonly since?: number;
	readonly detail?: string;
	/** The status now; `succeeded` and `failed` only here, never in `statuses`. */
	readonly status: TimedStatus;
	/** Those that were gone through and, as the last, the one now unless it is an end. */
	readonly statuses: readonly TimedStatus[];
	readonly notices: readonly TimedNotice[];
	/** Of the newest pod; 0 before there is one. */
	readonly attempt: number;
	readonly pod?: string;
	readonly node?: string;
	/** Of all pods that are known, oldest pod first, in the order in which they run. */
	readonly containers: readonly ContainerView[];
};

/** How far the Job has come. `now` (milliseconds since 1970) only decides whether it is over: see `endOf`. */
export function progressOf(observed: Observed, mainContainer: string, now: number): Progress {
	const attempts = attemptsOf(observed);
	const newest = attempts.at(-1);
	const end = endOf(observed, mainContainer, now);
	const stages = attempts.length > 0 ? attempts.flatMap(attempt => spansOf(observed, attempt, mainContainer)) : unscheduled(observed, end !== undefined);
	const current = end ? undefined : stages.findLast(({state, attempt}) => state === 'started' && attempt === (newest?.number ?? 1));
	const passed = passedStatuses(observed, attempts, mainContainer);
	const present = presentStatus(observed, newest, mainContainer, passed.at(-1));
	const statuses = present && !end ? [...passed, present] : passed;
	const last = statuses.at(-1) ?? {at: createdAt(observed.job), status: 'created', attempt: 1};
	return {
		stages,
		...(current && {stage: current.stage, since: current.startedAt}),
		...(current?.detail !== undefined && {detail: current.detail}),
		status: end ? {at: end.at ?? last.at, status: end.status, reason: end.reason, message: end.message, attempt: last.attempt} : last,
		statuses,
		notices: noticesOf(observed, attempts, mainContainer),
		attempt: newest?.number ?? 0,
		...(newest && {pod: newest.pod.metadata?.name}),
		...(newest?.pod.spec?.nodeName !== undefined && {node: sanitiseLine(newest.pod.spec.nodeName)}),
		containers: attempts.flatMap(attempt => containersOf(attempt, mainContainer)),
	};
}

/** The same with the notices of the looks before: what comes and goes, as a helper that starts again and again, is no news when it is back. */
export function rememberNotices(before: Progress | undefined, now: Progress): Progress {
	const told = before?.notices ?? [];
	return {...now, notices: [...told, ...now.notices.filter(({text}) => !told.some(notice => notice.text === text))]};
}

/** A Job without a pod waits for one. */
function unscheduled(observed: Observed, isOver: boolean): readonly StageSpan[] {
	if (!observed.job || isOver) return [];
	const detail = waitText(observed, undefined);
	return [{stage: 'schedule', attempt: 1, occurrence: 1, state: 'started', startedAt: createdAt(observed.job), ...(detail !== '' && {detail})}];
}
