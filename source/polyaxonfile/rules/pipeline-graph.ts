import {meantHint} from '../names.ts';
import {checkParameters, type Declared, declaredIn} from '../parameters.ts';
import {isList, isMapping} from '../print-value.ts';
import type {Problem} from '../problem.ts';
import type {Value} from '../specification.ts';
import {type Chained, circleIn} from './circle.ts';
import type {CrossCheck, ReadSection, Report} from './rule.ts';

type Values = {readonly [key: string]: Value};
type Named = {readonly values: Values; readonly path: Problem['path']};
type Op = Named & Chained & {readonly before: ReadonlyMap<string, Problem['path']>};
/** The entries of a list that have names; `isWhole` when all of them have. */
type Names<T> = {readonly all: ReadonlyMap<string, T>; readonly isWhole: boolean};
type Graph = {readonly ops: Names<Op>; readonly templates: Names<Named>; readonly report: Report; readonly near: Near};
/** What to do about a name that is not there. */
type Near = (name: string, known: Iterable<string>, what: string) => string;

/** What must hold between the ops and templates of a pipeline: names that exist, once each, no circle, and the inputs of each template. Wrong entries are left out. */
export const graphCheck: CrossCheck = {reads: [], check: checkGraph};

function checkGraph({written, report}: ReadSection): void {
	const templates = namedIn(written.templates, 'templates', report);
	const named = namedIn(written.ops, 'ops', report);
	if (templates.all.size === 0 || named.all.size === 0) return;
	const all = new Map([...named.all].map(([name, entry]) => [name, {...entry, name, before: upstreamOf(entry)}] as const));
	const graph: Graph = {ops: {all, isWhole: named.isWhole}, templates, report, near: createNear()};
	for (const op of all.values()) checkOp(op, graph);
	const circle = circleIn(all);
	if (circle.length > 0)
		report({
			code: 'circle',
			path: circle[0]!.path,
			message: circle.length === 1 ? `The op ${circle[0]!.name} waits for itself.` : `The ops ${namesOf(circle)} wait for each other.`,
			hint: 'Take one of their dependencies away.',
		});
}

function namesOf(ops: readonly Op[]): string {
	const shown = ops.slice(0, 8).map(({name}) => name);
	return ops.length > shown.length ? `${shown.join(', ')} and ${ops.length - shown.length} more` : shown.join(', ');
}

function namedIn(section: Value | undefined, at: string, report: Report): Names<Named> {
	const all = new Map<string, Named>();
	let isWhole = true;
	for (const [index, values] of (isList(section ?? null) ? (section as readonly Value[]) : []).entries()) {
		const name = isMapping(values) ? values.name : null;
		const path = [at, index];
		if (typeof name === 'string' && isMapping(values)) {
			if (all.has(name))
				report({code: 'duplicate-name', path: [...path, 'name'], message: `Another entry of ${at} is called ${name} too.`, hint: 'Give it another name.'});
			else all.set(name, {values, path});
			continue;
		}
		isWhole = false;
	}
	return {all, isWhole};
}

/** The ops that come before an op, by `dependencies` or because a parameter names what they give, and where that is said. */
function upstreamOf({values, path}: Named): ReadonlyMap<string, Problem['path']> {
	const before = new Map<string, Problem['path']>();
	const {dependencies = null, params = null} = values;
	if (isList(dependencies))
		for (const [index, name] of dependencies.entries()) if (typeof name === 'string') before.set(name, [...path, 'dependencies', index]);
	for (const [name, value] of Object.entries(isMapping(params) ? params : {})) {
		const [entity, other] = typeof value === 'string' ? (/\{\{\s*(\S*)\s*\}\}/.exec(value)?.[1] ?? '').split('.') : [];
		if (entity === 'ops' && other !== undefined) before.set(other, [...path, 'params', name]);
	}
	return before;
}

function checkOp(op: Op, graph: Graph): void {
	const {ops, templates, report, near} = graph;
	for (const [name, path] of op.before) {
		if (!ops.all.has(name) && ops.isWhole) report({code: 'unknown-op', path, message: `There is no op "${name}".`, hint: near(name, ops.all.keys(), 'ops')});
	}
	const {template: reference} = op.values;
	const name = isMapping(reference) ? reference.name : undefined;
	const template = typeof name === 'string' ? templates.all.get(name) : undefined;
	if (template) {
		const given = isMapping(op.values.params) ? op.values.params : {};
		const referenced = (parts: readonly string[], declared: Declared) => referenceProblem(parts, declared, graph);
		checkParameters(declarationsOf(template), given, {at: [...op.path, 'params'], report, reference: referenced});
	} else if (typeof name === 'string' && templates.isWhole)
		report({
			code: 'unknown-template',
			path: [...op.path, 'template', 'name'],
			message: `There is no template "${name}".`,
			hint: near(name, templates.all.keys(), 'templates'),
		});
	else if (reference === undefined || reference === null || (isMapping(reference) && name === undefined))
		report({
			code: 'unknown-template',
			path: op.path,
			message: `The op ${op.name} names no template of this file.`,
			hint: `Write "template: {name: …}". The templates are: ${[...templates.all.keys()].slice(0, 8).join(', ')}.`,
		});
}

function declarationsOf({values}: Named): {readonly inputs: readonly Declared[]; readonly outputs: readonly Declared[]} {
	return {inputs: declaredIn(values, 'inputs'), outputs: declaredIn(values, 'outputs')};
}

function referenceProblem(parts: readonly string[], declared: Declared, {ops, templates}: Graph) {
	const [entity, name = '', section, output] = parts;
	if (entity !== 'ops') return undefined;
	const template = ops.all.get(name)?.values.template;
	const from = isMapping(template) && typeof template.name === 'string' ? templates.all.get(template.name) : undefined;
	const found = from && section === 'outputs' ? declarationsOf(from).outputs.find(each => each.name === output) : undefined;
	if (!found) return {message: `The op ${name} has no output "${output ?? ''}".`, hint: 'Name an output that its template declares.'};
	if (found.type === declared.type) return undefined;
	return {
		message: `The input ${declared.name} is of type ${declared.type ?? 'none'}, and that output of type ${found.type ?? 'none'}.`,
		hint: 'Give both the same type.',
	};
}

/** The nearest names for the first unknown ones: each takes a look at all names. */
function createNear(): Near {
	let left = 100;
	return (name, known, what) => (left-- > 0 ? meantHint(name, [...known], words => `The ${what} are: ${words}.`) : `Name one of the ${what}.`);
}
