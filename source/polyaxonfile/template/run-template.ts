import type {Expression, Node} from './ast.ts';
import {callFilter, callTest, type Evaluation, evaluate, type Scope} from './evaluate.ts';
import {createGlobals} from './globals.ts';
import {itemsOf} from './items.ts';
import {createLoop} from './loop.ts';
import {blockText} from './parse-template.ts';
import {printPython} from './print.ts';
import type {Tools} from './tools.ts';
import {isMissing, isSpace, type Missing, type Python, TemplateError, truthOf} from './values.ts';

/** What a template prints, and the names without a value that it printed as nothing. */
export type Output = {readonly text: string; readonly missing: readonly Missing[]};

/** Runs a parsed template over names. `spend` counts its work. */
export function runTemplate(nodes: readonly Node[], names: ReadonlyMap<string, Python>, spend: Tools['spend']): Output {
	const missing: Missing[] = [];
	const tools: Tools = {
		spend,
		missing: message => ({type: 'missing', message, start: 0, end: -1}),
		callFilter: (name, value, parameters) => callFilter(name, value, parameters, tools),
		callTest: (name, value, parameters) => callTest(name, value, parameters, tools),
	};
	const unknown = (name: string, {start, end}: Expression): Missing => ({type: 'missing', name, message: `"${name}" is not declared.`, start, end});
	const scope: Scope = {names: new Map(), outer: {names: new Map(names), outer: {names: new Map(createGlobals(tools))}}};
	const text = runNodes(nodes, {scope, tools, unknown, missing});
	return {text, missing};
}

type Run = Evaluation & {readonly missing: Missing[]};

function runNodes(nodes: readonly Node[], run: Run): string {
	let text = '';
	for (const node of nodes) {
		const part = runNode(node, run);
		run.tools.spend(1 + part.length / 100);
		text += part;
	}
	return text;
}

function runNode(node: Node, run: Run): string {
	switch (node.type) {
		case 'text':
			return node.text;
		case 'print': {
			const value = evaluate(node.value, run);
			if (isMissing(value)) run.missing.push(value);
			return printPython(value);
		}
		case 'if': {
			const branch = node.branches.find(({test}) => truthOf(evaluate(test, run)));
			return runNodes(branch ? branch.body : node.otherwise, run);
		}
		case 'for':
			return runFor(node, run);
		case 'set':
			assign(node.target, evaluate(node.value, run), run);
			return '';
		case 'set-block': {
			const text = runNodes(node.body, inner(run));
			run.scope.names.set(node.name, node.filter ? filtered(node.filter, text, run) : text);
			return '';
		}
		case 'filter-block':
			return printPython(filtered(node.filter, runNodes(node.body, inner(run)), run));
		case 'with': {
			const body = inner(run);
			for (const [target, value] of node.values) assign(target, evaluate(value, run), body);
			return runNodes(node.body, body);
		}
	}
}

function inner(run: Run): Run {
	return {...run, scope: {names: new Map(), outer: run.scope}};
}

function filtered(filter: Expression, text: string, run: Run): Python {
	const body = inner(run);
	body.scope.names.set(blockText, text);
	return evaluate(filter, body);
}

function runFor(node: Extract<Node, {type: 'for'}>, run: Run): string {
	const source = evaluate(node.of, run);
	if (isMissing(source)) run.missing.push(source);
	const items = itemsOf(source, run.tools).filter(item => {
		if (!node.test) return true;
		const body = inner(run);
		assign(node.target, item, body);
		return truthOf(evaluate(node.test, body));
	});
	if (items.length === 0) return runNodes(node.otherwise, inner(run));
	const loop = createLoop(items);
	let text = '';
	for (const [index, item] of items.entries()) {
		const body = inner(run);
		body.scope.names.set('loop', loop(index));
		assign(node.target, item, body);
		text += runNodes(node.body, body);
	}
	return text;
}

function assign(target: Expression, value: Python, run: Run): void {
	if (target.type === 'name') {
		run.scope.names.set(target.name, value);
		return;
	}
	if (target.type === 'attribute') {
		const space = evaluate(target.of, run);
		if (!isSpace(space) || space.name !== 'namespace') throw new TemplateError('Only a namespace() has names that can be set.', target.start, target.end);
		space.attributes.set(target.name, value);
		return;
	}
	if (target.type !== 'tuple') throw new TemplateError('Only a name can be given a value.', target.start, target.end);
	const items = itemsOf(value, run.tools);
	if (items.length !== target.items.length)
		throw new TemplateError(`There are ${items.length} values for ${target.items.length} names.`, target.start, target.end);
	for (const [index, name] of target.items.entries()) assign(name, items[index] ?? null, run);
}
