import {Box, Text} from 'ink';
import type {Symbols} from '../../terminal/symbols.ts';
import type {ClusterReview} from '../../wizard/cluster-review.ts';
import type {ClusterPlace} from '../../wizard/clusters.ts';
import {Column, columnFrame} from '../parts/column.tsx';
import {cutText} from '../parts/cut-text.ts';
import {ClusterLine, Spinner} from './cluster-line.tsx';
import {clusterLinesOf, countText} from './cluster-lines.ts';
import {placeText} from './place-text.ts';
import {previewFrameRows} from './preview-rows.ts';

type Props = {
	readonly review?: ClusterReview;
	readonly place?: ClusterPlace;
	readonly scrolledTo?: number;
	readonly width: number;
	readonly height: number;
	readonly symbols: Symbols;
};

/** The green and red list of the run, in the place of the polyaxonfile. */
export function ClusterPane({review, place, scrolledTo = 0, width, height, symbols}: Props) {
	const inner = width - columnFrame;
	const lines = clusterLinesOf(review, inner, symbols);
	const room = Math.max(1, height - previewFrameRows);
	const top = Math.max(0, Math.min(scrolledTo, lines.length - room));
	const below = lines.length - top - room;
	const isLooking = !review || review.isLooking;
	const more = [...(top > 0 ? [`${symbols.up} ${top} above`] : []), ...(below > 0 ? [`${symbols.down} ${below} more`] : [])];
	return (
		<Column width={width} height={height} symbols={symbols}>
			<Text bold wrap="truncate">
				{cutText(`The cluster ${place ? placeText(place) : ''}`, inner, symbols)}
			</Text>
			<Box flexDirection="column" height={room} overflow="hidden" flexShrink={0}>
				{isLooking ? (
					<Text dimColor>
						<Spinner symbols={symbols} />
						{' looking whether it would take the run'}
					</Text>
				) : null}
				{lines.slice(top, top + room - (isLooking ? 1 : 0)).map((line, index) => (
					<ClusterLine key={index} line={line} symbols={symbols} />
				))}
			</Box>
			<Text dimColor>{more.length === 0 ? ' ' : ` ${more.join('  ')} ${symbols.bullet} pgup/pgdn`}</Text>
			<Text wrap="truncate">{review && !isLooking ? countText(review, symbols) : ' '}</Text>
		</Column>
	);
}
