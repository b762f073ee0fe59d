import {type ListedRun, refOf} from '../../runs/listed-run.ts';
import type {Press} from '../parts/press.ts';
import {editText, type TextEdit, textEditOf} from '../parts/text-edit.ts';

/** What of the list of runs is looked at. */
export type RunsState = {
	/** Newest first; undefined until they were read. */
	readonly runs?: readonly ListedRun[];
	readonly filter: TextEdit;
	/** The keys go into the filter. */
	readonly isFiltering: boolean;
	/** What tells the chosen run from the others (`refOf`), kept while the list changes; undefined: the first one. */
	readonly chosen?: string;
	readonly dialog?: {readonly type: 'help'} | {readonly type: 'stop' | 'remove'; readonly run: ListedRun};
	/** What the last action came to, printable. */
	readonly message?: {readonly isProblem: boolean; readonly text: string};
};

export type RunsChange =
	| {readonly type: 'read'; readonly runs: readonly ListedRun[]}
	| {readonly type: 'move'; readonly by: number}
	| {readonly type: 'filter'; readonly isOn: boolean}
	| {readonly type: 'type'; readonly press: Press}
	| {readonly type: 'clear-filter'}
	| {readonly type: 'open'; readonly dialog: RunsState['dialog']}
	| {readonly type: 'close'}
	| {readonly type: 'say'; readonly isProblem: boolean; readonly text: string};

export const initialRunsState: RunsState = {filter: textEditOf(''), isFiltering: false};

/** Every change of the list and of what is chosen in it. */
export function reduceRuns(state: RunsState, change: RunsChange): RunsState {
	switch (change.type) {
		case 'read':
			return isEqual(state.runs, change.runs) ? state : {...state, runs: change.runs};
		case 'move':
			return moved(state, change.by);
		case 'filter':
			return {...state, isFiltering: change.isOn, message: undefined};
		case 'type': {
			const filter = editText(state.filter, change.press, false);
			return filter ? {...state, filter, chosen: undefined} : state;
		}
		case 'clear-filter':
			return {...state, filter: textEditOf(''), isFiltering: false};
		case 'open':
			return {...state, dialog: change.dialog, message: undefined};
		case 'close':
			return {...state, dialog: undefined};
		case 'say':
			return {...state, message: {isProblem: change.isProblem, text: change.text}};
	}
}

/** The runs in which every word of the filter stands: in the id, name, kind, engine, status or folder. */
export function shownRuns({runs = [], filter}: RunsState): readonly ListedRun[] {
	const words = filter.text.toLowerCase().split(/\s+/);
	return runs.filter(run =>
		words.every(word => [run.runId, run.name, run.kind, run.engine, run.status, run.codeFolder, run.place].some(text => text?.toLowerCase().includes(word))),
	);
}

/** The run that the keys act on. */
export function chosenRun(state: RunsState): ListedRun | undefined {
	const shown = shownRuns(state);
	return shown.find(run => refOf(run) === state.chosen) ?? shown[0];
}

function moved(state: RunsState, by: number): RunsState {
	const shown = shownRuns(state);
	const chosen = chosenRun(state);
	const next = shown[Math.min(shown.length - 1, Math.max(0, (chosen ? shown.indexOf(chosen) : -1) + by))];
	return {...state, chosen: next && refOf(next), message: undefined};
}

/** Whether nothing changed in what a list shows: then no frame is drawn. */
function isEqual(before: readonly ListedRun[] | undefined, after: readonly ListedRun[]): boolean {
	const facts = (run: ListedRun) => [refOf(run), run.status, run.isDriven, run.startedAt, run.endedAt, run.exitCode, run.damage].join();
	return before?.length === after.length && before.every((run, index) => facts(run) === facts(after[index]!));
}
