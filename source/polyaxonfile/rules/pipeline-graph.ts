import {nearest} from '../names.ts';
import {checkParameters, type Declared, declaredIn} from '../parameters.ts';
import {isList, isMapping} from '../print-value.ts';
import type {Problem} from '../problem.ts';
import type {Value} from '../specification.ts';
import type {Report} from './rule.ts';

type Values = {readonly [key: string]: Value};
type Op = {readonly name: string; readonly values: Values; readonly path: Problem['path']; readonly before: ReadonlyMap<string, Problem['path']>};

/** What must hold between the ops and templates of a pipeline: names that exist, once each, no circle, and the inputs of each template. */
export function checkGraph(values: Values, _: Problem['path'], report: Report): void {
	const templates = namedIn(values.templates, 'templates', report);
	const named = namedIn(values.ops, 'ops', report);
	if (templates.size === 0)
		report({
			code: 'missing-key',
			path: ['templates'],
			message: 'The pipeline has no templates, so its ops have nothing to run.',
			hint: 'Write them under "templates:".',
		});
	if (named.size === 0) report({code: 'missing-key', path: ['ops'], message: 'The pipeline has no ops.', hint: 'Write them under "ops:".'});
	if (templates.size === 0 || named.size === 0) return;
	const ops = [...named].map(([name, {values: op, path}]) => ({name, values: op, path, before: upstreamOf(op, path)}));
	for (const op of ops) checkOp(op, ops, templates, report);
	checkCircle(ops, report);
}

type Named = {readonly values: Values; readonly path: Problem['path']};

function namedIn(section: Value | undefined, at: string, report: Report): ReadonlyMap<string, Named> {
	const found = new Map<string, Named>();
	if (!isList(section ?? null)) return found;
	for (const [index, values] of (section as readonly Value[]).entries()) {
		if (!isMapping(values)) continue;
		const path = [at, index];
		const {name} = values;
		if (typeof name !== 'string') report({code: 'missing-key', path, message: `This entry of ${at} has no name.`, hint: 'Write one: "name: …".'});
		else if (found.has(name))
			report({code: 'duplicate-name', path: [...path, 'name'], message: `Another entry of ${at} is called ${name} too.`, hint: 'Give it another name.'});
		else found.set(name, {values, path});
	}
	return found;
}

/** The ops that come before an op, by `dependencies` or because a parameter names what they give, and where that is said. */
function upstreamOf(op: Values, path: Problem['path']): ReadonlyMap<string, Problem['path']> {
	const before = new Map<string, Problem['path']>();
	const {dependencies = null, params = null} = op;
	if (isList(dependencies))
		for (const [index, name] of dependencies.entries()) if (typeof name === 'string') before.set(name, [...path, 'dependencies', index]);
	for (const [name, value] of Object.entries(isMapping(params) ? params : {})) {
		const [entity, other] = typeof value === 'string' ? (/\{\{\s*(\S*)\s*\}\}/.exec(value)?.[1] ?? '').split('.') : [];
		if (entity === 'ops' && other !== undefined) before.set(other, [...path, 'params', name]);
	}
	return before;
}

function checkOp(op: Op, ops: readonly Op[], templates: ReadonlyMap<string, Named>, report: Report): void {
	for (const [name, path] of op.before) {
		if (ops.some(each => each.name === name)) continue;
		const near = nearest(
			name,
			ops.map(each => each.name),
		);
		report({
			code: 'unknown-op',
			path,
			message: `There is no op "${name}".`,
			hint: near ? `Did you mean ${near}?` : `The ops are: ${ops.map(each => each.name).join(', ')}.`,
		});
	}
	const name = isMapping(op.values.template) ? op.values.template.name : undefined;
	const template = typeof name === 'string' ? templates.get(name) : undefined;
	if (!template) {
		const near = typeof name === 'string' ? nearest(name, templates.keys()) : undefined;
		report({
			code: 'unknown-template',
			path: typeof name === 'string' ? [...op.path, 'template', 'name'] : op.path,
			message: typeof name === 'string' ? `There is no template "${name}".` : `The op ${op.name} names no template of this file.`,
			hint: near ? `Did you mean ${near}?` : `The templates are: ${[...templates.keys()].join(', ')}.`,
		});
		return;
	}
	const given = isMapping(op.values.params) ? op.values.params : {};
	checkParameters(declarationsOf(template), given, {
		at: [...op.path, 'params'],
		report,
		reference: (parts, declared) => referenceProblem(parts, declared, ops, templates),
	});
}

function declarationsOf({values}: Named): {readonly inputs: readonly Declared[]; readonly outputs: readonly Declared[]} {
	return {inputs: declaredIn(values, 'inputs'), outputs: declaredIn(values, 'outputs')};
}

function referenceProblem(parts: readonly string[], declared: Declared, ops: readonly Op[], templates: ReadonlyMap<string, Named>) {
	const [entity, name, section, output] = parts;
	if (entity !== 'ops') return undefined;
	const template = ops.find(each => each.name === name)?.values.template;
	const from = isMapping(template) && typeof template.name === 'string' ? templates.get(template.name) : undefined;
	const found = from && section === 'outputs' ? declarationsOf(from).outputs.find(each => each.name === output) : undefined;
	if (!found) return {message: `The op ${name} has no output "${output ?? ''}".`, hint: 'Name an output that its template declares.'};
	if (found.type === declared.type) return undefined;
	return {
		message: `The input ${declared.name} is of type ${declared.type ?? 'none'}, and that output of type ${found.type ?? 'none'}.`,
		hint: 'Give both the same type.',
	};
}

function checkCircle(ops: readonly Op[], report: Report): void {
	const left = new Map(ops.map(op => [op.name, op]));
	for (let ready = readyOf(left); ready.length > 0; ready = readyOf(left)) for (const {name} of ready) left.delete(name);
	const [first] = left.values();
	if (first)
		report({
			code: 'circle',
			path: first.path,
			message: `The ops ${[...left.keys()].join(', ')} wait for each other.`,
			hint: 'Take one of their dependencies away.',
		});
}

function readyOf(left: ReadonlyMap<string, Op>): readonly Op[] {
	return [...left.values()].filter(op => [...op.before.keys()].every(name => !left.has(name)));
}
