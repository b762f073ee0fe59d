import {Box} from 'ink';
import type {ReactNode} from 'react';
import type {Symbols} from '../../terminal/symbols.ts';

/** Cells of a column that are not for its content: the line at its left and a blank at each side. */
export const columnFrame = 3;

type Props = {readonly width: number; readonly height: number; readonly symbols: Symbols; readonly children: ReactNode};

/** A column of the window with a line at its left. */
export function Column({width, height, symbols, children}: Props) {
	const onlyLeft = {borderTop: false, borderRight: false, borderBottom: false};
	return (
		<Box
			width={width}
			height={height}
			flexDirection="column"
			flexShrink={0}
			paddingX={1}
			overflow="hidden"
			borderStyle={symbols.border}
			borderDimColor
			{...onlyLeft}
		>
			{children}
		</Box>
	);
}
