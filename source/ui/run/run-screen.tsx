import {Box, useWindowSize} from 'ink';
import {use, useCallback, useEffect, useMemo} from 'react';
import type {RunChange} from '../../runs/follow.ts';
import {isDone, type RunState} from '../../runs/run-state.ts';
import {hintsOf} from '../keymap.ts';
import {ScreenContext} from '../painter/layers.tsx';
import {TooSmall} from '../parts/too-small.tsx';
import {usePresses} from '../parts/use-presses.ts';
import {FailureBox, failureHeight} from './failure-box.tsx';
import {failureText} from './failure-text.ts';
import {footerLine} from './footer-line.ts';
import {placePanes} from './layout.ts';
import type {Look} from './look.ts';
import {PaneList} from './pane-list.tsx';
import type {OpenedLog} from './pane-logs.ts';
import {dialogNow} from './panes-state.ts';
import {pressAction, type RunScene} from './press-action.ts';
import {RunDialogBox} from './run-dialogs.tsx';
import {dialogKeys, keysNow, type RunAction} from './run-keys.ts';
import {RunPaneBox} from './run-pane-box.tsx';
import {automaticFocus, panesOf} from './run-panes.ts';
import {HeaderRow, Row, TimelineRow} from './run-rows.tsx';
import {useLeaving} from './use-leaving.ts';
import {usePaneLogs} from './use-pane-logs.ts';
import {usePanes} from './use-panes.ts';
import {useRun} from './use-run.ts';

export type RunScreenProps = {
	/** The run before its events are read. */
	readonly initial: RunState;
	/** What is known of it already, for the first frame; the initial state when it is not given. */
	readonly seen?: RunState;
	/** All that happened and happens to the run; called once. */
	watch(signal: AbortSignal): AsyncIterable<RunChange>;
	openLog(streamId: string): OpenedLog;
	readonly look: Look;
	/** Milliseconds since 1970. */
	now(): number;
	/** Called once, when the screen is to go: the run goes on or is over, or it was to be stopped. */
	onLeave(choice: 'leave' | 'stop'): void;
	/** Ends the run; rejects when that could not be done. */
	onStop(): Promise<void>;
};

/** Rows of the screen that are not for panes: header, timeline and footer. */
const otherRows = 3;
/** Rows that the cause of a failure leaves to the panes. */
const leastPaneRows = 9;
const smallest = {columns: 60, rows: 16};
/** Keys whose doing can be seen in a window that shows nothing else. */
const blindKeys: readonly RunAction[] = ['leave', 'repaint', 'suspend'];

