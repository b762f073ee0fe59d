import type {Diagnosis, EngineName, LogStream, RunEvent, RunId, RunStatus, Stage, StreamState} from '../engines/engine.ts';
import type {Kind, Value} from '../polyaxonfile/specification.ts';
import {sanitiseLine} from '../terminal/sanitise.ts';
import {happeningOf} from './happening.ts';
import type {RunRecord} from './run-folder.ts';

/** One stage of a run. Times are milliseconds since 1970. */
export type StageView = {
	readonly stage: Stage;
	readonly state: 'started' | 'succeeded' | 'failed' | 'skipped';
	readonly startedAt: number;
	readonly endedAt?: number;
	readonly detail?: string;
};

/** One stream of a run and how it does. */
export type StreamView = LogStream & {
	readonly state: StreamState;
	readonly detail?: string;
	readonly exitCode?: number;
	readonly gaps: readonly string[];
};

/** All that is known of a run. Every text that came from outside is printable: see reduceRun. Times are milliseconds since 1970. */
export type RunState = {
	readonly runId: RunId;
	readonly name: string;
	readonly kind: Kind;
	readonly engine: EngineName;
	/** Where the engine runs it: `minikube/default`, the context and namespace of a cluster. */
	readonly place?: string;
	readonly createdAt: number;
	readonly declarations: Readonly<Record<string, Value>>;
	readonly status: RunStatus;
	readonly reason?: string;
	readonly message?: string;
	readonly exitCode?: number;
	/** When the command itself began. */
	readonly startedAt?: number;
	readonly endedAt?: number;
	readonly stages: readonly StageView[];
	readonly streams: readonly StreamView[];
	readonly notices: ReadonlyArray<{readonly at: number; readonly severity: 'info' | 'warning'; readonly text: string}>;
	/** The rows of the events pane. */
	readonly happenings: ReadonlyArray<{readonly at: number; readonly text: string}>;
	readonly diagnosis?: Diagnosis;
};

/** A run of which nothing has happened yet. */
export function initialRunState(
	record: Pick<RunRecord, 'runId' | 'name' | 'kind' | 'engine' | 'createdAt' | 'declarations'> & Partial<Pick<RunRecord, 'plan'>>,
): RunState {
	const {runId, kind, engine, createdAt, declarations, plan} = record;
	return {
		runId,
		name: sanitiseLine(record.name),
		kind,
		engine,
		...(plan?.engine === 'kubernetes' && {place: sanitiseLine(`${plan.context}/${plan.namespace}`)}),
		createdAt,
		declarations,
		status: 'created',
		stages: [],
		streams: [],
		notices: [],
		happenings: [],
	};
}

/** The state after one more event. A second driver may repeat what the first one said: that changes nothing. Texts are made printable here. */
export function reduceRun(state: RunState, event: RunEvent): RunState {
	const next = reduceEvent(state, event);
	if (next === state) return state;
	const text = happeningOf(state, event);
	return text === undefined ? next : {...next, happenings: [...next.happenings, {at: event.at, text: sanitiseLine(text)}]};
}

/** Whether a run with this status is over for ever. */
export function isDone(status: RunStatus): boolean {
	return status === 'succeeded' || status === 'failed' || status === 'stopped';
}

function reduceEvent(state: RunState, event: RunEvent): RunState {
	switch (event.type) {
		case 'handle':
		case 'log':
			return state;
		case 'stage':
			return reduceStage(state, event);
		case 'status':
			return reduceStatus(state, event);
		case 'stream-opened': {
			const {stream} = event;
			const old = state.streams.find(({id}) => id === stream.id);
			if (old) return old.state === 'live' ? state : withStream(state, stream.id, {state: 'live', detail: undefined, exitCode: undefined});
			return {...state, streams: [...state.streams, {...stream, title: sanitiseLine(stream.title), state: 'live', gaps: []}]};
		}
		case 'stream-state':
			return withStream(state, event.streamId, {state: event.state, detail: printable(event.detail), exitCode: event.exitCode});
		case 'gap': {
			const gaps = state.streams.find(({id}) => id === event.streamId)?.gaps ?? [];
			return withStream(state, event.streamId, {gaps: [...gaps, sanitiseLine(event.detail)]});
		}
		case 'notice': {
			const text = sanitiseLine(event.text);
			if (state.notices.some(notice => notice.text === text)) return state;
			return {...state, notices: [...state.notices, {at: event.at, severity: event.severity, text}]};
		}
		case 'diagnosis': {
			const {code, title, hint, evidence} = event.diagnosis;
			return {...state, diagnosis: {code, title: sanitiseLine(title), hint: sanitiseLine(hint), evidence: printable(evidence)}};
		}
	}
}

function reduceStage(state: RunState, {at, stage, state: stageState, detail}: RunEvent & {type: 'stage'}): RunState {
	const old = state.stages.find(view => view.stage === stage);
	const isRunning = old?.state === 'started';
	// How far it has come may be told anew
	if (stageState === 'started' && isRunning && (detail === undefined || printable(detail) === old.detail)) return state;
	// The same end told anew, by a driver that knows less of it
	if (stageState !== 'started' && old?.state === stageState && detail === undefined) return state;
	const startedAt = isRunning ? old.startedAt : at;
	const view: StageView = {stage, state: stageState, startedAt, endedAt: stageState === 'started' ? undefined : at, detail: printable(detail)};
	return {...state, stages: old ? state.stages.map(other => (other === old ? view : other)) : [...state.stages, view]};
}

function reduceStatus(state: RunState, {at, status, reason, message, exitCode}: RunEvent & {type: 'status'}): RunState {
	// What is over stays over.
	if (isDone(state.status)) return state;
	const next: RunState = {
		...state,
		status,
		reason: printable(reason),
		message: printable(message),
		exitCode: exitCode ?? state.exitCode,
		startedAt: state.startedAt ?? (status === 'running' ? at : undefined),
	};
	if (!isDone(status)) return next;
	const end = status === 'succeeded' ? 'succeeded' : 'failed';
	return {
		...next,
		endedAt: at,
		stages: next.stages.map(view => (view.state === 'started' ? {...view, state: end, endedAt: at} : view)),
		streams: next.streams.map(stream => (stream.state === 'ended' ? stream : {...stream, state: 'ended'})),
	};
}

function withStream(state: RunState, id: string, change: Partial<StreamView>): RunState {
	if (!state.streams.some(stream => stream.id === id)) return state;
	return {...state, streams: state.streams.map(stream => (stream.id === id ? {...stream, ...change} : stream))};
}

function printable(text: string | undefined): string | undefined {
	return text === undefined ? undefined : sanitiseLine(text);
}
