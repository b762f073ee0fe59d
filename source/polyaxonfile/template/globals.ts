import {itemsOf, sliceIndexes} from './items.ts';
import {bind, type Tools} from './tools.ts';
import {dict, isDict, type Parameters, type Python, TemplateError, typeName} from './values.ts';

const longestRange = 100_000;

/** The functions that every Jinja2 template has, without the ones for web pages. */
export function createGlobals(tools: Tools): ReadonlyMap<string, Python> {
	const functions: Readonly<Record<string, (parameters: Parameters) => Python>> = {
		range: parameters => range(parameters, tools),
		dict: ({positional, named}) => {
			const [first] = positional;
			const pairs = first === undefined ? [] : isDict(first) ? [...first.entries.values()] : itemsOf(first, tools).map(pair => pairOf(itemsOf(pair, tools)));
			return dict([...pairs, ...named]);
		},
		namespace: ({named}) => ({type: 'space', name: 'namespace', attributes: new Map(named)}),
	};
	return new Map(Object.entries(functions).map(([name, call]) => [name, {type: 'function', name, call}]));
}

function pairOf(items: readonly Python[]): readonly [Python, Python] {
	if (items.length !== 2) throw new TemplateError('A dict is made of pairs.');
	return [items[0] ?? null, items[1] ?? null];
}

function range(parameters: Parameters, tools: Tools): Python {
	const [first = null, second, third] = bind('range()', ['start', 'stop', 'step'], parameters).map(value => (value === undefined ? undefined : wholeOf(value)));
	const [start, stop] = second === undefined ? [0, first ?? 0] : [first ?? 0, second ?? 0];
	const step = third ?? 1;
	if (step === 0) throw new TemplateError('The step of a range cannot be 0.');
	const length = Math.max(0, Math.ceil((stop - start) / step));
	if (length > longestRange) throw new TemplateError(`A range has at most ${longestRange.toLocaleString('en')} numbers.`);
	tools.spend(length);
	return sliceIndexes(length, undefined, undefined, 1).map(index => BigInt(start + index * step));
}

function wholeOf(value: Python): number {
	if (typeof value !== 'bigint') throw new TemplateError(`A range needs whole numbers, not ${typeName(value)}.`);
	return Number(value);
}
