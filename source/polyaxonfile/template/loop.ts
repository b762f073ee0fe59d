import {isSameOrEqual} from './python/equality.ts';
import type {Tools} from './python/tools.ts';
import {type Attributes, type Callable, type Parameters, type Python, type Space, tuple, wrong} from './python/values.ts';

/** The `loop` of each round: where it is, and what stands before and after. `depth` counts from 0; `recurse` runs the loop again, over other items. */
export function createLoop(items: readonly Python[], depth: number, recurse: (parameters: Parameters) => Python, tools: Tools): (index: number) => Space {
	let last: Python | undefined;
	const changed: Callable = {
		type: 'function',
		name: 'loop.changed',
		call: ({positional}) => {
			const now = tuple(positional);
			const isNew = last === undefined || !isSameOrEqual(now, last, tools.spend);
			last = now;
			return isNew;
		},
	};
	return index => {
		const attributes: Attributes = {get: name => attributeAt(index, name), set: () => {}, keys: () => known};
		return {type: 'space', name: 'loop', attributes, repr: () => `<LoopContext ${index + 1}/${items.length}>`, call: recurse};
	};

	function attributeAt(index: number, name: string): Python | undefined {
		switch (name) {
			case 'index':
				return BigInt(index + 1);
			case 'index0':
				return BigInt(index);
			case 'revindex':
				return BigInt(items.length - index);
			case 'revindex0':
				return BigInt(items.length - index - 1);
			case 'first':
				return index === 0;
			case 'last':
				return index === items.length - 1;
			case 'length':
				return BigInt(items.length);
			case 'depth':
				return BigInt(depth + 1);
			case 'depth0':
				return BigInt(depth);
			case 'cycle':
				return {type: 'function', name: 'loop.cycle', call: ({positional}) => cycle(positional, index)};
			case 'changed':
				return changed;
			case 'previtem':
				return items[index - 1];
			case 'nextitem':
				return items[index + 1];
			default:
				return undefined;
		}
	}
}

const known = ['index', 'index0', 'revindex', 'revindex0', 'first', 'last', 'length', 'depth', 'depth0', 'cycle', 'changed', 'previtem', 'nextitem'];

function cycle(values: readonly Python[], index: number): Python {
	if (values.length === 0) throw wrong('loop.cycle() needs values.', 'Write them into its brackets: loop.cycle("a", "b").');
	return values[index % values.length] ?? null;
}
