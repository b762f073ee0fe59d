import {Box, Text} from 'ink';
import {useCallback} from 'react';
import {fit} from '../../terminal/cut.ts';
import {LiveText} from '../painter/layers.tsx';
import type {Place} from './layout.ts';
import type {Look} from './look.ts';
import type {PaneLogs} from './pane-logs.ts';
import {paneTitle} from './pane-title.ts';
import type {RunPane} from './run-panes.ts';

export type PaneListProps = {
	readonly panes: readonly RunPane[];
	readonly focus: string;
	readonly logs: PaneLogs;
	readonly place: Place;
	readonly look: Look;
	readonly now: () => number;
};

/** All panes of a run in a column, for the layout that shows one of them. */
export function PaneList({panes, focus, logs, place, look, now}: PaneListProps) {
	const {x, y, width, height} = place;
	return (
		<Box
			position="absolute"
			left={x}
			top={y}
			width={width}
			height={height}
			borderStyle={look.symbols.border}
			borderDimColor
			flexDirection="column"
			overflow="hidden"
		>
			{panes.map((pane, index) => (
				<ListRow key={pane.id} pane={pane} number={index + 1} isFocused={pane.id === focus} logs={logs} width={width - 2} look={look} now={now} />
			))}
			<Text> </Text>
		</Box>
	);
}

type ListRowProps = Pick<PaneListProps, 'logs' | 'look' | 'now'> & {
	readonly pane: RunPane;
	readonly number: number;
	readonly isFocused: boolean;
	readonly width: number;
};

function ListRow({pane, number, isFocused, logs, width, look, now}: ListRowProps) {
	const log = pane.type === 'waiting' ? undefined : logs.of(pane.id);
	const text = useCallback(() => {
		// Nobody else looks for new lines of a log that is not shown
		log?.view.refresh();
		const row = fit(
			`${isFocused ? look.symbols.pointer : ' '} ${paneTitle(pane, number, log, now()).join(` ${look.symbols.bullet} `)}`,
			width,
			look.symbols.ellipsis,
		);
		return isFocused ? look.style.bold(row) : row;
	}, [pane, number, log, now, isFocused, width, look]);
	return (
		<Box width={width} height={1} flexShrink={0}>
			<LiveText text={text} />
		</Box>
	);
}
