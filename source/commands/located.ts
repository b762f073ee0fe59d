import {locate, type PolyaxonDocument} from '../polyaxonfile/document.ts';
import type {Problem} from '../polyaxonfile/problem.ts';

/** What else has a path, such as a flag or an entry of the settings, stands in no polyaxonfile. */
const sections = new Set<string | number | undefined>(['build', 'environment', 'run', 'kind']);

/** Problems with their line and column, where they are about a section of the file and have none yet. */
export function located(problems: readonly Problem[], document: PolyaxonDocument): readonly Problem[] {
	const isOfFile = ({path, file, line}: Problem) => line === undefined && file === undefined && sections.has(path[0]);
	return problems.map(problem => (isOfFile(problem) ? locate(document, problem) : problem));
}
