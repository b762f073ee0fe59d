import {Box, Text} from 'ink';
import type {Symbols} from '../../terminal/symbols.ts';
import {cutText} from './cut-text.ts';
import type {TextEdit} from './text-edit.ts';
import {type FieldRow, lineView, wrappedView} from './text-view.ts';

type Props = {
	readonly edit: Pick<TextEdit, 'text' | 'cursor'>;
	/** Cells. */
	readonly width: number;
	/** Rows. */
	readonly height?: number;
	/** The text may fill several rows; else it scrolls sideways in one. */
	readonly isWrapped?: boolean;
	readonly isFocused: boolean;
	/** What is typed will take the place of the text. */
	readonly isDim?: boolean;
	/** Shown dim while the text is empty. */
	readonly placeholder?: string;
	readonly symbols: Symbols;
};

/** A text being edited, its cursor an inverse cell. Keys are its owner's business (`editText`). */
export function TextField({edit, width, height = 1, isWrapped = false, isFocused, isDim = false, placeholder = '', symbols}: Props) {
	if (edit.text === '' && placeholder !== '') {
		return (
			<Text wrap="truncate">
				{isFocused ? <Text>{symbols.cursor}</Text> : ' '}
				<Text dimColor>{cutText(placeholder, width - 1, symbols)}</Text>
			</Text>
		);
	}
	const rows = isWrapped ? wrappedView(edit, width, height) : [lineView(edit, width)];
	return (
		<Box flexDirection="column" width={width}>
			{rows.map((row, index) => (
				<FieldRowText key={index} row={row} isFocused={isFocused} isDim={isDim} symbols={symbols} />
			))}
		</Box>
	);
}

function FieldRowText({row, isFocused, isDim, symbols}: {row: FieldRow; isFocused: boolean; isDim: boolean; symbols: Symbols}) {
	if (!isFocused || row.cursor === undefined) return <Text wrap="truncate">{row.before + (row.cursor ?? '') + row.after || ' '}</Text>;
	return (
		<Text wrap="truncate" dimColor={isDim}>
			{row.before}
			{row.cursor === '' ? symbols.cursor : <Text inverse>{row.cursor}</Text>}
			{row.after}
		</Text>
	);
}
