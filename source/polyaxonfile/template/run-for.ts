import {assign} from './assign.ts';
import {evaluate} from './evaluate.ts';
import {createLoop} from './loop.ts';
import {placed} from './place-error.ts';
import {itemsOf} from './python/items.ts';
import {bind} from './python/tools.ts';
import {isMissing, type Parameters, type Python, truthOf, wrong} from './python/values.ts';
import {descend, inner, type Run} from './run.ts';
import type {ForNode} from './syntax/ast.ts';

/** What a loop prints. */
export function runFor(node: ForNode, run: Run): string {
	const source = evaluate(node.of, run);
	if (isMissing(source)) run.note(source);
	return runOver(node, source, run, 0);
}

function runOver(node: ForNode, source: Python, run: Run, depth: number): string {
	const all = placed(node.of, () => itemsOf(source, run.tools));
	const items = node.test ? all.filter(item => passes(node, item, run)) : [...all];
	if (items.length === 0) return run.runNodes(node.otherwise, inner(run));
	const loop = createLoop(items, depth, parameters => recurse(node, parameters, run, depth), run.tools);
	let text = '';
	for (const [index, item] of items.entries()) {
		run.tools.spend(1);
		const body = inner(run);
		body.own.set('loop', loop(index));
		assign(node.target, item, body);
		text += run.runNodes(node.body, body);
	}
	return text;
}

function passes(node: ForNode, item: Python, run: Run): boolean {
	if (!node.test) return true;
	const body = inner(run);
	assign(node.target, item, body);
	return truthOf(evaluate(node.test, body));
}

function recurse(node: ForNode, parameters: Parameters, run: Run, depth: number): Python {
	if (!node.isRecursive) throw wrong('This loop cannot be called.', 'Write "recursive" at the end of its {% for … %}.');
	const [items = null] = bind('loop()', ['items'], parameters, true);
	return descend(run, 'The loop', () => runOver(node, items, run, depth + 1));
}
