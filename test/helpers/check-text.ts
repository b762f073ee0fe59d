import {locate} from '../../source/polyaxonfile/document.ts';
import {printProblems} from '../../source/polyaxonfile/print.ts';
import type {Problem} from '../../source/polyaxonfile/problem.ts';
import {readPolyaxonfile} from '../../source/polyaxonfile/read.ts';
import {renderSpecification} from '../../source/polyaxonfile/render.ts';
import type {RenderedSpecification, Specification} from '../../source/polyaxonfile/specification.ts';
import {plainStyle} from './plain-style.ts';

/** What `check` and `run` make of a text. */
export function checkText(
	text: string,
	overrides?: Readonly<Record<string, string>>,
): {specification?: Specification; rendered?: RenderedSpecification; problems: readonly Problem[]; printed: string} {
	const {specification, document, problems: read} = readPolyaxonfile(text, {file: 'polyaxonfile.yml', overrides});
	const {rendered, problems: found} = specification ? renderSpecification(specification) : {rendered: undefined, problems: []};
	const problems = [...read, ...found.map(problem => locate(document, problem))];
	return {specification, rendered, problems, printed: printProblems(problems, {source: text, style: plainStyle})};
}

/** `code line:column+length` of each problem. */
export function marksOf(text: string, overrides?: Readonly<Record<string, string>>): readonly string[] {
	return checkText(text, overrides).problems.map(({code, line, column, length}) => `${code} ${line}:${column}+${length}`);
}