/** One run, live or over: its header, its timeline, its logs side by side, and the keys that work now. */
export function RunScreen({initial, seen, watch, openLog, look, now, onLeave, onStop}: RunScreenProps) {
	const screen = use(ScreenContext);
	const {columns, rows} = useWindowSize();
	const isTooSmall = columns < smallest.columns || rows < smallest.rows;
	const run = useRun(
		initial,
		watch,
		useCallback(() => screen?.invalidate(), [screen]),
		seen,
	);
	const logs = usePaneLogs(openLog, run.happenings);
	const {state, act, read} = usePanes();
	const {isStopping, problem, stop, leave, stopAndLeave} = useLeaving(run.status, onLeave, onStop);
	useClock(!isDone(run.status));

	const panes = useMemo(() => panesOf(run), [run]);
	const paneIds = panes.map(({id}) => id);
	const failure = useMemo(() => failureText(run, columns - 4), [run, columns]);
	const focusOf = ({focus}: {focus?: string}) => (focus !== undefined && paneIds.includes(focus) ? focus : automaticFocus(panes));
	const sceneOf = (at = read()): RunScene => {
		const focus = focusOf(at);
		const pane = panes.find(({id}) => id === focus);
		const view = pane && pane.type !== 'waiting' ? logs.of(focus).view : undefined;
		const isOver = isDone(run.status);
		const shown = failure && (at.isFailureHidden ? 'hidden' : 'shown');
		const all = keysNow({isDone: isOver, isStopping, paneCount: panes.length, isZoomed: at.isZoomed, log: view, failure: shown});
		const bindings = isTooSmall ? all.filter(({action}) => blindKeys.includes(action)) : all;
		// There is no room for the question about leaving: who leaves lets it run
		return {
			state: at,
			dialog: isTooSmall ? undefined : dialogNow(at.dialog, isOver),
			bindings,
			paneIds,
			focus,
			view,
			canLeaveAtOnce: isOver || isStopping || isTooSmall,
		};
	};

	usePresses(presses => {
		const commands = {act, stop, leave, stopAndLeave, showMoved: () => screen?.paintSoon()};
		for (const press of presses) if (press.type === 'key') pressAction(press.name, sceneOf(), commands);
	});

	const footer = () => {
		const {dialog} = sceneOf();
		if (problem !== undefined && !dialog) return ` ${look.style.red(`${look.symbols.failed} ${problem}`)}`;
		return footerLine(hintsOf(dialog ? dialogKeys[dialog.type] : sceneOf().bindings), columns, look);
	};
	if (isTooSmall) return <TooSmall size={{columns, rows}} smallest={smallest} of="the run's screen" />;

	const focus = focusOf(state);
	const dialog = dialogNow(state.dialog, isDone(run.status));
	const shownFailure =
		failure && !state.isFailureHidden ? {...failure, lines: failure.lines.slice(0, Math.max(0, rows - otherRows - leastPaneRows - 3))} : undefined;
	const paneRows = rows - otherRows - (shownFailure ? failureHeight(shownFailure) : 0);
	const placed = placePanes({panes, focus, layout: state.layout, isZoomed: state.isZoomed, width: columns, height: paneRows});
	const hidden = panes.filter(({id}) => !placed.panes.some(place => place.id === id));
	const aside = placed.list || hidden.length === 0 ? '' : `not shown: ${hidden.map(({id, title}) => `${paneIds.indexOf(id) + 1} ${title}`).join(', ')}`;
	return (
		<Box width={columns} height={rows} flexDirection="column" overflow="hidden">
			<HeaderRow run={run} status={isStopping && !isDone(run.status) ? 'stopping' : run.status} columns={columns} look={look} now={now} />
			<TimelineRow run={run} aside={aside} columns={columns} look={look} now={now} />
			{shownFailure ? <FailureBox text={shownFailure} width={columns} look={look} keys={failureKeys(sceneOf(state).bindings)} /> : null}
			<Box width={columns} height={paneRows} flexShrink={0}>
				{placed.list ? <PaneList panes={panes} focus={focus} logs={logs} place={placed.list} look={look} now={now} /> : null}
				{placed.panes.map(({id, ...place}) => (
					<RunPaneBox
						key={id}
						pane={panes.find(pane => pane.id === id)!}
						number={paneIds.indexOf(id) + 1}
						run={run}
						logs={logs}
						place={place}
						isFocused={id === focus}
						isZoomed={state.isZoomed}
						look={look}
						now={now}
					/>
				))}
			</Box>
			<Row text={footer} columns={columns} />
			{dialog ? <RunDialogBox dialog={dialog} run={run} bindings={sceneOf(state).bindings} screen={{columns, rows}} symbols={look.symbols} /> : null}
		</Box>
	);
}

/** The keys that help with a failure, in their own words. */
function failureKeys(bindings: RunScene['bindings']): string {
	const wanted = ['failure', 'end', 'leave'];
	return hintsOf(bindings.filter(({action}) => wanted.includes(action)).map(row => ({...row, isShown: true})))
		.map(({keys, help}) => `${keys}  ${help}`)
		.join('      ');
}

/** Paints once a second while something runs, for clocks and rates; what has not changed costs nothing. */
function useClock(isRunning: boolean): void {
	const screen = use(ScreenContext);
	useEffect(() => {
		if (!isRunning || !screen) return;
		const timer = setInterval(screen.invalidate, 1000);
		return () => clearInterval(timer);
	}, [screen, isRunning]);
}
