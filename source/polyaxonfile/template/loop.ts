import type {Python, Space} from './values.ts';

/** The `loop` of each round: where it is, and what stands before and after. */
export function createLoop(items: readonly Python[]): (index: number) => Space {
	const length = BigInt(items.length);
	let last: string | undefined;
	return index => {
		const at = BigInt(index);
		const attributes = new Map<string, Python>([
			['index', at + 1n],
			['index0', at],
			['revindex', length - at],
			['revindex0', length - at - 1n],
			['first', index === 0],
			['last', index === items.length - 1],
			['length', length],
			['depth', 1n],
			['depth0', 0n],
			['cycle', {type: 'function', name: 'cycle', call: ({positional}) => positional[index % Math.max(1, positional.length)] ?? null}],
			['changed', {type: 'function', name: 'changed', call: ({positional}) => isChanged(positional)}],
		]);
		if (index > 0) attributes.set('previtem', items[index - 1] ?? null);
		if (index < items.length - 1) attributes.set('nextitem', items[index + 1] ?? null);
		return {type: 'space', name: 'loop', attributes};
	};

	function isChanged(values: readonly Python[]): boolean {
		const now = JSON.stringify(values, (_, value) => (typeof value === 'bigint' ? `${value}n` : value));
		const isNew = now !== last;
		last = now;
		return isNew;
	}
}
