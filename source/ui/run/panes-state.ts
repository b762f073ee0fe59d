import {type LayoutName, layoutNames} from './layout.ts';

/** What a person can choose when asked about leaving, in the order of the dialog. */
export const leaveChoices = ['leave', 'stop', 'stay'] as const;
export type LeaveChoice = (typeof leaveChoices)[number];

/** What stands over the panes and has the keys. */
export type RunDialog = {readonly type: 'help'} | {readonly type: 'leave'; readonly choice: LeaveChoice} | {readonly type: 'stop'};

/** `over` is what the question about leaving becomes when the run has ended meanwhile. */
export type ShownDialog = RunDialog | {readonly type: 'over'};

/** The dialog as the run stands: an ended run is neither left running nor stopped. */
export function dialogNow(dialog: RunDialog | undefined, isOver: boolean): ShownDialog | undefined {
	if (!isOver || !dialog || dialog.type === 'help') return dialog;
	return dialog.type === 'leave' ? {type: 'over'} : undefined;
}

/** What of a run is looked at. The run itself, and what a log pane shows, are not in it. */
export type PanesState = {
	/** The pane that was chosen; undefined while nobody chose, and the screen takes the one where something happens. */
	readonly focus?: string;
	readonly layout: LayoutName;
	readonly isZoomed: boolean;
	readonly dialog?: RunDialog;
	/** The cause of a failure was read and put away. */
	readonly isFailureHidden: boolean;
};

/** `panes` are the ids of all panes in their order; `from` is where the focus is now, chosen or not. */
export type PanesAction =
	| {readonly type: 'focus-next'; readonly panes: readonly string[]; readonly from: string; readonly by: 1 | -1}
	| {readonly type: 'focus-number'; readonly panes: readonly string[]; readonly number: number}
	| {readonly type: 'zoom'; readonly from: string}
	| {readonly type: 'next-layout'}
	| {readonly type: 'open'; readonly dialog: RunDialog['type']}
	| {readonly type: 'choose'; readonly by: 1 | -1}
	| {readonly type: 'close'}
	| {readonly type: 'failure'; readonly isHidden: boolean};

export const initialPanesState: PanesState = {layout: 'automatic', isZoomed: false, isFailureHidden: false};

/** Every change of what is looked at. */
export function reducePanes(state: PanesState, action: PanesAction): PanesState {
	switch (action.type) {
		case 'focus-next':
			return {...state, focus: next(action.panes, action.from, action.by)};
		case 'focus-number':
			return {...state, focus: action.panes[action.number - 1] ?? state.focus};
		case 'zoom':
			return {...state, isZoomed: !state.isZoomed, focus: action.from};
		case 'next-layout':
			return {...state, isZoomed: false, layout: next(layoutNames, state.layout, 1)};
		case 'open':
			return {...state, dialog: action.dialog === 'leave' ? {type: 'leave', choice: 'leave'} : {type: action.dialog}};
		case 'choose':
			return state.dialog?.type === 'leave' ? {...state, dialog: {type: 'leave', choice: next(leaveChoices, state.dialog.choice, action.by)}} : state;
		case 'close':
			return {...state, dialog: undefined};
		case 'failure':
			return {...state, isFailureHidden: action.isHidden};
	}
}

/** The neighbour of one of the values; after the last comes the first. */
const next = <Item>(all: readonly Item[], from: Item, by: 1 | -1): Item => all.at((all.indexOf(from) + by) % all.length)!;
