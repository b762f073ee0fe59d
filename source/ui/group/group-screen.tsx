import {Box, Text, useWindowSize} from 'ink';
import {useRef, useState} from 'react';
import type {Symbols} from '../../terminal/symbols.ts';
import {actionNamed, hintsOf} from '../keymap.ts';
import {Choice} from '../parts/choice.tsx';
import {KeyHints} from '../parts/key-hints.tsx';
import {usePresses} from '../parts/use-presses.ts';
import {groupKeys, moved} from './group-keys.ts';

export type GroupScreenProps = {
	/** How many runs the group means, in words: `18 runs`. */
	readonly count: string;
	/** The values of each run that can be chosen, and what it would execute; sanitised. */
	readonly runs: ReadonlyArray<{readonly values: string; command(): string}>;
	readonly symbols: Symbols;
	onChoose(index: number): void;
	onQuit(): void;
};

/** Rows that are not for runs: title, what to do, blanks, the command, footer. */
const otherRows = 7;

/** One of the runs of a group is chosen, because one at a time can be run. */
export function GroupScreen({count, runs, symbols, onChoose, onQuit}: GroupScreenProps) {
	const {columns, rows} = useWindowSize();
	const [at, setAt] = useState(0);
	// Keys that come together are each meant for what the one before left
	const now = useRef(0);
	const page = Math.max(1, rows - otherRows);
	usePresses(presses => {
		for (const press of presses) {
			const action = press.type === 'key' ? actionNamed(groupKeys, press.name) : undefined;
			if (action === 'quit') return onQuit();
			if (action === 'choose') return onChoose(now.current);
			if (action) now.current = moved(action, now.current, runs.length, page);
		}
		setAt(now.current);
	});
	const items = runs.map(({values}) => ({label: values}));
	return (
		<Box width={columns} height={rows} flexDirection="column" overflow="hidden">
			<Text wrap="truncate-end">
				{' '}
				<Text bold>This group means {count}.</Text> <Text dimColor>One at a time can be run here.</Text>
			</Text>
			<Text> </Text>
			<Box flexGrow={1} paddingLeft={1}>
				<Choice items={items} at={at} limit={page} width={columns - 2} symbols={symbols} />
			</Box>
			<Text> </Text>
			<Text wrap="truncate-end"> {runs[at]?.command()}</Text>
			<Text> </Text>
			<KeyHints hints={hintsOf(groupKeys)} width={columns} />
		</Box>
	);
}
