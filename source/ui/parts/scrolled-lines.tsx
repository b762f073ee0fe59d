import {Box, Text} from 'ink';
import type {ReactElement} from 'react';
import type {Symbols} from '../../terminal/symbols.ts';
import {windowOf} from './window-of.ts';

type Props = {
	/** Each with one element a line. */
	readonly items: ReadonlyArray<{readonly lines: readonly ReactElement[]}>;
	/** The item that stays in sight. */
	readonly selected: number;
	readonly height: number;
	readonly symbols: Symbols;
};

/** As many lines as fit, the selected item among them, and a mark where there are more. */
export function ScrolledLines({items, selected, height, symbols}: Props) {
	const all = items.flatMap(({lines}, item) => lines.map(line => ({item, line})));
	const from = Math.max(
		0,
		all.findIndex(({item}) => item === selected),
	);
	const to = Math.max(from + 1, all.findLastIndex(({item}) => item === selected) + 1);
	const isCut = all.length > height;
	const room = Math.max(1, isCut ? height - 1 : height);
	const top = windowOf(all.length, from, to, room);
	const below = all.length - top - room;
	return (
		<Box flexDirection="column" height={Math.min(height, all.length)} flexShrink={0} overflow="hidden">
			{all.slice(top, top + room).map(({item, line}, index) => (
				<Box key={`${item} ${top + index}`} height={1} flexShrink={0}>
					{line}
				</Box>
			))}
			{isCut ? (
				<Text dimColor>{`${top > 0 ? `${symbols.up} ${top}` : ''}${top > 0 && below > 0 ? '  ' : ''}${below > 0 ? `${symbols.down} ${below} more` : ''}`}</Text>
			) : null}
		</Box>
	);
}
