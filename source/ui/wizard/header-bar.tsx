import {Box, Text} from 'ink';
import type {Symbols} from '../../terminal/symbols.ts';
import type {Facts} from '../../wizard/facts.ts';
import {placeText} from './header-text.ts';

const name = 'polyaxon-tui init';

/** The program's name, the folder, and a rule below. */
export function HeaderBar({facts, home, width, symbols}: {readonly facts: Facts; readonly home?: string; readonly width: number; readonly symbols: Symbols}) {
	return (
		<Box flexDirection="column" width={width} flexShrink={0}>
			<Box justifyContent="space-between" paddingX={1}>
				<Text bold>{name}</Text>
				<Text dimColor wrap="truncate">
					{placeText(facts, home, width - name.length - 4, symbols)}
				</Text>
			</Box>
			<Rule width={width} symbols={symbols} />
		</Box>
	);
}

/** A line across the window. */
export function Rule({width, symbols}: {readonly width: number; readonly symbols: Symbols}) {
	return <Text dimColor>{` ${symbols.horizontal.repeat(Math.max(0, width - 2))}`}</Text>;
}
