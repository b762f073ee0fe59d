import {dict} from './python/equality.ts';
import {createRange} from './python/items.ts';
import {pairsOf} from './python/methods/dict.ts';
import {reprOf} from './python/print.ts';
import {bind, type Tools} from './python/tools.ts';
import {type Parameters, type Python, type Space, textIn, typeName, wrong} from './python/values.ts';

/** The functions that every Jinja2 template has. */
export function createGlobals(tools: Tools): ReadonlyMap<string, Python> {
	const functions: Readonly<Record<string, readonly [repr: string, call: (parameters: Parameters) => Python]>> = {
		range: ["<class 'range'>", range],
		dict: ["<class 'dict'>", parameters => createDict(parameters, tools)],
		namespace: ["<class 'jinja2.utils.Namespace'>", parameters => createNamespace(parameters, tools)],
		cycler: ["<class 'jinja2.utils.Cycler'>", createCycler],
		joiner: ["<class 'jinja2.utils.Joiner'>", createJoiner],
		lipsum: [
			'lipsum',
			() => {
				throw wrong('lipsum() makes up text by chance, which is not done here.', 'Write the text.');
			},
		],
	};
	return new Map(Object.entries(functions).map(([name, [repr, call]]) => [name, {type: 'function', name, repr, call}]));
}

function range(parameters: Parameters): Python {
	const [first, second, third] = bind('range()', ['start', 'stop?', 'step?'], parameters, true);
	const [start, stop] = second === undefined ? [0n, wholeOf(first)] : [wholeOf(first), wholeOf(second)];
	const step = third === undefined ? 1n : wholeOf(third);
	if (step === 0n) throw wrong('The step of a range cannot be 0.', 'Write a number above or below 0 as the third.');
	return createRange(start, stop, step);
}

function wholeOf(value: Python | undefined): bigint {
	if (typeof value === 'bigint' || typeof value === 'boolean') return BigInt(value);
	throw wrong(`A range needs whole numbers, not ${typeName(value ?? null)}.`, 'Write "| int" after it.');
}

function createDict({positional, named}: Parameters, tools: Tools): Python {
	if (positional.length > 1) throw wrong('dict() takes one dict or list of pairs.', 'Write dict(key=value).');
	return dict([...pairsOf(positional[0], tools), ...named]);
}

function createNamespace(parameters: Parameters, tools: Tools): Python {
	const {entries} = createDict(parameters, tools) as Extract<Python, {readonly type: 'dict'}>;
	const attributes = new Map([...entries.values()].map(([key, value]) => [textIn(key) ?? '', value] as const));
	return {
		type: 'space',
		name: 'namespace',
		attributes,
		repr: () => `<Namespace ${reprOf(dict(attributes), tools.spend)}>`,
	};
}

/** `cycler("a", "b")`: each `next()` gives the one after. */
function createCycler({positional}: Parameters): Python {
	if (positional.length === 0) throw wrong('cycler() needs values.', 'Write them into its brackets: cycler("a", "b").');
	const attributes = new Map<string, Python>();
	const moveTo = (at: number) => {
		attributes.set('pos', BigInt(at));
		attributes.set('current', positional[at] ?? null);
	};
	const next = (parameters: Parameters) => {
		bind('next()', [], parameters);
		const value = attributes.get('current') ?? null;
		moveTo((Number(attributes.get('pos')) + 1) % positional.length);
		return value;
	};
	const reset = (parameters: Parameters) => {
		bind('reset()', [], parameters);
		moveTo(0);
		return null;
	};
	attributes.set('items', {type: 'tuple', items: positional});
	attributes.set('next', {type: 'function', name: 'next', call: next});
	attributes.set('reset', {type: 'function', name: 'reset', call: reset});
	moveTo(0);
	return {type: 'space', name: 'cycler', attributes};
}

/** `joiner(", ")`: nothing the first time that it is called, and the separator from then on. */
function createJoiner(parameters: Parameters): Python {
	const [separator = ', '] = bind('joiner()', ['sep?'], parameters);
	const attributes = new Map<string, Python>([
		['sep', separator],
		['used', false],
	]);
	const space: Space = {
		type: 'space',
		name: 'joiner',
		attributes,
		call: given => {
			bind('joiner()', [], given);
			const isUsed = attributes.get('used') === true;
			attributes.set('used', true);
			return isUsed ? separator : '';
		},
	};
	return space;
}
