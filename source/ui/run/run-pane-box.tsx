import {useCallback, useMemo} from 'react';
import type {RunState} from '../../runs/run-state.ts';
import {formatDuration} from '../../runs/timeline.ts';
import type {Place} from './layout.ts';
import type {Look} from './look.ts';
import {PaneBox} from './pane-box.tsx';
import type {PaneLogs} from './pane-logs.ts';
import {paneTitle} from './pane-title.ts';
import {type RunPane, waitingText} from './run-panes.ts';

export type RunPaneBoxProps = {
	readonly pane: RunPane;
	readonly number: number;
	readonly run: RunState;
	readonly logs: PaneLogs;
	readonly place: Place;
	readonly isFocused: boolean;
	readonly isZoomed: boolean;
	readonly look: Look;
	readonly now: () => number;
};

/** A pane of a run where it stands. Title and clock are asked for with every paint, without a frame of Ink. */
export function RunPaneBox({pane, number, run, logs, place, isFocused, isZoomed, look, now}: RunPaneBoxProps) {
	const log = pane.type === 'waiting' ? undefined : logs.of(pane.id);
	const title = useCallback(() => {
		const [name, ...facts] = paneTitle(pane, number, log, now());
		return [`${isFocused ? `${look.symbols.pointer} ` : ''}${name}`, ...facts];
	}, [pane, number, log, now, isFocused, look]);
	const waiting = useCallback(() => ` ${waitingText(run)} (${formatDuration(now() - run.createdAt)})`, [run, now]);
	const content = useMemo(() => log ?? waiting, [log, waiting]);
	return <PaneBox place={place} isFocused={isFocused} isZoomed={isZoomed} title={title} content={content} look={look} />;
}
