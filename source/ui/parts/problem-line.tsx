import {Text} from 'ink';
import type {Problem} from '../../polyaxonfile/problem.ts';
import {sanitiseText} from '../../terminal/sanitise.ts';
import type {Symbols} from '../../terminal/symbols.ts';
import {wrapWords} from './wrap-words.ts';

/** The colour of a severity; the mark says the same without colour. */
export const problemColours = {error: 'red', warning: 'yellow'} as const satisfies Record<Problem['severity'], string>;

/** The mark of a severity. */
export function problemMark(severity: Problem['severity'], symbols: Symbols): string {
	return severity === 'error' ? symbols.failed : symbols.warning;
}

/** A problem as lines of `width` cells: its mark, what is wrong, what to do, and what key does it. */
export function problemLines(problem: Problem, width: number, symbols: Symbols, fix?: string): readonly string[] {
	const text = sanitiseText([problem.message, problem.hint, fix].filter(part => part !== undefined && part !== '').join(' '));
	const mark = problemMark(problem.severity, symbols);
	return wrapWords(text, width - mark.length - 1).map((line, index) => `${index === 0 ? mark : ' '.repeat(mark.length)} ${line}`);
}

/** One line of a problem, cut where the window ends. */
export function ProblemLine({severity, line}: {readonly severity: Problem['severity']; readonly line: string}) {
	return (
		<Text wrap="truncate" color={problemColours[severity]}>
			{line}
		</Text>
	);
}
