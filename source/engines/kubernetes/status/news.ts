import type {RunEvent, RunStatus, Stage} from '../../engine.ts';
import type {Progress} from './progress.ts';
import type {StageSpan} from './spans.ts';
import type {TimedStatus} from './statuses.ts';

/**
 * What has happened between two looks at a run, oldest first, with the times of the cluster. From nothing, all that ever happened is told: a driver that
 * takes over says word for word what the first one said. Never tells the end of the run: see `endOf`.
 */
export function newsOf(before: Progress | undefined, now: Progress): readonly RunEvent[] {
	const news: readonly Item[] = [
		...now.notices
			.filter(({text}) => !before?.notices.some(notice => notice.text === text))
			.map(notice => ({event: {type: 'notice', ...notice} as const, rank: 0})),
		...now.statuses
			.filter(status => isNews(before, status, now))
			.map(status => ({event: statusEvent(status), rank: rankOf(status.attempt, statusOrder.indexOf(status.status))})),
		...now.stages.flatMap(span =>
			stageEvents(
				before?.stages.find(other => isSameStage(other, span)),
				span,
			).map(event => ({event, rank: rankOf(span.attempt, statusOrder.indexOf(placeOf(span)))})),
		),
	];
	return [...news].sort((one, other) => one.event.at - other.event.at || one.rank - other.rank).map(({event}) => event);
}

/** What happened in the same second comes in the order of `rank`. */
type Item = {readonly event: RunEvent; readonly rank: number};

/** The order in which a pod goes through its statuses and stages. */
const statusOrder: ReadonlyArray<RunStatus | Stage> = [
	'created',
	'schedule',
	'unschedulable',
	'scheduled',
	'pull',
	'starting',
	'init',
	'running',
	'run',
	'warning',
	'unknown',
];

/** The second pull comes right after the init containers. */
function placeOf({stage, occurrence}: StageSpan): RunStatus | Stage {
	return stage === 'pull' && occurrence > 1 ? 'init' : stage;
}

function rankOf(attempt: number, order: number): number {
	return attempt * statusOrder.length + order;
}

/** A status is told once; again only when it comes back after another, as after a pull that failed for a while. */
function isNews(before: Progress | undefined, status: TimedStatus, now: Progress): boolean {
	if (!before?.statuses.some(other => isSameStatus(other, status))) return true;
	return status === now.statuses.at(-1) && !isSameStatus(before.statuses.at(-1), status);
}

function statusEvent({at, status, reason, message}: TimedStatus): RunEvent {
	return {at, type: 'status', status, ...(reason !== undefined && {reason}), ...(message !== undefined && {message})};
}

function stageEvents(before: StageSpan | undefined, {stage, state, startedAt, endedAt, detail}: StageSpan): readonly RunEvent[] {
	const said = detail === undefined ? {} : {detail};
	if (before && before.state !== 'started') return [];
	if (state === 'skipped') return [{at: startedAt, type: 'stage', stage, state, ...said}];
	const isNew = before === undefined || (state === 'started' && before.detail !== detail);
	const started: RunEvent = {at: startedAt, type: 'stage', stage, state: 'started', ...(state === 'started' && said)};
	if (state === 'started') return isNew ? [started] : [];
	return [...(isNew ? [started] : []), {at: endedAt ?? startedAt, type: 'stage', stage, state, ...said}];
}

function isSameStage(one: StageSpan, other: StageSpan): boolean {
	return one.stage === other.stage && one.attempt === other.attempt && one.occurrence === other.occurrence;
}

/** A message may change its numbers every few seconds (nodes come and go); that is no news. */
function isSameStatus(one: TimedStatus | undefined, other: TimedStatus): boolean {
	return one?.status === other.status && one.reason === other.reason && one.attempt === other.attempt;
}
