import type {Binding} from '../keymap.ts';

/** What a key does on the list of runs. */
export type RunsAction =
	| 'up'
	| 'down'
	| 'page-up'
	| 'page-down'
	| 'top'
	| 'end'
	| 'attach'
	| 'stop'
	| 'remove'
	| 'rerun'
	| 'filter'
	| 'clear-filter'
	| 'help'
	| 'repaint'
	| 'suspend'
	| 'quit';

/** The keys of the list of runs. */
export const runsKeys = [
	{action: 'attach', keys: ['enter', 'a'], help: 'open'},
	{action: 'stop', keys: ['s'], help: 'stop'},
	{action: 'rerun', keys: ['r'], help: 'run again'},
	{action: 'remove', keys: ['x'], help: 'remove'},
	{action: 'filter', keys: ['/'], help: 'filter'},
	{action: 'clear-filter', keys: ['esc'], help: 'show all'},
	{action: 'up', keys: ['up', 'k'], label: 'up k', help: 'run above', isShown: false},
	{action: 'down', keys: ['down', 'j'], label: 'down j', help: 'run below', isShown: false},
	{action: 'page-up', keys: ['pgup', 'ctrl-u'], help: 'page up', isShown: false},
	{action: 'page-down', keys: ['pgdn', 'ctrl-d'], help: 'page down', isShown: false},
	{action: 'top', keys: ['g', 'home'], label: 'g home', help: 'newest run', isShown: false},
	{action: 'end', keys: ['G', 'end'], label: 'G end', help: 'oldest run', isShown: false},
	{action: 'repaint', keys: ['ctrl-l'], help: 'draw the screen again', isShown: false},
	{action: 'suspend', keys: ['ctrl-z'], help: 'suspend; fg comes back', isShown: false},
	{action: 'help', keys: ['?'], help: 'help'},
	{action: 'quit', keys: ['q', 'ctrl-c'], help: 'quit'},
] as const satisfies ReadonlyArray<Binding<RunsAction>>;

/** The keys while the filter is typed. */
export const filterKeys = [
	{action: 'done', keys: ['enter', 'down', 'tab'], help: 'to the list'},
	{action: 'clear', keys: ['esc'], help: 'show all'},
	{action: 'quit', keys: ['ctrl-c'], help: 'quit'},
] as const satisfies readonly Binding[];

/** The keys of the question before a run is stopped or removed. */
export const confirmKeys = [
	{action: 'yes', keys: ['enter', 'y'], help: 'yes'},
	{action: 'no', keys: ['esc', 'n', 'q', 'ctrl-c'], help: 'no'},
] as const satisfies readonly Binding[];

/** The keys of the help. */
export const closeKeys = [{action: 'close', keys: ['esc', '?', 'enter', 'q', 'ctrl-c'], help: 'close'}] as const satisfies readonly Binding[];

/** What is known of the run that is chosen, for the keys that would act on it. */
export type KeyContext = {
	readonly chosen?: {readonly isDone: boolean; readonly isDamaged: boolean; readonly isFound?: boolean};
	readonly isFiltered: boolean;
	readonly count: number;
};

/** The rows of the table that work now. */
export function runsKeysNow({chosen, isFiltered, count}: KeyContext): ReadonlyArray<Binding<RunsAction>> {
	const works = (action: RunsAction): boolean => {
		switch (action) {
			case 'attach':
				return chosen !== undefined && !chosen.isDamaged;
			case 'rerun':
				// Its code is not known to be here
				return chosen !== undefined && !chosen.isDamaged && !chosen.isFound;
			case 'stop':
				return chosen !== undefined && !chosen.isDamaged && !chosen.isDone;
			case 'remove':
				return chosen !== undefined && (chosen.isDone || chosen.isDamaged);
			case 'clear-filter':
				return isFiltered;
			case 'up':
			case 'down':
			case 'page-up':
			case 'page-down':
			case 'top':
			case 'end':
				return count > 1;
			case 'filter':
				return count > 0 || isFiltered;
			case 'help':
			case 'repaint':
			case 'suspend':
			case 'quit':
				return true;
		}
	};
	return runsKeys.filter(({action}) => works(action));
}
