import {sanitiseLine} from '../terminal/sanitise.ts';
import type {Style} from '../terminal/style.ts';
import {cellsOf} from '../terminal/width.ts';
import type {Problem} from './problem.ts';

/** Where the texts that problems are about come from: one for all, or of each problem its own. */
type Printing = {readonly source?: string | ((problem: Problem) => string | undefined); readonly style: Style};

/** Problems for a person: place and message, the line of the source with a caret under the very value, and what to do. Ends with a newline when there are any. */
export function printProblems(problems: readonly Problem[], {source, style}: Printing): string {
	const split = new Map<string, readonly string[]>();
	const linesOf = (text: string | undefined) => {
		if (text === undefined) return [];
		const lines = split.get(text) ?? text.split(/\r\n|\r|\n/);
		split.set(text, lines);
		return lines;
	};
	const sourceOf = typeof source === 'function' ? source : () => source;
	return problems.map(problem => printProblem(problem, linesOf(sourceOf(problem)), style)).join('\n');
}

function printProblem(problem: Problem, lines: readonly string[], style: Style): string {
	const paint = problem.severity === 'error' ? style.red : style.yellow;
	const place = placeOf(problem);
	const rows = [`${place ? `${style.bold(sanitiseLine(place))}: ` : ''}${paint(problem.severity)}: ${sanitiseLine(problem.message)}`];
	const line = problem.line === undefined ? undefined : lines[problem.line - 1];
	if (line !== undefined && problem.line !== undefined) rows.push(...excerpt(line, problem, String(problem.line), {dim: style.dim, caret: paint}));
	if (problem.hint) rows.push(`  ${style.cyan('→')} ${sanitiseLine(problem.hint)}`);
	return `${rows.join('\n')}\n`;
}

function placeOf(problem: Problem): string {
	return [problem.file, problem.line, problem.line === undefined ? undefined : problem.column].filter(part => part !== undefined).join(':');
}

/** At most so many cells of a long source line are shown, around the caret. */
const widest = 110;

function excerpt(line: string, problem: Problem, number: string, paint: {dim: (text: string) => string; caret: (text: string) => string}): readonly string[] {
	const column = Math.min((problem.column ?? 1) - 1, line.length);
	const end = Math.min(line.length, column + Math.max(1, problem.length ?? 1));
	const from = column > widest - 30 ? column - 40 : 0;
	const to = Math.min(line.length, from + widest);
	const before = `${from > 0 ? '…' : ''}${sanitiseLine(line.slice(from, column))}`;
	const marked = sanitiseLine(line.slice(column, Math.min(end, to)));
	const after = `${sanitiseLine(line.slice(Math.min(end, to), to))}${to < line.length ? '…' : ''}`;
	const gutter = ' '.repeat(number.length);
	return [
		`  ${paint.dim(`${number} |`)} ${before}${marked}${after}`,
		`  ${paint.dim(`${gutter} |`)} ${' '.repeat(cellsOf(before))}${paint.caret('^'.repeat(Math.max(1, cellsOf(marked))))}`,
	];
}
