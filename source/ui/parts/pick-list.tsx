import {Box, Text} from 'ink';
import {sanitiseLine} from '../../terminal/sanitise.ts';
import type {Symbols} from '../../terminal/symbols.ts';
import {cellsOf} from '../../terminal/width.ts';
import {cutText} from './cut-text.ts';
import {type PickEdit, pickRows} from './pick-edit.ts';
import {ScrolledLines} from './scrolled-lines.tsx';
import {TextField} from './text-field.tsx';

type Props = {
	readonly pick: PickEdit;
	readonly names: readonly string[];
	/** Before each name, such as `[x]`. */
	markOf?(name: string): string;
	/** Stands dim behind a name. */
	noteOf?(name: string): string | undefined;
	/** Stands behind what is typed and is no name of the list. */
	readonly typedNote: string;
	readonly placeholder: string;
	readonly width: number;
	readonly height: number;
	readonly symbols: Symbols;
};

/** A field, and below it the names that hold what is typed there. Keys are its owner's business (`editPick`). */
export function PickList({pick, names, markOf = () => '', noteOf, typedNote, placeholder, width, height, symbols}: Props) {
	const rows = pickRows(pick, names);
	const blank = ' '.repeat(symbols.pointer.length);
	const items = rows.map(({name, isTyped}, index) => {
		const mark = isTyped ? `${symbols.add} ` : markOf(name);
		const text = sanitiseLine(name);
		const room = width - blank.length - 1 - cellsOf(mark);
		const note = isTyped ? typedNote : (noteOf?.(name) ?? '');
		return {
			lines: [
				<Box key="row">
					<Text color="cyan">{index === pick.at ? symbols.pointer : blank}</Text>
					<Text wrap="truncate" bold={index === pick.at}>
						{` ${mark}${cutText(text, room, symbols)}`}
						{note === '' ? null : <Text dimColor>{`  ${cutText(note, room - cellsOf(text) - 2, symbols)}`}</Text>}
					</Text>
				</Box>,
			],
		};
	});
	return (
		<Box flexDirection="column">
			<Box height={1} flexShrink={0}>
				<Text color="cyan">{'/ '}</Text>
				<TextField edit={pick.query} isFocused width={width - 2} placeholder={placeholder} symbols={symbols} />
			</Box>
			{items.length === 0 ? (
				<Text dimColor>nothing to choose from: type a name</Text>
			) : (
				<ScrolledLines items={items} selected={pick.at} height={Math.max(1, height - 1)} symbols={symbols} />
			)}
		</Box>
	);
}
