import {Box} from 'ink';
import {memo, useCallback} from 'react';
import {LiveText, LogBox} from '../painter/layers.tsx';
import {type BorderText, borderRow} from './border-row.ts';
import type {Place} from './layout.ts';
import type {Look} from './look.ts';
import type {PaneLog} from './pane-logs.ts';
import {pausedText} from './pane-title.ts';

export type PaneBoxProps = {
	readonly place: Place;
	readonly isFocused: boolean;
	/** Without side borders, so that lines can be copied with the mouse. */
	readonly isZoomed: boolean;
	/** The parts of the title, the most telling first; asked for with every paint. */
	readonly title: () => readonly string[];
	/** The log that the pane shows, or a line in its place. */
	readonly content: PaneLog | (() => string);
	readonly look: Look;
};

/** A rectangle with one log, and its state in its borders. */
export const PaneBox = memo(function PaneBox({place, isFocused, isZoomed, title, content, look}: PaneBoxProps) {
	const {x, y, width, height} = place;
	const paused = useCallback(() => (typeof content === 'function' ? '' : pausedText(content.view, look)), [content, look]);
	const top = useCallback((): BorderText => ({left: title(), right: isZoomed ? paused() : ''}), [title, isZoomed, paused]);
	const bottom = useCallback((): BorderText => ({left: [], right: paused()}), [paused]);
	const border = isZoomed
		? {paddingTop: 1}
		: ({borderStyle: look.symbols.border, borderColor: isFocused ? 'cyan' : undefined, borderDimColor: !isFocused} as const);
	const side = isZoomed ? 0 : 1;
	// The borders after the log: a paint asks in this order, and the log looks for new lines when it is asked
	return (
		<Box position="absolute" left={x} top={y} width={width} height={height}>
			<Box width={width} height={height} {...border}>
				{typeof content === 'function' ? <LiveText text={content} /> : <LogBox view={content.view} />}
			</Box>
			<BorderLine text={top} x={side} y={0} width={width - 2 * side} isFocused={isFocused} look={look} />
			{isZoomed ? null : <BorderLine text={bottom} x={1} y={height - 1} width={width - 2} isFocused={isFocused} look={look} />}
		</Box>
	);
});

type BorderLineProps = {
	readonly text: () => BorderText;
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly isFocused: boolean;
	readonly look: Look;
};

function BorderLine({text, x, y, width, isFocused, look}: BorderLineProps) {
	const draw = useCallback(
		() => borderRow(text(), width, look, isFocused ? look.style.cyan : look.style.dim, isFocused ? look.style.bold : plain),
		[text, width, isFocused, look],
	);
	return (
		<Box position="absolute" left={x} top={y} width={width} height={1}>
			<LiveText text={draw} />
		</Box>
	);
}

const plain = (text: string) => text;
