import type {Call, Expression, NameAt, Node} from './ast.ts';

/** The names that an expression takes a value from; `isAsked` marks those that it only asks for (`is defined`, `default`). */
export function namesIn(expression: Expression | undefined): readonly NameAt[] {
	if (!expression) return [];
	const {start, end} = expression;
	switch (expression.type) {
		case 'name':
			return [{name: expression.name, start, end}];
		case 'list':
		case 'tuple':
		case 'join':
			return expression.items.flatMap(namesIn);
		case 'dict':
			return expression.pairs.flat().flatMap(namesIn);
		case 'attribute':
		case 'not':
		case 'minus':
		case 'plus':
			return namesIn(expression.of);
		case 'item':
			return [...namesIn(expression.of), ...namesIn(expression.key)];
		case 'slice':
			return [expression.from, expression.to, expression.step].flatMap(namesIn);
		case 'call':
			return [...namesIn(expression.of), ...namesInCall(expression.call)];
		case 'filter':
		case 'test':
			return [...askedIn(expression.of, expression.name), ...namesInCall(expression.call)];
		case 'binary':
		case 'and':
		case 'or':
			return [...namesIn(expression.left), ...namesIn(expression.right)];
		case 'compare':
			return [...namesIn(expression.first), ...expression.rest.flatMap(([, operand]) => namesIn(operand))];
		case 'choice':
			return [expression.yes, expression.test, expression.no].flatMap(namesIn);
		case 'broken':
			return expression.names;
		case 'constant':
			return [];
	}
}

function askedIn(of: Expression, word: string): readonly NameAt[] {
	const isAsked = of.type === 'name' && ['default', 'd', 'defined', 'undefined'].includes(word);
	return isAsked ? namesIn(of).map(name => ({...name, isAsked})) : namesIn(of);
}

function namesInCall({positional, named, list, dict}: Call): readonly NameAt[] {
	return [...positional, ...named.map(([, value]) => value), list, dict].flatMap(namesIn);
}

/** The names that nodes take a value from, without those that they make themselves. */
export function namesInNodes(nodes: readonly Node[]): readonly NameAt[] {
	const own = new Set(nodes.flatMap(namesMadeBy));
	return nodes.flatMap(namesInNode).filter(({name}) => !own.has(name));
}

/** The names to which a node gives a value for what stands after it. */
function namesMadeBy(node: Node): readonly string[] {
	switch (node.type) {
		case 'set':
		case 'set-block':
			return namesOfTarget(node.target);
		case 'macro':
			return node.name === undefined ? [] : [node.name];
		case 'if':
			return [...node.branches.flatMap(({body}) => body), ...node.otherwise].flatMap(namesMadeBy);
		case 'broken':
			return node.own;
		default:
			return [];
	}
}

const namesOfTarget = (target: Expression) => (target.type === 'attribute' ? [] : namesIn(target).map(({name}) => name));

function namesInNode(node: Node): readonly NameAt[] {
	switch (node.type) {
		case 'text':
			return [];
		case 'print':
		case 'set':
			return namesIn(node.value);
		case 'if':
			return [...node.branches.flatMap(({test, body}) => [...namesIn(test), ...namesInNodes(body)]), ...namesInNodes(node.otherwise)];
		case 'for':
			return [
				...namesIn(node.of),
				...without([...namesIn(node.test), ...namesInNodes(node.body)], [...namesOfTarget(node.target), 'loop']),
				...namesInNodes(node.otherwise),
			];
		case 'set-block':
		case 'filter-block':
			return namesInNodes(node.body);
		case 'with':
			return [
				...node.values.flatMap(([, value]) => namesIn(value)),
				...without(
					namesInNodes(node.body),
					node.values.flatMap(([target]) => namesOfTarget(target)),
				),
			];
		case 'macro':
			return [
				...node.parameters.flatMap(({otherwise}) => namesIn(otherwise)),
				...without(
					namesInNodes(node.body),
					node.parameters.map(({name}) => name),
				).map(each => (['caller', 'varargs', 'kwargs'].includes(each.name) ? {...each, isAsked: true} : each)),
			];
		case 'call-block':
			return [...namesIn(node.call), ...namesInNode(node.caller)];
		case 'block':
			return namesInNodes(node.body);
		case 'broken':
			return [...namesIn(node.expression), ...without(namesInNodes(node.body), node.own)];
	}
}

function without(names: readonly NameAt[], own: readonly string[]): readonly NameAt[] {
	return names.filter(({name}) => !own.includes(name));
}
