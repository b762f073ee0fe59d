import {Box, Text} from 'ink';
import type {Problem} from '../../polyaxonfile/problem.ts';
import type {Symbols} from '../../terminal/symbols.ts';
import {cutText} from '../parts/cut-text.ts';
import {Dialog} from '../parts/dialog.tsx';
import {type PickEdit, pickedRow} from '../parts/pick-edit.ts';
import {PickList} from '../parts/pick-list.tsx';
import {ProblemLine, problemLines} from '../parts/problem-line.tsx';

type Props = {
	readonly title: string;
	/** One line on the names. */
	readonly about: string;
	readonly pick: PickEdit;
	readonly names: readonly string[];
	/** Rows of the list, at most. */
	readonly most: number;
	noteOf?(name: string): string | undefined;
	/** Behind a name that is not in the list. */
	readonly typedNote: string;
	/** Why what was typed cannot be taken. */
	problemOf(typed: string): Problem | undefined;
	readonly placeholder: string;
	readonly screen: {readonly columns: number; readonly rows: number};
	readonly symbols: Symbols;
};

/** Names to be searched, one of which is taken; another one can always be typed. */
export function PickDialog({title, about, pick, names, most, noteOf, typedNote, problemOf, placeholder, screen, symbols}: Props) {
	const width = Math.min(64, screen.columns - 6);
	const height = Math.max(3, Math.min(most, names.length + 2, screen.rows - 12));
	const row = pickedRow(pick, names);
	const problem = row?.isTyped ? problemOf(row.name) : undefined;
	const below = problem ? problemLines(problem, width, symbols).slice(0, 2) : [];
	return (
		<Dialog title={`${cutText(title, width - 26, symbols)}  enter take it, esc stay`} content={{width, height: height + 3}} screen={screen} symbols={symbols}>
			<Text dimColor wrap="truncate">
				{about}
			</Text>
			<Box height={height} flexDirection="column">
				<PickList pick={pick} names={names} noteOf={noteOf} typedNote={typedNote} placeholder={placeholder} width={width} height={height} symbols={symbols} />
			</Box>
			{below.map((line, index) => (
				<ProblemLine key={index} severity="error" line={line} />
			))}
		</Dialog>
	);
}
