import {Box, Text} from 'ink';
import type {Symbols} from '../../terminal/symbols.ts';
import {cutText} from '../parts/cut-text.ts';
import {Dialog} from '../parts/dialog.tsx';
import type {Help} from './help-lines.ts';

type Props = {
	readonly title: string;
	readonly help: Help;
	/** Lines scrolled away. */
	readonly top: number;
	readonly screen: {readonly columns: number; readonly rows: number};
	readonly symbols: Symbols;
};

/** The help of a step over the screen. */
export function HelpDialog({title, help: {lines, width, height}, top, screen, symbols}: Props) {
	const first = Math.min(top, lines.length - height);
	const keys = lines.length > height ? `${symbols.upDown} scroll, esc close` : 'esc close';
	return (
		<Dialog title={`${title}  ${keys}`} content={{width, height}} screen={screen} symbols={symbols}>
			<Box flexDirection="column">
				{lines.slice(first, first + height).map((line, index) => (
					<Text key={index} wrap="truncate">
						{cutText(line, width, symbols) || ' '}
					</Text>
				))}
			</Box>
		</Dialog>
	);
}
