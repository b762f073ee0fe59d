import {Box, Text} from 'ink';
import type {ReactNode} from 'react';
import type {Symbols} from '../../terminal/symbols.ts';
import {Cover} from '../painter/layers.tsx';

type Props = {
	readonly title: string;
	/** Cells of the inside, title and border not counted; what does not fit the screen is cut. */
	readonly content: {readonly width: number; readonly height: number};
	readonly screen: {readonly columns: number; readonly rows: number};
	readonly symbols: Symbols;
	readonly children: ReactNode;
};

/** Cells that a dialog needs round its content: border, padding and title. */
export const dialogFrame = {width: 4, height: 4};

/** A box over the middle of the screen. */
export function Dialog({title, content, screen, symbols, children}: Props) {
	const width = Math.min(content.width + dialogFrame.width, screen.columns);
	const height = Math.min(content.height + dialogFrame.height, screen.rows);
	return (
		<Box position="absolute" width={screen.columns} height={screen.rows} alignItems="center" justifyContent="center">
			<Cover width={width} height={height} borderStyle={symbols.dialogBorder} borderColor="cyan" flexDirection="column" paddingX={1} overflow="hidden">
				<Text bold wrap="truncate">
					{title}
				</Text>
				<Text> </Text>
				{children}
			</Cover>
		</Box>
	);
}
