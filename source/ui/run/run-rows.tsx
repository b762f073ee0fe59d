import {Box} from 'ink';
import {useCallback} from 'react';
import type {RunStatus} from '../../engines/engine.ts';
import type {RunState} from '../../runs/run-state.ts';
import {elapsedOf, timelineOf} from '../../runs/timeline.ts';
import {LiveText} from '../painter/layers.tsx';
import {headerLine} from './header-line.ts';
import type {Look} from './look.ts';
import {timelineLine} from './timeline-line.ts';

type RowProps = {readonly run: RunState; readonly columns: number; readonly look: Look; readonly now: () => number};

/** What runs, where, and how it stands. Its clock needs no frame of Ink. */
export function HeaderRow({run, status, columns, look, now}: RowProps & {readonly status: RunStatus}) {
	const text = useCallback(() => headerLine(run, status, now(), columns, look), [run, status, columns, look, now]);
	return <Row text={text} columns={columns} />;
}

/** The stages with their durations. */
export function TimelineRow({run, aside, columns, look, now}: RowProps & {readonly aside: string}) {
	const text = useCallback(() => timelineLine(timelineOf(run, now()), elapsedOf(run, now()), aside, columns, look), [run, aside, columns, look, now]);
	return <Row text={text} columns={columns} />;
}

/** One row of the screen; `text` is asked for with every paint. */
export function Row({text, columns}: {readonly text: () => string; readonly columns: number}) {
	return (
		<Box width={columns} height={1} flexShrink={0}>
			<LiveText text={text} />
		</Box>
	);
}
