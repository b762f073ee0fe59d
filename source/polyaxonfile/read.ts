import {locate, type PolyaxonDocument, parsePolyaxonfile} from './document.ts';
import {liftBuild} from './lift-build.ts';
import {nearest} from './names.ts';
import type {Problem} from './problem.ts';
import {type Checking, check} from './rules/check.ts';
import {readKind} from './rules/kind.ts';
import type {Report} from './rules/rule.ts';
import {type FileValues, fileRule, sections} from './rules/sections.ts';
import {checkVersion} from './rules/version.ts';
import type {Kind, Specification, Value} from './specification.ts';

/** What a text means, and everything that is wrong with it, in the order of the text. */
export type Reading = {
	/** Absent when one of the problems is an error. */
	readonly specification?: Specification;
	readonly document: PolyaxonDocument;
	readonly problems: readonly Problem[];
};

/** Reads and checks the text of a polyaxonfile (YAML or JSON). `overrides` are `-P name=value`, as typed. Templates are not evaluated: `renderSpecification` does that. */
export function readPolyaxonfile(text: string, options: {file?: string; overrides?: Readonly<Record<string, string>>} = {}): Reading {
	const document = parsePolyaxonfile(text, options.file);
	if (!document.values) return {document, problems: document.problems};
	const problems: Problem[] = [];
	const report: Report = problem => problems.push({severity: 'error', ...problem});
	const specification = readValues(document.values, options.overrides ?? {}, report);
	const located = [...document.problems, ...problems.map(problem => (problem.code === 'unknown-declaration' ? problem : locate(document, problem)))].sort(
		byPlace,
	);
	return {specification: located.some(({severity}) => severity === 'error') ? undefined : specification, document, problems: located};
}

function byPlace(a: Problem, b: Problem): number {
	return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

function readValues(written: {readonly [key: string]: Value}, overrides: Readonly<Record<string, string>>, report: Report): Specification | undefined {
	checkVersion(written, report);
	const kind = readKind(written, report);
	if (!kind) return undefined;
	const values = kind === 'build' ? liftBuild(written, report) : written;
	const checking: Checking = {report, isRendered: false};
	// Keys of the file's rule are those of `sections`, and of a build, which specificationOf takes from the top.
	const read = check(fileRule(kind), values, [], checking) as FileValues | undefined;
	if (!read) return undefined;
	checkNeeded(kind, values, report);
	return specificationOf(kind, read, overridden(read.declarations ?? {}, overrides, report));
}

function checkNeeded(kind: Kind, values: {readonly [key: string]: Value}, report: Report): void {
	if (kind === 'build') return;
	const run = values.run;
	const cmd = typeof run === 'object' && run !== null && 'cmd' in run ? run.cmd : undefined;
	const isEmpty =
		run === undefined ||
		run === null ||
		(typeof run === 'object' && (cmd === undefined || cmd === null || cmd === '' || (Array.isArray(cmd) && cmd.length === 0)));
	if (isEmpty) {
		const path = run === undefined ? [] : cmd === undefined ? ['run'] : ['run', 'cmd'];
		report({
			code: 'missing-command',
			path,
			message: `The ${kind} has no command.`,
			hint: 'Write what to run: "run:", and on the next line "  cmd: python3 train.py".',
		});
	}
	if (sections.build.neededBy.some(each => each === kind) && values.build === undefined) {
		report({
			code: 'missing-build',
			path: [],
			message: `A ${kind} needs a build section.`,
			hint: 'Write "build:", and on the next line "  image: python:3.12-slim".',
		});
	}
}

function overridden(declared: Readonly<Record<string, Value>>, overrides: Readonly<Record<string, string>>, report: Report): Readonly<Record<string, Value>> {
	const result: Record<string, Value> = Object.assign(Object.create(null), declared);
	for (const [name, value] of Object.entries(overrides)) {
		if (!Object.hasOwn(declared, name)) {
			const near = nearest(name, Object.keys(declared));
			const known = Object.keys(declared).join(', ') || 'none';
			report({
				code: 'unknown-declaration',
				path: [],
				message: `-P names "${name}", which the file does not declare.`,
				hint: near ? `Did you mean ${near}?` : `Declared: ${known}.`,
			});
			continue;
		}
		result[name] = value;
	}
	return result;
}

function specificationOf(kind: Kind, read: FileValues, declarations: Readonly<Record<string, Value>>): Specification {
	const build = kind === 'build' ? read : read.build;
	const {resources, secret_refs = [], configmap_refs = []} = read.environment ?? {};
	return {
		version: 1,
		kind,
		...(read.name === undefined ? {} : {name: read.name}),
		...(read.description === undefined ? {} : {description: read.description}),
		tags: [...new Set(read.tags ?? [])],
		declarations,
		...(build ? {build: {...(build.image ? {image: build.image} : {}), build_steps: build.build_steps ?? [], env_vars: build.env_vars ?? []}} : {}),
		...(kind === 'build' || read.run?.cmd === undefined ? {} : {cmd: read.run.cmd}),
		environment: {...(resources ? {resources} : {}), secret_refs, configmap_refs},
	};
}
