import {Box, Text} from 'ink';
import {memo} from 'react';
import {fit as fitTo} from '../../terminal/cut.ts';
import {sanitiseLine} from '../../terminal/sanitise.ts';
import type {Symbols} from '../../terminal/symbols.ts';
import {cellsOf} from '../../terminal/width.ts';
import {Column, columnFrame} from '../parts/column.tsx';
import {cutText} from '../parts/cut-text.ts';
import {ProblemLine, problemColours, problemMark} from '../parts/problem-line.tsx';
import {type FileCheck, verdictOf} from './file-check.ts';
import {type PreviewLine, placeOf} from './preview-lines.ts';
import {isTold, markCells, previewFrameRows, previewRowsOf, topOf} from './preview-rows.ts';

type Props = {
	/** Name of the file, and what it is: `new file`. */
	readonly file: string;
	readonly note: string;
	readonly lines: readonly PreviewLine[];
	readonly scrolledTo?: number;
	readonly check: FileCheck;
	readonly width: number;
	readonly height: number;
	readonly symbols: Symbols;
};

/** The polyaxonfile or its diff, and below it whether it is valid. Drawn again only when something of it changed. */
export const PreviewPane = memo(function PreviewPane({file, note, lines, scrolledTo, check, width, height, symbols}: Props) {
	const inner = width - columnFrame;
	const problems = lines.some(isTold) ? [] : check.problems.slice(0, Math.max(0, Math.min(3, Math.floor((height - 6) / 4))));
	const room = Math.max(1, height - previewFrameRows - problems.length);
	const rows = previewRowsOf(lines, inner, room, symbols);
	const top = topOf(rows, scrolledTo, room);
	return (
		<Column width={width} height={height} symbols={symbols}>
			<Text wrap="truncate">
				<Text bold>{fitTo(sanitiseLine(file), Math.max(8, inner - cellsOf(note) - 1), symbols.ellipsis)}</Text> <Text dimColor>{note}</Text>
			</Text>
			<Box flexDirection="column" height={room} overflow="hidden" flexShrink={0}>
				{rows
					.slice(top, top + room)
					.map((row, index) =>
						isTold(row) ? (
							<ProblemLine key={index} severity={row.kind === 'error' ? 'error' : 'warning'} line={row.text} />
						) : (
							<CodeLine key={index} line={row} width={inner} symbols={symbols} />
						),
					)}
			</Box>
			<Text dimColor>{moreText(top, rows.length - top - room, symbols)}</Text>
			<Verdict check={check} symbols={symbols} />
			{problems.map((problem, index) => (
				<ProblemLine
					key={index}
					severity={problem.severity}
					line={cutText(`${problemMark(problem.severity, symbols)} ${placeOf(problem)}${sanitiseLine(problem.message)}`, inner, symbols)}
				/>
			))}
		</Column>
	);
});

function moreText(above: number, below: number, symbols: Symbols): string {
	const parts = [...(above > 0 ? [`${symbols.up} ${above} above`] : []), ...(below > 0 ? [`${symbols.down} ${below} more`] : [])];
	return parts.length === 0 ? ' ' : ` ${parts.join('  ')} ${symbols.bullet} pgup/pgdn`;
}

/** `✓ valid · 1 warning`. */
export function Verdict({check, symbols}: {readonly check: FileCheck; readonly symbols: Symbols}) {
	const isValid = check.errors === 0;
	return (
		<Text color={isValid ? 'green' : 'red'} wrap="truncate">
			{`${isValid ? symbols.done : symbols.failed} ${verdictOf(check, symbols.bullet)}`}
		</Text>
	);
}

const colours = {
	plain: undefined,
	changed: 'yellow',
	added: 'green',
	removed: 'red',
	place: 'cyan',
	error: undefined,
	warning: undefined,
} as const satisfies Record<PreviewLine['kind'], string | undefined>;

function CodeLine({line: {text, kind, severity, isContinued}, width, symbols}: {line: PreviewLine; width: number; symbols: Symbols}) {
	const changed = kind === 'changed' && !isContinued ? symbols.changed : ' '.repeat(symbols.changed.length);
	return (
		<Text wrap="truncate">
			<Text color="yellow">{changed}</Text>
			<Text color={severity && problemColours[severity]}>{severity ? problemMark(severity, symbols) : ' '}</Text>
			<Text color={colours[kind]}>{fitTo(text, width - markCells, symbols.ellipsis).trimEnd()}</Text>
		</Text>
	);
}
