import {locate} from '../polyaxonfile/document.ts';
import type {Problem} from '../polyaxonfile/problem.ts';
import {readPolyaxonfile} from '../polyaxonfile/read.ts';
import {renderSpecification} from '../polyaxonfile/render.ts';
import type {RenderedSpecification, Specification} from '../polyaxonfile/specification.ts';

/** What a text means with its templates evaluated, and all that is wrong with it. Nothing is rendered when one problem is an error. */
export function readAndRender(
	text: string,
	file: string,
	overrides: Readonly<Record<string, string>>,
): {specification?: Specification; rendered?: RenderedSpecification; problems: readonly Problem[]} {
	const {specification, document, problems} = readPolyaxonfile(text, {file, overrides});
	if (!specification) return {problems};
	const {rendered, problems: found} = renderSpecification(specification);
	const all = [...problems, ...found.map(problem => ({file, ...locate(document, problem)}))];
	return {specification, rendered: all.some(isError) ? undefined : rendered, problems: all};
}

/** Whether a problem keeps the file from being used. */
export function isError(problem: Problem): boolean {
	return problem.severity === 'error';
}
