import {Box, Text} from 'ink';
import type {Symbols} from '../../terminal/symbols.ts';
import {cellsOf} from '../../terminal/width.ts';
import type {ClusterPlace} from '../../wizard/clusters.ts';
import type {Facts} from '../../wizard/facts.ts';
import {cutText} from '../parts/cut-text.ts';
import {placeText as folderText} from './header-text.ts';
import {placeText} from './place-text.ts';

const name = 'polyaxon-tui init';

type Props = {
	readonly facts: Facts;
	readonly home?: string;
	/** The cluster and namespace in which the run would be. */
	readonly place?: ClusterPlace;
	readonly width: number;
	readonly symbols: Symbols;
};

/** The program's name, the cluster, the folder, and a rule below. */
export function HeaderBar({facts, home, place, width, symbols}: Props) {
	const where = place ? `  kubernetes ${placeText(place)}` : '';
	// The folder gives way, as far as it can still be told
	const room = Math.max(0, Math.min(cellsOf(where), width - name.length - 24));
	return (
		<Box flexDirection="column" width={width} flexShrink={0}>
			<Box justifyContent="space-between" paddingX={1}>
				<Box flexShrink={0}>
					<Text bold>{name}</Text>
					<Text color="cyan">{cutText(where, room, symbols)}</Text>
				</Box>
				<Text dimColor wrap="truncate">
					{folderText(facts, home, width - name.length - room - 4, symbols)}
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
