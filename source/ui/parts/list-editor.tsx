import {Box, Text} from 'ink';
import type {ReactNode} from 'react';
import {fit as fitTo} from '../../terminal/cut.ts';
import {sanitiseLine} from '../../terminal/sanitise.ts';
import type {Symbols} from '../../terminal/symbols.ts';
import {cellsOf} from '../../terminal/width.ts';
import {cutText} from './cut-text.ts';
import type {ListEdit, Row} from './list-edit.ts';
import {type RowProblem, RowProblems} from './row-problems.tsx';
import {ScrolledLines} from './scrolled-lines.tsx';
import {TextField} from './text-field.tsx';

type Props = {
	readonly list: ListEdit;
	/** What one row is called: `a step`. */
	readonly noun: string;
	/** What stands between two cells. */
	readonly between: string;
	readonly placeholders: readonly string[];
	/** What can be taken over as it is; `note` says where it was found. */
	readonly offers: ReadonlyArray<{readonly label: string; readonly note?: string}>;
	problemsOf(row: number): readonly RowProblem[];
	readonly width: number;
	readonly height: number;
	readonly symbols: Symbols;
};

/** Rows edited in place, a row that adds one, what is offered, and a row that leads on. Keys are its owner's business (`editList`). */
export function ListEditor({list, noun, between, placeholders, offers, problemsOf, width, height, symbols}: Props) {
	const {rows, at, typing} = list;
	const numbers = String(rows.length).length;
	const room = width - symbols.pointer.length - numbers - 3;
	const nameWidth = columnWidth(rows, typing?.edit.text ?? '', room);
	const items = [
		...rows.map((row, index) => ({
			lines: [
				<RowLine key="row" isSelected={index === at} mark={String(index + 1).padStart(numbers)} room={room} symbols={symbols}>
					{index === at && typing ? (
						<TypedCells row={row} typing={typing} between={between} placeholders={placeholders} nameWidth={nameWidth} room={room} symbols={symbols} />
					) : (
						cellsText(row, between, nameWidth)
					)}
				</RowLine>,
				...RowProblems({problems: problemsOf(index), isSelected: index === at, indent: symbols.pointer.length + numbers + 3, width, symbols}),
			],
		})),
		{
			lines: [
				<RowLine key="add" isSelected={at === rows.length} mark={symbols.add.padStart(numbers)} isDim room={room} symbols={symbols}>
					{`add ${noun}`}
				</RowLine>,
			],
		},
		...offers.map(({label, note}, index) => ({
			lines: [
				<RowLine
					key="offer"
					isSelected={at === rows.length + 1 + index}
					mark={symbols.add.padStart(numbers)}
					isDim
					note={note && sanitiseLine(note)}
					room={room}
					symbols={symbols}
				>
					{sanitiseLine(label)}
				</RowLine>,
			],
		})),
		{
			lines: [
				<RowLine key="on" isSelected={at === rows.length + 1 + offers.length} mark={symbols.onward.padStart(numbers)} isDim room={room} symbols={symbols}>
					go on
				</RowLine>,
			],
		},
	];
	return <ScrolledLines items={items} selected={at} height={height} symbols={symbols} />;
}

/** Names stand in one column, but never take more than two fifths of the line. */
function columnWidth(rows: readonly Row[], typed: string, room: number): number {
	const widest = Math.max(8, cellsOf(typed) + 1, ...rows.map(([name = '']) => cellsOf(sanitiseLine(name))));
	return Math.min(widest, Math.max(8, Math.floor(room * 0.4)));
}

function cellsText(row: Row, between: string, nameWidth: number): string {
	const [first = '', ...others] = row.map(cell => sanitiseLine(cell));
	return others.length === 0 ? first : [fitTo(first, nameWidth), ...others].join(between);
}

type LineProps = {
	readonly isSelected: boolean;
	readonly mark: string;
	readonly isDim?: boolean;
	readonly note?: string;
	/** Cells for the text. */
	readonly room: number;
	readonly symbols: Symbols;
	readonly children: ReactNode;
};

function RowLine({isSelected, mark, isDim = false, note = '', room, symbols, children}: LineProps) {
	return (
		<Box>
			<Box flexShrink={0}>
				<Text color="cyan">{isSelected ? symbols.pointer : ' '.repeat(symbols.pointer.length)}</Text>
				<Text dimColor>{` ${mark}  `}</Text>
			</Box>
			{typeof children === 'string' ? (
				<Text wrap="truncate" bold={isSelected} dimColor={isDim && !isSelected}>
					{cutText(children, room, symbols)}
					{note ? <Text dimColor>{`  ${cutText(note, room - cellsOf(children) - 2, symbols)}`}</Text> : null}
				</Text>
			) : (
				children
			)}
		</Box>
	);
}

type TypedProps = {
	readonly row: Row;
	readonly typing: NonNullable<ListEdit['typing']>;
	readonly between: string;
	readonly placeholders: readonly string[];
	readonly nameWidth: number;
	readonly room: number;
	readonly symbols: Symbols;
};

function TypedCells({row, typing, between, placeholders, nameWidth, room, symbols}: TypedProps) {
	const widths = row.length === 1 ? [room] : [nameWidth, room - nameWidth - cellsOf(between)];
	return (
		<Box>
			{row.map((cell, index) => (
				<Box key={index} flexShrink={0}>
					{index > 0 ? <Text dimColor>{between}</Text> : null}
					<Box width={widths[index]}>
						<TextField
							edit={index === typing.cell ? typing.edit : {text: cell, cursor: 0}}
							isFocused={index === typing.cell}
							width={widths[index] ?? room}
							placeholder={placeholders[index]}
							symbols={symbols}
						/>
					</Box>
				</Box>
			))}
		</Box>
	);
}
