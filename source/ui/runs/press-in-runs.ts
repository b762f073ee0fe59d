import type {ListedRun} from '../../runs/listed-run.ts';
import {isDone} from '../../runs/run-state.ts';
import type {Binding} from '../keymap.ts';
import type {Press} from '../parts/press.ts';
import {closeKeys, confirmKeys, filterKeys, type RunsAction, runsKeysNow} from './runs-keys.ts';
import {chosenRun, type RunsChange, type RunsState, shownRuns} from './runs-state.ts';

/** What keys can do to the list of runs. */
export type RunsCommands = {
	/** Changes what is looked at. */
	act(change: RunsChange): void;
	attach(run: ListedRun): void;
	stop(run: ListedRun): void;
	remove(run: ListedRun): void;
	rerun(run: ListedRun): void;
	quit(): void;
};

/** The keys that work now on the list itself. */
export function listKeys(state: RunsState): ReadonlyArray<Binding<RunsAction>> {
	const run = chosenRun(state);
	const chosen = run && {isDone: isDone(run.status), isDamaged: run.damage !== undefined, isFound: run.found !== undefined};
	return runsKeysNow({chosen, isFiltered: state.filter.text !== '', count: shownRuns(state).length});
}

/** Carries out what was typed. `pageRows` is how many runs are in sight. */
export function pressInRuns(press: Press, state: RunsState, pageRows: number, commands: RunsCommands): void {
	const {dialog} = state;
	if (dialog?.type === 'help') {
		if (find(closeKeys, press)) commands.act({type: 'close'});
	} else if (dialog) {
		const answer = find(confirmKeys, press);
		if (answer) commands.act({type: 'close'});
		if (answer === 'yes') commands[dialog.type](dialog.run);
	} else if (state.isFiltering) pressInFilter(press, commands);
	else pressOnList(press, state, pageRows, commands);
}

function pressInFilter(press: Press, commands: RunsCommands): void {
	const action = find(filterKeys, press);
	if (action === 'done') commands.act({type: 'filter', isOn: false});
	else if (action === 'clear') commands.act({type: 'clear-filter'});
	else if (action === 'quit') commands.quit();
	else commands.act({type: 'type', press});
}

function pressOnList(press: Press, state: RunsState, pageRows: number, commands: RunsCommands): void {
	const action = find(listKeys(state), press);
	const run = chosenRun(state);
	const change = action && changes(pageRows)[action];
	if (change) commands.act(change);
	else if (action === 'quit') commands.quit();
	else if (run && (action === 'stop' || action === 'remove')) commands.act({type: 'open', dialog: {type: action, run}});
	else if (run && (action === 'attach' || action === 'rerun')) commands[action](run);
}

const changes = (pageRows: number): Partial<Record<RunsAction, RunsChange>> => ({
	up: {type: 'move', by: -1},
	down: {type: 'move', by: 1},
	'page-up': {type: 'move', by: -pageRows},
	'page-down': {type: 'move', by: pageRows},
	top: {type: 'move', by: Number.NEGATIVE_INFINITY},
	end: {type: 'move', by: Number.POSITIVE_INFINITY},
	filter: {type: 'filter', isOn: true},
	'clear-filter': {type: 'clear-filter'},
	help: {type: 'open', dialog: {type: 'help'}},
});

function find<Action extends string>(bindings: ReadonlyArray<Binding<Action>>, press: Press): Action | undefined {
	return press.type === 'key' ? bindings.find(({keys}) => keys.includes(press.name))?.action : undefined;
}
