import {Box, Text} from 'ink';
import {refOf} from '../../runs/listed-run.ts';
import {windowOf} from '../parts/window-of.ts';
import type {Look} from '../run/look.ts';
import {chosenRun, type RunsState, shownRuns} from './runs-state.ts';
import {runsTable} from './runs-table.ts';

type Props = {
	readonly state: RunsState;
	/** Milliseconds since 1970. */
	readonly now: number;
	readonly width: number;
	/** Rows for runs; one more is for the titles of the columns. */
	readonly height: number;
	readonly look: Look;
};

/** The runs that the filter lets through, as many as there are rows for, the chosen one among them. */
export function RunsList({state, now, width, height, look}: Props) {
	const runs = shownRuns(state);
	const chosen = chosenRun(state);
	const at = chosen ? runs.indexOf(chosen) : -1;
	const from = windowOf(runs.length, Math.max(0, at), at + 1, height);
	const {titles, rows} = runsTable(runs, now, width - margin - 1, look);
	return (
		<Box width={width} height={height + 1} flexDirection="column" flexShrink={0} overflow="hidden">
			<Text dimColor>{`${' '.repeat(margin)}${runs.length === 0 ? '' : titles}`}</Text>
			{runs.length === 0 ? <Text>{` ${emptyText(state)}`}</Text> : null}
			{rows.slice(from, from + height).map((row, index) => {
				const run = runs[from + index]!;
				const isChosen = from + index === at;
				return (
					<Text key={refOf(run)} bold={isChosen} color={isChosen ? 'cyan' : undefined} wrap="truncate-end">
						{` ${isChosen ? look.symbols.pointer : ' '} ${row}`}
					</Text>
				);
			})}
		</Box>
	);
}

const margin = 3;

function emptyText({runs, filter}: RunsState): string {
	if (!runs) return '';
	return runs.length > 0 ? `No run has "${filter.text}" in it. esc shows all.` : 'There are no runs yet. Start one: polyaxon-tui run, or polyaxon-tui init.';
}
