import {Box, Text, useWindowSize} from 'ink';
import {useEffect, useState} from 'react';
import {type ListedRun, refOf} from '../../runs/listed-run.ts';
import {isDone} from '../../runs/run-state.ts';
import {sanitiseLine} from '../../terminal/sanitise.ts';
import {hintsOf} from '../keymap.ts';
import {KeyHints} from '../parts/key-hints.tsx';
import {TextField} from '../parts/text-field.tsx';
import {usePresses} from '../parts/use-presses.ts';
import type {Look} from '../run/look.ts';
import {listKeys, pressInRuns} from './press-in-runs.ts';
import {RunsDialog} from './runs-dialog.tsx';
import {closeKeys, confirmKeys, filterKeys} from './runs-keys.ts';
import {RunsList} from './runs-list.tsx';
import {chosenRun, type RunsState, shownRuns} from './runs-state.ts';
import {useRuns} from './use-runs.ts';

export type RunsScreenProps = {
	/** All runs, newest first; called again and again. */
	list(): Promise<readonly ListedRun[]>;
	/** What is wrong with the list as it is now, printable. */
	problem?(): string | undefined;
	readonly look: Look;
	/** Milliseconds since 1970. */
	now(): number;
	/** The screen is to go and show the run that this names: see `refOf`. */
	onAttach(ref: string): void;
	/** Each rejects when it could not be done; its message is shown. */
	onStop(ref: string): Promise<void>;
	onRemove(ref: string): Promise<void>;
	/** The screen is to go and start this run again. */
	onRerun(ref: string): void;
	onQuit(): void;
};

/** Rows of the screen that are not for runs: title, filter or blank, titles of the columns, message, footer. */
const otherRows = 5;
const leastColumns = 60;
const leastRows = 16;

/** The runs of this machine and those that were found elsewhere, live, with what can be done to them. */
export function RunsScreen({list, problem, look, now, onAttach, onStop, onRemove, onRerun, onQuit}: RunsScreenProps) {
	const {columns, rows} = useWindowSize();
	const {state, act, read, refresh} = useRuns(list);
	useTick(state.runs?.some(({status, damage}) => damage === undefined && !isDone(status)) ?? false);
	const pageRows = Math.max(1, rows - otherRows);

	/** Says what goes on, then what came of it. */
	const carryOut = (doing: string, done: string, work: Promise<void>) => {
		act({type: 'say', isProblem: false, text: doing});
		work
			.then(
				() => act({type: 'say', isProblem: false, text: done}),
				(error: unknown) => act({type: 'say', isProblem: true, text: sanitiseLine(error instanceof Error ? error.message : String(error))}),
			)
			.finally(refresh);
	};
	usePresses(presses => {
		const commands = {
			act,
			attach: (run: ListedRun) => onAttach(refOf(run)),
			rerun: (run: ListedRun) => onRerun(refOf(run)),
			quit: onQuit,
			stop: (run: ListedRun) => carryOut(`stopping ${run.runId}`, `${run.runId} was stopped`, onStop(refOf(run))),
			remove: (run: ListedRun) => carryOut(`removing ${run.runId}`, `${run.runId} was removed`, onRemove(refOf(run))),
		};
		for (const press of presses) pressInRuns(press, read(), pageRows, commands);
	});

	if (columns < leastColumns || rows < leastRows)
		return <Text wrap="truncate-end">{`The window is too small (${columns}x${rows}): ${leastColumns}x${leastRows} is needed.`}</Text>;
	return (
		<Box width={columns} height={rows} flexDirection="column" overflow="hidden">
			<Text wrap="truncate-end">
				{' '}
				<Text bold>polyaxon-tui runs</Text> <Text dimColor>{countText(state)}</Text>
			</Text>
			<FilterRow state={state} width={columns} look={look} />
			<RunsList state={state} now={now()} width={columns} height={pageRows} look={look} />
			<MessageRow message={state.message ?? damageOf(state) ?? problemOf(problem?.()) ?? placeOf(state)} look={look} />
			<KeyHints hints={hintsOf(keysOf(state))} width={columns} />
			<RunsDialog state={state} screen={{columns, rows}} symbols={look.symbols} />
		</Box>
	);
}

function keysOf(state: RunsState) {
	if (state.dialog?.type === 'help') return closeKeys;
	if (state.dialog) return confirmKeys;
	return state.isFiltering ? filterKeys : listKeys(state);
}

function countText(state: RunsState): string {
	if (!state.runs) return 'reading the runs';
	const shown = shownRuns(state).length;
	const all = state.runs.length;
	return shown === all ? `${all} ${all === 1 ? 'run' : 'runs'}` : `${shown} of ${all} runs`;
}

function FilterRow({state, width, look}: {readonly state: RunsState; readonly width: number; readonly look: Look}) {
	if (!state.isFiltering && state.filter.text === '') return <Text> </Text>;
	return (
		<Box width={width} height={1} flexShrink={0}>
			<Text>{' filter: '}</Text>
			<TextField edit={state.filter} width={width - 10} isFocused={state.isFiltering} symbols={look.symbols} />
		</Box>
	);
}

/** Why the chosen run cannot be read. */
function damageOf(state: RunsState): RunsState['message'] {
	const damage = chosenRun(state)?.damage;
	return damage === undefined ? undefined : {isProblem: true, text: sanitiseLine(damage)};
}

/** Where the chosen run was found, if that is not this machine. */
function placeOf(state: RunsState): RunsState['message'] {
	const {found, place, codeFolder} = chosenRun(state) ?? {};
	if (!found) return undefined;
	const text = found.by === 'cluster' ? `in ${place}, started in ${codeFolder} on another machine` : `its container ${found.ref} is all there is of it`;
	return {isProblem: false, text: sanitiseLine(text)};
}

function problemOf(text: string | undefined): RunsState['message'] {
	return text === undefined ? undefined : {isProblem: true, text};
}

function MessageRow({message, look}: {readonly message: RunsState['message']; readonly look: Look}) {
	if (!message) return <Text> </Text>;
	return (
		<Text wrap="truncate-end" color={message.isProblem ? 'red' : undefined}>
			{` ${message.isProblem ? look.symbols.failed : look.symbols.bullet} ${message.text}`}
		</Text>
	);
}

/** Draws once a second while a run goes on, for its duration. */
function useTick(isOn: boolean): void {
	const [, tick] = useState(0);
	useEffect(() => {
		if (!isOn) return;
		const timer = setInterval(() => tick(count => count + 1), 1000);
		return () => clearInterval(timer);
	}, [isOn]);
}
