import {Box, Text} from 'ink';
import {sanitiseLine} from '../../terminal/sanitise.ts';
import type {Symbols} from '../../terminal/symbols.ts';
import {cellsOf} from '../../terminal/width.ts';
import type {ChecksEdit} from './checks-edit.ts';
import {cutText} from './cut-text.ts';
import {type RowProblem, RowProblems} from './row-problems.tsx';
import {ScrolledLines} from './scrolled-lines.tsx';
import {TextField} from './text-field.tsx';

type Props = {
	readonly checks: ChecksEdit;
	/** Stands dim behind a name: `known to the settings`. */
	noteOf(name: string): string | undefined;
	problemsOf(name: string): readonly RowProblem[];
	readonly placeholder: string;
	readonly width: number;
	readonly height: number;
	readonly symbols: Symbols;
};

/** Names with a tick each, a row where another one is typed, and a row that leads on. Keys are its owner's business (`editChecks`). */
export function MultiChoice({checks, noteOf, problemsOf, placeholder, width, height, symbols}: Props) {
	const {names, ticked, at, typing} = checks;
	const indent = symbols.pointer.length + 5;
	const items = names.map((name, index) => ({
		lines: [
			<Box key="name">
				<Text color="cyan">{index === at ? symbols.pointer : ' '.repeat(symbols.pointer.length)}</Text>
				<Text wrap="truncate" bold={index === at}>
					{` [${ticked.includes(name) ? 'x' : ' '}] ${cutText(sanitiseLine(name), width - indent, symbols)}`}
					<Text dimColor>{`  ${cutText(noteOf(name) ?? '', width - indent - cellsOf(sanitiseLine(name)) - 2, symbols)}`}</Text>
				</Text>
			</Box>,
			...RowProblems({problems: problemsOf(name), isSelected: index === at, indent, width, symbols}),
		],
	}));
	const typed = typing?.text.trim() ?? '';
	const last = {
		lines: [
			<Box key="other">
				<Text color="cyan">{at === names.length ? symbols.pointer : ' '.repeat(symbols.pointer.length)}</Text>
				<Text dimColor={at !== names.length}>{`  ${symbols.add}  `}</Text>
				{typing ? (
					<TextField edit={typing} isFocused width={width - indent} placeholder={placeholder} symbols={symbols} />
				) : (
					<Text wrap="truncate" dimColor={at !== names.length} bold={at === names.length}>
						another name
					</Text>
				)}
			</Box>,
			...RowProblems({problems: typed === '' ? [] : problemsOf(typed), isSelected: true, indent, width, symbols}),
		],
	};
	const isLast = at > names.length;
	const onward = {
		lines: [
			<Box key="on">
				<Text color="cyan">{isLast ? symbols.pointer : ' '.repeat(symbols.pointer.length)}</Text>
				<Text wrap="truncate" dimColor={!isLast} bold={isLast}>
					{`  ${symbols.onward}  go on`}
				</Text>
			</Box>,
		],
	};
	return <ScrolledLines items={[...items, last, onward]} selected={at} height={height} symbols={symbols} />;
}
