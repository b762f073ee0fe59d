import {Text} from 'ink';
import type {Symbols} from '../../terminal/symbols.ts';
import type {Hint} from '../keymap.ts';
import {cutText} from './cut-text.ts';
import {Dialog} from './dialog.tsx';
import {KeyHints} from './key-hints.tsx';
import {wrapWords} from './wrap-words.ts';

type Props = {
	readonly title: string;
	readonly text: string;
	/** The answers and their keys. */
	readonly hints: readonly Hint[];
	readonly screen: {readonly columns: number; readonly rows: number};
	readonly symbols: Symbols;
};

/** A question over the screen, answered by one key. Keys are its owner's business. */
export function Confirm({title, text, hints, screen, symbols}: Props) {
	const width = Math.min(64, screen.columns - 6);
	const lines = wrapWords(text, width);
	return (
		<Dialog title={cutText(title, width, symbols)} content={{width, height: lines.length + 2}} screen={screen} symbols={symbols}>
			{lines.map((line, index) => (
				<Text key={index} wrap="truncate">
					{line || ' '}
				</Text>
			))}
			<Text> </Text>
			<KeyHints hints={hints} width={width} />
		</Dialog>
	);
}
