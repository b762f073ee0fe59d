import {inOrder, locate, type PolyaxonDocument, parsePolyaxonfile} from './document.ts';
import {isGroup, readGroup, type Tuning} from './group.ts';
import {liftBuild} from './lift-build.ts';
import {mergeDocuments} from './merge.ts';
import {parametersOf} from './parameters.ts';
import {isError, type Problem} from './problem.ts';
import {checkAny} from './rules/check.ts';
import type {Checking} from './rules/check-scalars.ts';
import {readKind} from './rules/kind.ts';
import type {Report} from './rules/rule.ts';
import {fileRule} from './rules/sections.ts';
import {checkVersion} from './rules/version.ts';
import type {Kind, Specification, Value} from './specification.ts';

/** What a text means, and everything that is wrong with it, in the order of the text. */
export type Reading = {
	/** Absent when one of the problems is an error. */
	readonly specification?: Specification;
	/** The kind that the file has or most likely means; absent when it is no mapping. */
	readonly kind?: Kind;
	/** The same in spite of errors, as far as its templates can be evaluated. */
	readonly draft?: Specification;
	readonly document: PolyaxonDocument;
	readonly problems: readonly Problem[];
};

/** How a file is read. */
export type ReadOptions = {
	/** The path that problems show. */
	readonly file?: string;
	/** `-P name=value`, as typed. */
	readonly overrides?: Readonly<Record<string, string>>;
	/** Files that are laid over it, each over those before. */
	readonly over?: ReadonlyArray<{readonly text: string; readonly file?: string}>;
};

/** Reads and checks the text of a polyaxonfile (YAML or JSON). Templates are not evaluated: `renderSpecification` does that. */
export function readPolyaxonfile(text: string, options: ReadOptions = {}): Reading {
	const over = (options.over ?? []).map(each => parsePolyaxonfile(each.text, each.file));
	const document = mergeDocuments([parsePolyaxonfile(text, options.file), ...over]);
	if (!document.values) return {document, problems: document.problems};
	const problems: Problem[] = [];
	const report: Report = problem => problems.push({severity: 'error', ...problem});
	const specification = readValues(document.values, options.overrides ?? {}, report);
	const found = problems.map(problem => (codesOfFlags.has(problem.code) ? problem : locate(document, problem)));
	const located = inOrder([...document.problems, ...found], document);
	const {kind} = specification;
	if (!located.some(isError)) return {specification, kind, draft: specification, document, problems: located};
	// Without its runs a group has names that nobody knows the values of
	return {kind, draft: kind === 'group' && !specification.group ? undefined : specification, document, problems: located};
}

/** Problems of -P, which stand nowhere in the file. */
const codesOfFlags = new Set(['unknown-declaration', 'bad-parameter']);

function readValues(written: {readonly [key: string]: Value}, overrides: Readonly<Record<string, string>>, report: Report): Specification {
	checkVersion(written, report);
	const kind = readKind(written, report);
	const values = kind === 'build' ? liftBuild(written, report) : written;
	let isRight = true;
	const checking: Report = problem => {
		isRight &&= problem.severity === 'warning';
		report(problem);
	};
	const sections: Checking['sections'] = new Map();
	const read = checkAny(fileRule(kind), values, [], {report: checking, isRendered: false, sections});
	if (kind === 'experiment' || kind === 'group' || kind === 'job') checkCommand(kind, values, report);
	const group = kind === 'group' && isRight ? readGroup((read as {readonly hptuning: Tuning}).hptuning) : undefined;
	if (group && !isGroup(group)) report(group);
	return {kind, values, parameters: parametersOf(values, overrides, report), sections, ...(group && isGroup(group) ? {group} : {})};
}

/** The platform took such files, and could not run them. */
function checkCommand(kind: string, {run = null, model}: {readonly [key: string]: Value}, report: Report): void {
	const cmd = typeof run === 'object' && run !== null && 'cmd' in run ? run.cmd : undefined;
	const isEmpty = run === null || (typeof run === 'object' && (cmd === undefined || cmd === null || cmd === '' || (Array.isArray(cmd) && cmd.length === 0)));
	if (!isEmpty) return;
	const hint = 'Write what to run: "run:", and on the next line "  cmd: python3 train.py".';
	report({
		code: 'missing-command',
		path: run === null ? [] : cmd === undefined ? ['run'] : ['run', 'cmd'],
		message: `The ${kind} has no command.`,
		hint: model === undefined ? hint : `A model in the file is run by no release from 0.5 on: describe it in your code. ${hint}`,
	});
}
