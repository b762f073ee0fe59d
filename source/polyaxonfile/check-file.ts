import {inOrder, locate, type PolyaxonDocument} from './document.ts';
import {isError, isSamePath, type Problem} from './problem.ts';
import {type ReadOptions, readPolyaxonfile} from './read.ts';
import {type Rendering, renderSpecification} from './render.ts';
import type {Kind, Specification} from './specification.ts';

/** What a file means with its templates evaluated, and all that is wrong with it. */
export type CheckedFile = Partial<Omit<Rendering, 'problems'>> & {
	/** Absent when one of the problems is an error that was found before anything was evaluated. */
	readonly specification?: Specification;
	/** The kind that the file has or most likely means; absent when it is no mapping. */
	readonly kind?: Kind;
	readonly document: PolyaxonDocument;
	readonly problems: readonly Problem[];
};

/** Reads, checks and renders the text of a polyaxonfile. What is wrong in its templates is said also when other things are wrong. */
export function checkPolyaxonfile(text: string, options: ReadOptions = {}): CheckedFile {
	const {specification, kind, draft, document, problems} = readPolyaxonfile(text, options);
	if (!draft) return {kind, document, problems};
	const {problems: found, ...rendering} = renderSpecification(draft);
	const more = found.map(problem => locate(document, problem)).filter(problem => !isSaid(problem, problems));
	const all = inOrder([...problems, ...more], document);
	return specification ? {specification, kind, document, problems: all, ...rendering} : {kind, document, problems: all};
}

/** What was said of the text as it is written need not be said of the evaluated one, nor what follows from it. */
function isSaid({code, path}: Problem, said: readonly Problem[]): boolean {
	if (code === 'missing-command' && said.some(problem => isError(problem) && (problem.code === code || problem.path[0] === 'run'))) return true;
	return said.some(problem => isSamePath(problem.path, path) && (problem.code === code || isError(problem)));
}
