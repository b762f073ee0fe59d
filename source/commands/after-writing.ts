import {checkPolyaxonfile} from '../polyaxonfile/check-file.ts';
import {isError} from '../polyaxonfile/problem.ts';
import {sanitiseText} from '../terminal/sanitise.ts';
import {shellWord} from '../terminal/shell-word.ts';
import type {Answers} from '../wizard/answers.ts';
import {commandLineOf} from '../wizard/command-line.ts';
import type {Target} from './init-target.ts';

/** What is said when the polyaxonfile was written: what comes next, and how to get the same file without questions. */
export function afterWriting({shown, text: before}: Target, text: string, answers: Answers): string {
	const isDefault = shown === 'polyaxonfile.yml';
	const flag = `${isDefault ? '' : ` -f ${shown}`}${placeFlags(answers)}`;
	const isRight = !checkPolyaxonfile(text).problems.some(isError);
	const next = isRight
		? `  run it      polyaxon-tui run${flag}\n  look first  polyaxon-tui run${flag} --dry-run`
		: `  It has errors. See them with: polyaxon-tui check${isDefault ? '' : ` ${shown}`}\n  put right   polyaxon-tui init${isDefault ? '' : ` -o ${shown}`}`;
	return sanitiseText(`${shown} ${text === before ? 'stays as it is' : 'was written'}.
${next}
  same again  ${commandLineOf(answers, isDefault ? undefined : shown)}
`);
}

/** A run goes to a cluster only when it is told so, and the file does not tell. */
function placeFlags({engine, context, namespace}: Answers): string {
	if (engine !== 'kubernetes') return '';
	const named = (flag: string, name: string | undefined) => (name ? ` ${flag} ${shellWord(name)}` : '');
	return ` --engine kubernetes${named('--context', context)}${named('--namespace', namespace)}`;
}
