import {type Python, type TemplateError, wrong} from './python/values.ts';
import type {Evaluation, Scope} from './scope.ts';
import type {BlockNode, Node} from './syntax/ast.ts';

/** Where a part of a template runs. */
export type Run = Evaluation & {
	/** The names of the innermost scope, which `set` adds to. */
	readonly own: Map<string, Python>;
	/** The scope of the whole template, which is all that a block sees. */
	readonly root: Scope;
	readonly blocks: ReadonlyMap<string, BlockNode>;
	/** How deep macros, blocks and loops have called themselves. */
	readonly calls: {depth: number};
	/** Called for an error that keeps a node from running. */
	readonly fail: (error: TemplateError, node: Node, run: Run) => void;
	readonly runNodes: (nodes: readonly Node[], run: Run) => string;
};

/** The same run with a scope of its own, in the one where it is or in another. */
export function inner(run: Run, names?: ReadonlyMap<string, Python>, outer: Scope = run.scope): Run {
	const own = names ? new Map(names) : new Map<string, Python>();
	const {root, blocks, tools, calls, unknown, note, remark, fail, runNodes} = run;
	// Every round of a loop makes one, and V8 is slow in spreading objects
	return {scope: {names: own, outer}, own, root, blocks, tools, calls, unknown, note, remark, fail, runNodes};
}

/** Python's stack has room for some more. */
const deepest = 100;

/** Runs what calls itself again, up to some depth. */
export function descend<T>({calls}: Run, what: string, run: () => T): T {
	if (calls.depth >= deepest) throw wrong(`${what} calls itself more than ${deepest} times deep.`, 'Give it an {% if %} that ends it.');
	calls.depth += 1;
	try {
		return run();
	} finally {
		calls.depth -= 1;
	}
}
