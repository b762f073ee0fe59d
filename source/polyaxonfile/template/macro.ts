import {callValue} from './apply.ts';
import {evaluate, parametersOf} from './evaluate.ts';
import {placed} from './place-error.ts';
import {dict} from './python/equality.ts';
import {type Missing, type Parameters, type Python, type Space, tuple, wrong} from './python/values.ts';
import {descend, inner, type Run} from './run.ts';
import type {BlockNode, Expression, MacroNode, NameAt} from './syntax/ast.ts';
import {namesInNodes} from './syntax/names-in.ts';

/** A macro becomes a value: what is called runs its body, in the scope where it stands. */
export function createMacro(node: MacroNode, run: Run): Space {
	const used = new Set(namesInNodes(node.body).map(({name}: NameAt) => name));
	const attributes = new Map<string, Python>([
		['name', node.name ?? null],
		['arguments', tuple(node.parameters.map(({name}) => name))],
		['catch_kwargs', used.has('kwargs')],
		['catch_varargs', used.has('varargs')],
		['caller', used.has('caller')],
	]);
	const name = node.name ?? 'caller';
	return {
		type: 'space',
		name,
		attributes,
		repr: () => `<Macro ${node.name === undefined ? 'anonymous' : `'${node.name}'`}>`,
		call: parameters => descend(run, `"${name}"`, () => runBody(node, used, parameters, run)),
	};
}

function runBody(node: MacroNode, used: ReadonlySet<string>, parameters: Parameters, run: Run): string {
	const body = inner(run);
	const rest = new Map(parameters.named);
	const given = node.parameters.map((parameter, index) => {
		const value = index < parameters.positional.length ? parameters.positional[index] : rest.get(parameter.name);
		if (index >= parameters.positional.length) rest.delete(parameter.name);
		return value;
	});
	if (used.has('caller') && !node.parameters.some(({name}) => name === 'caller')) {
		const caller = rest.get('caller');
		body.own.set('caller', caller === undefined || caller === null ? notGiven('caller', 'No block calls this macro') : caller);
		rest.delete('caller');
	}
	if (used.has('kwargs')) body.own.set('kwargs', dict(rest));
	else refuseNames(node, rest);
	const more = parameters.positional.slice(node.parameters.length);
	if (used.has('varargs')) body.own.set('varargs', tuple(more));
	else if (more.length > 0)
		throw wrong(`"${node.name ?? 'caller'}" takes at most ${node.parameters.length} values, not ${parameters.positional.length}.`, takes(node));
	for (const [index, {name, otherwise}] of node.parameters.entries()) body.own.set(name, parameterValue(given[index], name, otherwise, body));
	return run.runNodes(node.body, body);
}

function parameterValue(value: Python | undefined, name: string, otherwise: Expression | undefined, body: Run): Python {
	if (value !== undefined) return value;
	return otherwise ? evaluate(otherwise, body) : notGiven(name, `The parameter "${name}" is not given`);
}

function refuseNames(node: MacroNode, named: ReadonlyMap<string, Python>): void {
	for (const name of named.keys()) throw wrong(`"${node.name ?? 'caller'}" has no parameter "${name}".`, takes(node));
}

const takes = ({parameters}: MacroNode) =>
	parameters.length === 0 ? 'Write nothing between its brackets.' : `It takes: ${parameters.map(({name}) => name).join(', ')}.`;

function notGiven(name: string, message: string): Missing {
	return {type: 'missing', name, message, hint: 'Give it a value where it is called.', start: 0, end: -1};
}

/** What `{% call %}` prints: the macro, which can call the block. */
export function runCallBlock(call: Expression, caller: MacroNode, run: Run): Python {
	if (call.type !== 'call') return '';
	const of = evaluate(call.of, run);
	const {positional, named} = parametersOf(call.call, run);
	const block = createMacro(caller, run);
	return placed(call, () => callValue(of, {positional, named: new Map([...named, ['caller', block]])}));
}

/** What a block prints. It sees the names of the whole template, and not those of a loop around it. */
export function runBlock(node: BlockNode, run: Run): string {
	return descend(run, `The block "${node.name}"`, () => run.runNodes(node.body, inner(run, undefined, node.isScoped ? run.scope : run.root)));
}

/** `self`: the blocks of the template, to be called. */
export function createSelf(run: Run): Space {
	const attributes = new Map<string, Python>(
		[...run.blocks].map(([name, node]) => [name, {type: 'function', name: `self.${name}`, call: () => runBlock({...node, isScoped: false}, run)}]),
	);
	return {type: 'space', name: 'self', attributes, repr: () => '<TemplateReference None>'};
}
