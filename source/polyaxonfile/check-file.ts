import {locate, type PolyaxonDocument} from './document.ts';
import type {Problem} from './problem.ts';
import {type ReadOptions, readPolyaxonfile} from './read.ts';
import {type Rendering, renderSpecification} from './render.ts';
import type {Specification} from './specification.ts';

/** What a file means with its templates evaluated, and all that is wrong with it. */
export type CheckedFile = Partial<Omit<Rendering, 'problems'>> & {
	/** Absent when one of the problems is an error that was found before anything was evaluated. */
	readonly specification?: Specification;
	readonly document: PolyaxonDocument;
	readonly problems: readonly Problem[];
};

/** Reads, checks and renders the text of a polyaxonfile. Nothing is rendered when a problem of the text itself is an error. */
export function checkPolyaxonfile(text: string, options: ReadOptions = {}): CheckedFile {
	const {specification, document, problems} = readPolyaxonfile(text, options);
	if (!specification) return {document, problems};
	const {problems: found, ...rendering} = renderSpecification(specification);
	// What was said of the text as it is written need not be said of the evaluated one
	const said = new Set(problems.map(keyOf));
	const all = [...problems, ...found.filter(problem => !said.has(keyOf(problem))).map(problem => locate(document, problem))];
	return {specification, document, problems: all, ...rendering};
}

function keyOf({code, path}: Problem): string {
	return JSON.stringify([code, path]);
}
