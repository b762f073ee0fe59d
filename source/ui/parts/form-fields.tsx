import {Box, Text} from 'ink';
import {sanitiseLine} from '../../terminal/sanitise.ts';
import type {Symbols} from '../../terminal/symbols.ts';
import {cellsOf} from '../../terminal/width.ts';
import {cutText} from './cut-text.ts';
import type {FormEdit} from './form-edit.ts';
import {type RowProblem, RowProblems} from './row-problems.tsx';
import {ScrolledLines} from './scrolled-lines.tsx';
import {TextField} from './text-field.tsx';

type Props = {
	readonly form: FormEdit;
	/** Without it, something below is selected that is about the field. */
	readonly hasPointer: boolean;
	readonly fields: ReadonlyArray<{readonly label: string; readonly example: string}>;
	problemsOf(field: number): readonly RowProblem[];
	readonly width: number;
	readonly height: number;
	readonly symbols: Symbols;
};

/** Labelled one-line fields. Keys are its owner's business (`editForm`). */
export function FormFields({form, hasPointer, fields, problemsOf, width, height, symbols}: Props) {
	const labelWidth = Math.max(...fields.map(({label}) => cellsOf(label)));
	const indent = symbols.pointer.length + labelWidth + 3;
	const items = fields.map(({label, example}, index) => {
		const isSelected = index === form.at;
		const isTyped = isSelected && form.typing !== undefined;
		const value = form.values[index] ?? '';
		return {
			lines: [
				<Box key="field">
					<Text color="cyan">{isSelected && hasPointer ? symbols.pointer : ' '.repeat(symbols.pointer.length)}</Text>
					<Text bold={isSelected}>{` ${label.padEnd(labelWidth)}  `}</Text>
					{isTyped && form.typing ? (
						<TextField edit={form.typing} isFocused width={width - indent} placeholder={`such as ${example}`} symbols={symbols} />
					) : (
						<Text wrap="truncate" dimColor={value === ''}>
							{value === '' ? symbols.skipped : cutText(sanitiseLine(value), width - indent, symbols)}
						</Text>
					)}
				</Box>,
				...RowProblems({problems: problemsOf(index), isSelected, indent, width, symbols}),
			],
		};
	});
	return <ScrolledLines items={items} selected={form.at} height={height} symbols={symbols} />;
}
