import type {Binding} from '../keymap.ts';
import type {LogView} from '../painter/log-view.ts';
import type {LeaveChoice, PanesAction, PanesState, ShownDialog} from './panes-state.ts';
import {dialogKeys, leaveKeys, type RunAction} from './run-keys.ts';

/** What keys can do to a run screen. */
export type RunCommands = {
	/** Changes what is looked at. */
	act(action: PanesAction): void;
	/** Shows a log view that has moved. */
	showMoved(): void;
	stop(): void;
	/** Leaves the screen: the run goes on, or is over. */
	leave(): void;
	/** Stops the run and leaves when it is over. */
	stopAndLeave(): void;
};

/** What a key finds when it is pressed. */
export type RunScene = {
	readonly state: PanesState;
	/** Has the keys while it is there. */
	readonly dialog?: ShownDialog;
	/** Those that work now. */
	readonly bindings: ReadonlyArray<Binding<RunAction>>;
	readonly paneIds: readonly string[];
	readonly focus: string;
	/** The log of the focused pane. */
	readonly view?: LogView;
	/** Nothing would be lost by leaving, so nobody need be asked. */
	readonly canLeaveAtOnce: boolean;
};

/** Carries out what the key called `name` does in this scene; an unknown key does nothing. */
export function pressAction(name: string, scene: RunScene, commands: RunCommands): void {
	const {dialog} = scene;
	if (dialog?.type === 'leave') pressInLeave(name, dialog.choice, commands);
	else if (dialog) pressInDialog(name, dialog.type, scene, commands);
	else pressOnPanes(name, scene, commands);
}

function pressInLeave(name: string, choice: LeaveChoice, commands: RunCommands): void {
	const found = leaveKeys.find(({keys}) => (keys as readonly string[]).includes(name))?.action;
	if (!found) return;
	if (found === 'up' || found === 'down') {
		commands.act({type: 'choose', by: found === 'up' ? -1 : 1});
		return;
	}
	const taken = found === 'take' ? choice : found;
	commands.act({type: 'close'});
	if (taken === 'leave') commands.leave();
	else if (taken === 'stop') commands.stopAndLeave();
}

function pressInDialog(name: string, type: Exclude<ShownDialog['type'], 'leave'>, scene: RunScene, commands: RunCommands): void {
	const bindings: readonly Binding[] = dialogKeys[type];
	const action = bindings.find(({keys}) => keys.includes(name))?.action;
	if (!action) return;
	commands.act({type: 'close'});
	if (action === 'stop') commands.stop();
	else if (action === 'leave') askToLeave(scene, commands);
}

function pressOnPanes(name: string, scene: RunScene, commands: RunCommands): void {
	const action = scene.bindings.find(({keys}) => keys.includes(name))?.action;
	if (!action) return;
	const move = moves[action];
	if (move && scene.view) {
		move(scene.view);
		commands.showMoved();
		return;
	}
	if (action === 'leave') {
		askToLeave(scene, commands);
		return;
	}
	const change = changeOf(action, name, scene);
	if (change) commands.act(change);
}

function askToLeave({canLeaveAtOnce}: RunScene, commands: RunCommands): void {
	if (canLeaveAtOnce) commands.leave();
	else commands.act({type: 'open', dialog: 'leave'});
}

/** What of the looks a key changes. */
function changeOf(action: RunAction, name: string, {state, paneIds, focus}: RunScene): PanesAction | undefined {
	if (action === 'next-pane') return {type: 'focus-next', panes: paneIds, from: focus, by: 1};
	if (action === 'previous-pane') return {type: 'focus-next', panes: paneIds, from: focus, by: -1};
	if (action === 'focus-number') return {type: 'focus-number', panes: paneIds, number: Number(name)};
	if (action === 'zoom') return {type: 'zoom', from: focus};
	if (action === 'next-layout') return {type: 'next-layout'};
	if (action === 'failure') return {type: 'failure', isHidden: !state.isFailureHidden};
	if (action === 'close') return {type: 'failure', isHidden: true};
	if (action === 'stop' || action === 'help') return {type: 'open', dialog: action};
	return undefined;
}

/** Cells of one step to the side. */
const sideStep = 8;

const moves: Partial<Record<RunAction, (view: LogView) => void>> = {
	'toggle-pause': view => view.togglePause(),
	'toggle-wrap': view => view.toggleWrap(),
	'toggle-times': view => view.toggleTimes(),
	down: view => view.scrollBy(1),
	up: view => view.scrollBy(-1),
	'page-down': view => view.pageBy(1),
	'page-up': view => view.pageBy(-1),
	'half-down': view => view.scrollBy(halfOf(view)),
	'half-up': view => view.scrollBy(-halfOf(view)),
	top: view => view.toStart(),
	end: view => view.toEnd(),
	left: view => view.scrollSideways(-sideStep),
	right: view => view.scrollSideways(sideStep),
};

const halfOf = ({height}: LogView) => Math.max(1, Math.floor(height / 2));
