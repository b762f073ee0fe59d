import {callFilter, callTest} from './apply.ts';
import {assign} from './assign.ts';
import {copyNames} from './copy-names.ts';
import {evaluate} from './evaluate.ts';
import {createFindings, type Findings, type Found} from './findings.ts';
import {createGlobals} from './globals.ts';
import {createMacro, createSelf, runBlock, runCallBlock} from './macro.ts';
import {placed} from './place-error.ts';
import {missingOf} from './python/missing.ts';
import {printPython} from './python/print.ts';
import type {Spend, Tools} from './python/tools.ts';
import {isMissing, type Missing, type Python, TemplateError, textIn, truthOf, typeName} from './python/values.ts';
import {inner, type Run} from './run.ts';
import {runFor} from './run-for.ts';
import {valueIn} from './scope.ts';
import type {Expression, Node} from './syntax/ast.ts';
import {namesIn, namesInNodes} from './syntax/names-in.ts';
import type {Parsed} from './syntax/parse-template.ts';
import {blockText} from './syntax/statement.ts';

/** What a template prints, and what was found in it. With an error the text is not what Jinja2 gives. */
export type Output = Found & {readonly text: string};

/** Thrown to begin anew with copies of the names, which a template is about to change. */
class ChangeError extends Error {}

/** Runs a parsed template over names, also when parts of it are wrong. `spend` counts its work. */
export function runTemplate(parsed: Parsed, names: ReadonlyMap<string, Python>, spend: Spend): Output {
	try {
		return runOnce(parsed, names, spend, () => {
			throw new ChangeError();
		});
	} catch (error) {
		if (!(error instanceof ChangeError)) throw error;
		const copies = new Set<Python>();
		return runOnce(parsed, copyNames(names, copies, spend), spend, value => copies.has(value));
	}
}

function runOnce({nodes, blocks, errors}: Parsed, names: ReadonlyMap<string, Python>, spend: Spend, beforeChange: Tools['beforeChange']): Output {
	const findings = createFindings(errors);
	const tools: Tools = {
		spend,
		beforeChange,
		missing: (message, hint) => ({type: 'missing', message, hint, start: 0, end: -1}),
		callFilter: (name, value, parameters) => callFilter(name, value, parameters, tools),
		callTest: (name, value, parameters) => callTest(name, value, parameters, tools),
	};
	let globals: ReadonlyMap<string, Python> | undefined;
	const own = new Map<string, Python>();
	const root = {names: own, outer: {names}};
	const run: Run = {
		scope: root,
		own,
		root,
		blocks,
		tools,
		calls: {depth: 0},
		unknown: (name, place) => {
			globals ??= new Map([...createGlobals(tools), ['self', createSelf(run)]]);
			return globals.get(name) ?? missingOf(name, place);
		},
		note: findings.note,
		remark: findings.remark,
		fail: (error, node, at) => {
			findings.fail(error);
			noteNames(node, at);
		},
		runNodes,
	};
	return {text: runWhole(nodes, run, findings), ...findings.all()};
}

function runWhole(nodes: readonly Node[], run: Run, findings: Findings): string {
	try {
		return runNodes(nodes, run);
	} catch (error) {
		if (!(error instanceof TemplateError) || error.reach !== 'final') throw error;
		findings.fail(error);
		return '';
	}
}

/** The undeclared names in what did not run because of an error. */
function noteNames(node: Node, {scope, unknown, note}: Run): void {
	const names = node.type === 'print' || node.type === 'set' ? namesIn(node.value) : namesInNodes([node]);
	for (const place of names) {
		const value = place.isAsked || valueIn(scope, place.name) !== undefined ? null : unknown(place.name, place);
		if (isMissing(value)) note(value);
	}
}

function runNodes(nodes: readonly Node[], run: Run): string {
	let text = '';
	for (const node of nodes) {
		const part = runNode(node, run);
		run.tools.spend(1 + part.length / 100);
		text += part;
	}
	return text;
}

/** What a node prints. One that fails prints nothing, and what it should have given a value counts as wrong from there on. */
function runNode(node: Node, run: Run): string {
	try {
		return runInner(node, run);
	} catch (error) {
		if (!(error instanceof TemplateError) || error.reach === 'final') throw error;
		run.fail(error, node, run);
		if (node.type === 'set' || node.type === 'set-block') giveUp(namesIn(node.target), run);
		return '';
	}
}

function giveUp(names: ReadonlyArray<{readonly name: string}>, {own}: Run): void {
	const nothing: Missing = {type: 'missing', message: '', isFollowing: true, start: 0, end: 0};
	for (const {name} of names) own.set(name, nothing);
}

function runInner(node: Node, run: Run): string {
	switch (node.type) {
		case 'text':
			return node.text;
		case 'print':
			return printed(evaluate(node.value, run), node.value, run);
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
			assign(node.target, node.filter ? filtered(node.filter, text, run) : text, run);
			return '';
		}
		case 'filter-block':
			return textFrom(filtered(node.filter, runNodes(node.body, inner(run)), run), node.filter);
		case 'with': {
			const body = inner(run);
			for (const [target, value] of node.values) assign(target, evaluate(value, run), body);
			return runNodes(node.body, body);
		}
		case 'macro':
			if (node.name !== undefined) run.own.set(node.name, createMacro(node, run));
			return '';
		case 'call-block':
			return textFrom(runCallBlock(node.call, node.caller, run), node.call);
		case 'block':
			return runBlock(node, run);
		case 'broken':
			giveUp(
				node.own.map(name => ({name})),
				run,
			);
			return printPython(evaluate(node.expression, run));
	}
}

function printed(value: Python, place: Expression, run: Run): string {
	if (isMissing(value)) run.note(value);
	return placed(place, () => printPython(value, run.tools.spend));
}

/** What a block prints must be text, where an expression may be anything. */
function textFrom(value: Python, {start, end}: Expression): string {
	const text = textIn(value);
	if (text !== undefined) return text;
	throw new TemplateError(`The block gives ${typeName(value)}, and only text can be printed so.`, start, end, 'Write {{ … }} with the value instead.');
}

function filtered(filter: Expression, text: string, run: Run): Python {
	return evaluate(filter, inner(run, new Map([[blockText, text]])));
}
