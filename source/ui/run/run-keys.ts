import type {Binding} from '../keymap.ts';

/** What a key does on the run screen. */
export type RunAction =
	| 'next-pane'
	| 'previous-pane'
	| 'focus-number'
	| 'zoom'
	| 'next-layout'
	| 'toggle-pause'
	| 'toggle-wrap'
	| 'toggle-times'
	| 'down'
	| 'up'
	| 'page-down'
	| 'page-up'
	| 'half-down'
	| 'half-up'
	| 'top'
	| 'end'
	| 'left'
	| 'right'
	| 'stop'
	| 'leave'
	| 'failure'
	| 'close'
	| 'help'
	| 'repaint'
	| 'suspend';

/** The keys of the run screen while no dialog is open, the most needed first: a narrow footer shows only those. */
export const runKeys = [
	{action: 'leave', keys: ['q', 'ctrl-c'], help: 'leave'},
	{action: 'next-pane', keys: ['tab'], help: 'next pane'},
	{action: 'zoom', keys: ['z'], help: 'zoom'},
	{action: 'toggle-pause', keys: ['f', 'space'], help: 'follow or pause'},
	{action: 'failure', keys: ['d'], help: 'why it failed'},
	{action: 'stop', keys: ['s'], help: 'stop the run'},
	{action: 'next-layout', keys: ['l'], help: 'layout'},
	{action: 'toggle-wrap', keys: ['w'], help: 'wrap'},
	{action: 'toggle-times', keys: ['t'], help: 'times'},
	{action: 'focus-number', keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'], label: '1-9', help: 'pane by number', isShown: false},
	{action: 'previous-pane', keys: ['shift-tab'], help: 'pane before', isShown: false},
	{action: 'up', keys: ['up', 'k'], label: 'up k', help: 'line up', isShown: false},
	{action: 'down', keys: ['down', 'j'], label: 'down j', help: 'line down', isShown: false},
	{action: 'page-up', keys: ['pgup'], help: 'page up', isShown: false},
	{action: 'page-down', keys: ['pgdn'], help: 'page down', isShown: false},
	{action: 'half-up', keys: ['ctrl-u'], help: 'half a page up', isShown: false},
	{action: 'half-down', keys: ['ctrl-d'], help: 'half a page down', isShown: false},
	{action: 'top', keys: ['g', 'home'], label: 'g home', help: 'first line', isShown: false},
	{action: 'end', keys: ['G', 'end'], label: 'G end', help: 'last line, and follow', isShown: false},
	{action: 'left', keys: ['left'], help: 'to the left, when not wrapped', isShown: false},
	{action: 'right', keys: ['right'], help: 'to the right, when not wrapped', isShown: false},
	{action: 'close', keys: ['esc'], help: 'put the cause of a failure away', isShown: false},
	{action: 'repaint', keys: ['ctrl-l'], help: 'draw the screen again', isShown: false},
	{action: 'suspend', keys: ['ctrl-z'], help: 'suspend; fg comes back', isShown: false},
	{action: 'help', keys: ['?'], help: 'help'},
] as const satisfies ReadonlyArray<Binding<RunAction>>;

/** What decides which keys work now. */
export type KeyContext = {
	readonly isDone: boolean;
	readonly isStopping: boolean;
	readonly paneCount: number;
	readonly isZoomed: boolean;
	/** Undefined when the focused pane shows no log. */
	readonly log?: {readonly follow: boolean; readonly wrap: boolean};
	/** Undefined when nothing has failed. */
	readonly failure?: 'shown' | 'hidden';
};

/** The rows of the table that work now, in words that say what they would do. */
export function keysNow(context: KeyContext): ReadonlyArray<Binding<RunAction>> {
	return runKeys.map(binding => keyNow(binding, context)).filter(binding => binding !== undefined);
}

function keyNow(binding: Binding<RunAction>, {isDone, isStopping, paneCount, isZoomed, log, failure}: KeyContext): Binding<RunAction> | undefined {
	switch (binding.action) {
		case 'leave':
			return isDone ? {...binding, help: 'quit'} : binding;
		case 'stop':
			return isDone || isStopping ? undefined : binding;
		case 'next-pane':
		case 'previous-pane':
		case 'focus-number':
		case 'next-layout':
			return paneCount > 1 ? binding : undefined;
		case 'zoom':
			return paneCount > 1 ? {...binding, help: isZoomed ? 'all panes' : 'zoom'} : undefined;
		case 'failure':
			return failure && {...binding, help: failure === 'shown' ? 'hide the cause' : 'why it failed'};
		case 'close':
			return failure === 'shown' ? binding : undefined;
		case 'toggle-pause':
			// Nothing comes any more that could be kept from moving the pane
			return log && !(isDone && log.follow) ? {...binding, help: log.follow ? 'pause' : 'follow'} : undefined;
		case 'left':
		case 'right':
			return log && !log.wrap ? binding : undefined;
		case 'toggle-wrap':
		case 'toggle-times':
		case 'down':
		case 'up':
		case 'page-down':
		case 'page-up':
		case 'half-down':
		case 'half-up':
		case 'top':
		case 'end':
			return log && binding;
		case 'help':
		case 'repaint':
		case 'suspend':
			return binding;
	}
}

/** The keys of the dialog about leaving. Ctrl-C a second time leaves the run running: whoever presses it twice wants out. */
export const leaveKeys = [
	{action: 'up', keys: ['up', 'k', 'shift-tab'], help: 'choose', label: 'up/down'},
	{action: 'down', keys: ['down', 'j', 'tab'], help: 'choose', isShown: false},
	{action: 'take', keys: ['enter'], help: 'take it'},
	{action: 'leave', keys: ['l', 'q', 'ctrl-c'], help: 'leave it running'},
	{action: 'stop', keys: ['s'], help: 'stop it'},
	{action: 'stay', keys: ['esc', 'n'], help: 'stay'},
] as const satisfies readonly Binding[];

/** The keys of the question before a stop. */
export const stopKeys = [
	{action: 'stop', keys: ['enter', 'y', 's'], help: 'stop it'},
	{action: 'close', keys: ['esc', 'n', 'q'], help: 'let it run'},
	{action: 'leave', keys: ['ctrl-c'], help: 'leave', isShown: false},
] as const satisfies readonly Binding[];

/** The keys of the question about leaving when the run has ended before the answer. */
export const overKeys = [
	{action: 'leave', keys: ['enter', 'q', 'l', 'ctrl-c'], help: 'quit'},
	{action: 'close', keys: ['esc', 'n', 's'], help: 'stay'},
] as const satisfies readonly Binding[];

/** The keys of the help. */
export const helpKeys = [
	{action: 'close', keys: ['esc', '?', 'enter', 'q'], help: 'close'},
	{action: 'leave', keys: ['ctrl-c'], help: 'leave', isShown: false},
] as const satisfies readonly Binding[];

/** The keys of a dialog that is open: all others rest meanwhile. */
export const dialogKeys = {leave: leaveKeys, stop: stopKeys, over: overKeys, help: helpKeys} as const satisfies Record<string, readonly Binding[]>;
