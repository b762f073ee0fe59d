/** The same numbers in every run, for tests with many made-up cases. */
export type Random = {below(limit: number): number; pick<T>(list: readonly T[]): T};

/** A linear congruential generator; its low bits are not used. */
export function createRandom(seed: number): Random {
	let state = seed;
	const below = (limit: number) => {
		state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7f_ff_ff_ff;
		return (state >>> 8) % limit;
	};
	return {
		below,
		pick(list) {
			const item = list[below(list.length)];
			if (item === undefined) throw new Error('The list is empty.');
			return item;
		},
	};
}
