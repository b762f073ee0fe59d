import {isScalar, type Node} from 'yaml';
import {convert} from './convert.ts';
import {readJson} from './json.ts';
import {pathsInFile} from './other-names.ts';
import {createPlaces, findSpot, type Place, type Spot} from './places.ts';
import {isMapping} from './print-value.ts';
import type {Problem} from './problem.ts';
import type {Value} from './specification.ts';
import type {Finding} from './yaml/finding.ts';
import {readYaml} from './yaml/read.ts';

/** The text of a polyaxonfile, what YAML makes of it, and where in the text each value stands. */
export type PolyaxonDocument = {
	/** Without a byte order mark. */
	readonly text: string;
	readonly file?: string;
	/** The keys and values at the top; undefined when the text is no YAML, or no mapping. */
	readonly values?: {readonly [key: string]: Value};
	/** What is wrong with the YAML; already located. */
	readonly problems: readonly Problem[];
	/** What the text consists of, with where it stands; nothing when it cannot be read. */
	readonly yaml: {readonly contents: Node | null};
	/** The nodes of the key and the value at a path; undefined when nothing stands there. */
	find(path: Problem['path']): Spot | undefined;
	/** Line and column of a piece of the text. */
	placeOf(offset: number, length: number): Place;
	/** The documents that this one was merged of, the first lowest; `text`, `find` and `placeOf` are those of the first. */
	readonly layers?: readonly PolyaxonDocument[];
};

/** Reads a text as the platform's own reader did: YAML 1.1, and JSON where the file is called so. Never throws: what is wrong is in `problems`. */
export function parsePolyaxonfile(text: string, file?: string): PolyaxonDocument {
	const source = text.replace(/^\ufeff/, '');
	const placeOf = createPlaces(source);
	const {root, targets, findings, broken} = file !== undefined && /\.json$/i.test(file) ? readJson(source, source !== text) : readYaml(source);
	const toProblem = ({code, severity = 'error', message, hint, ...range}: Finding): Problem => {
		const {line, column, length} = placeOf(range.offset, range.length ?? 1);
		return {code, severity, message, hint, path: [], file, line, column, length};
	};
	const converted = convert(root, targets);
	const found = broken ? [broken] : [...findings, ...converted.findings];
	const isReadable = found.every(({severity}) => severity === 'warning');
	const values = isReadable && isMapping(converted.value) ? converted.value : undefined;
	const all = isReadable && !values ? [...found, notMapping(source, converted.value)] : found;
	const problems = all.toSorted((a, b) => a.offset - b.offset).map(toProblem);
	return {text: source, file, values, problems, yaml: {contents: root}, find: path => findSpot(root, path, targets), placeOf};
}

function notMapping(source: string, value: Value | undefined): Finding {
	const hint = 'A polyaxonfile starts like this: "version: 1", and on the next line "kind: experiment".';
	if (value === null || value === undefined) return {code: 'empty-file', message: 'The file is empty.', hint, offset: 0};
	const offset = source.search(/^(?!---)[^#\s]/m);
	return {
		code: 'not-a-mapping',
		message: `The file holds ${Array.isArray(value) ? 'a list' : 'one value'}, not keys with values.`,
		hint,
		offset: Math.max(0, offset),
	};
}

/** The problem with file, line, column and length, and its path as the file has it. A path that the file lacks is placed at its nearest parent. */
export function locate(document: PolyaxonDocument, problem: Problem): Problem {
	if (document.layers) return locate(layerOf(document.layers, problem.path) ?? document.layers[0]!, problem);
	const {offset, ...rest} = problem;
	const {path, spot, isExact} = nearestSpot(document, problem.path);
	const [from, to] = rangeOf(spot, isExact && !markedAtKey.has(problem.code));
	const part = isExact && offset !== undefined && problem.length !== undefined ? partOf(document, spot, [from, to], offset, problem.length) : undefined;
	const {line, column, length} = document.placeOf(part?.[0] ?? from, part ? part[1] - part[0] : to - from);
	return {...rest, path: isExact ? path : problem.path, file: document.file, line, column, length};
}

/** Problems in the order of the text, or of the texts that are laid over each other. */
export function inOrder(problems: readonly Problem[], document: PolyaxonDocument): readonly Problem[] {
	const files = (document.layers ?? [document]).map(({file}) => file);
	return problems.toSorted((a, b) => files.indexOf(a.file) - files.indexOf(b.file) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
}

/** Problems that are about a key rather than its value, or about what is missing under it. */
const markedAtKey = new Set([
	'unknown-key',
	'v11-key',
	'not-in-kind',
	'not-used-here',
	'both-names',
	'older-shape',
	'missing-command',
	'missing-key',
	'several-options',
	'several-algorithms',
	'several-frameworks',
	'not-in-algorithm',
	'not-in-framework',
	'missing-image',
	'several-images',
	'bad-declaration-name',
]);

/** The topmost document that has something at a path, or at its nearest parent. */
function layerOf(layers: readonly PolyaxonDocument[], wanted: Problem['path']): PolyaxonDocument | undefined {
	const found = layers.findLast(layer => pathsInFile(wanted, layer.values).some(path => layer.find(path) !== undefined));
	return found ?? (wanted.length === 0 ? undefined : layerOf(layers, wanted.slice(0, -1)));
}

function nearestSpot(document: PolyaxonDocument, wanted: Problem['path']): {path: Problem['path']; spot?: Spot; isExact: boolean} {
	for (const path of pathsInFile(wanted, document.values)) {
		const spot = document.find(path);
		if (spot) return {path, spot, isExact: true};
	}
	const parent = wanted.slice(0, -1);
	return wanted.length === 0 ? {path: wanted, isExact: false} : {...nearestSpot(document, parent), isExact: false};
}

function rangeOf(spot: Spot | undefined, isAtValue: boolean): readonly [number, number] {
	const value = spot?.value?.range;
	const key = spot?.key?.range;
	const isEmpty = !value || value[1] <= value[0];
	const range = (isAtValue && !isEmpty) || !key ? value : key;
	return range ? [range[0], range[1]] : [0, 1];
}

/** Where a part of a text value stands in the file: its first line, found again in the source, which may have quotes, escapes and indentation of its own. */
function partOf(
	document: PolyaxonDocument,
	spot: Spot | undefined,
	[from, to]: readonly [number, number],
	offset: number,
	length: number,
): readonly [number, number] | undefined {
	const text = isScalar(spot?.value) && typeof spot.value.value === 'string' ? spot.value.value : undefined;
	const part = text?.slice(offset, offset + length).split('\n')[0];
	if (!text || !part) return undefined;
	const source = document.text.slice(from, to);
	let at = source.indexOf(part);
	for (let before = text.indexOf(part); before >= 0 && before < offset && at >= 0; before = text.indexOf(part, before + 1)) at = source.indexOf(part, at + 1);
	return at < 0 ? undefined : [from + at, from + at + part.length];
}
