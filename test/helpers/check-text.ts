import {type CheckedFile, checkPolyaxonfile} from '../../source/polyaxonfile/check-file.ts';
import {printProblems} from '../../source/polyaxonfile/print.ts';
import {plainStyle} from './plain-style.ts';

/** What `check` and `run` make of a text. */
export function checkText(text: string, overrides?: Readonly<Record<string, string>>): CheckedFile & {readonly printed: string} {
	const checked = checkPolyaxonfile(text, {file: 'polyaxonfile.yml', overrides});
	return {...checked, printed: printProblems(checked.problems, {source: text, style: plainStyle})};
}

/** `code line:column+length` of each problem. */
export function marksOf(text: string, overrides?: Readonly<Record<string, string>>): readonly string[] {
	return checkText(text, overrides).problems.map(({code, line, column, length}) => `${code} ${line}:${column}+${length}`);
}
