import type {ReactElement} from 'react';
import type {Problem} from '../../polyaxonfile/problem.ts';
import type {Symbols} from '../../terminal/symbols.ts';
import {ProblemLine, problemLines} from './problem-line.tsx';

/** A problem of a row; `fix` says what a key would do about it. */
export type RowProblem = {readonly problem: Problem; readonly fix?: string};

type Props = {
	readonly problems: readonly RowProblem[];
	/** The selected row tells all, the others one line. */
	readonly isSelected: boolean;
	readonly indent: number;
	readonly width: number;
	readonly symbols: Symbols;
};

/** The lines that stand under a row. */
export function RowProblems({problems, isSelected, indent, width, symbols}: Props): readonly ReactElement[] {
	const blank = ' '.repeat(indent);
	return problems.slice(0, isSelected ? problems.length : 1).flatMap(({problem, fix}, index) => {
		const lines = problemLines(problem, width - indent, symbols, isSelected ? fix : undefined);
		const shown = isSelected ? lines : lines.slice(0, 1);
		return shown.map((line, at) => <ProblemLine key={`problem ${index} ${at}`} severity={problem.severity} line={blank + line} />);
	});
}
