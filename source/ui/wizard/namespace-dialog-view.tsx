import {Box, Text} from 'ink';
import {sanitiseLine} from '../../terminal/sanitise.ts';
import type {Symbols} from '../../terminal/symbols.ts';
import {cutText} from '../parts/cut-text.ts';
import {Dialog} from '../parts/dialog.tsx';
import {type PickEdit, pickedRow} from '../parts/pick-edit.ts';
import {PickList} from '../parts/pick-list.tsx';
import {ProblemLine, problemLines} from '../parts/problem-line.tsx';
import {namespaceProblem} from './namespace-dialog.ts';

type Props = {
	readonly pick: PickEdit;
	readonly context: string;
	/** Absent where the account may not list them. */
	readonly names?: readonly string[];
	readonly screen: {readonly columns: number; readonly rows: number};
	readonly symbols: Symbols;
};

/** The namespaces of a cluster, to be searched; a name can always be typed. */
export function NamespaceDialog({pick, context, names, screen, symbols}: Props) {
	const width = Math.min(64, screen.columns - 6);
	const height = Math.max(3, Math.min(14, (names?.length ?? 0) + 2, screen.rows - 12));
	const typed = pickedRow(pick, names ?? []);
	const problem = typed?.isTyped ? namespaceProblem(typed.name) : undefined;
	const about = names ? `${names.length} namespaces` : 'the cluster did not list its namespaces: type one';
	const below = problem ? problemLines(problem, width, symbols).slice(0, 2) : [];
	return (
		<Dialog
			title={`${cutText(`Namespace in ${sanitiseLine(context)}`, width - 26, symbols)}  enter take it, esc stay`}
			content={{width, height: height + 3}}
			screen={screen}
			symbols={symbols}
		>
			<Text dimColor wrap="truncate">
				{about}
			</Text>
			<Box height={height} flexDirection="column">
				<PickList
					pick={pick}
					names={names ?? []}
					typedNote={names ? 'not in the list' : ''}
					placeholder="type to search"
					width={width}
					height={height}
					symbols={symbols}
				/>
			</Box>
			{below.map((line, index) => (
				<ProblemLine key={index} severity="error" line={line} />
			))}
		</Dialog>
	);
}
