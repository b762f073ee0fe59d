const length = 624;
const middle = 397;

/** MT19937, as numpy's RandomState starts it with a whole number: each call gives the next 32 bits. */
export function createMersenneTwister(seed: number): () => number {
	const words = new Uint32Array(length);
	words[0] = seed;
	for (let index = 1; index < length; index++) {
		const last = word(index - 1);
		words[index] = Math.imul(last ^ (last >>> 30), 1812433253) + index;
	}
	let position = length;

	function word(index: number): number {
		return words[index % length] ?? 0;
	}

	function renew(): void {
		for (let index = 0; index < length; index++) {
			const joined = (word(index) & 0x80000000) | (word(index + 1) & 0x7fffffff);
			words[index] = word(index + middle) ^ (joined >>> 1) ^ (joined & 1 ? 0x9908b0df : 0);
		}
		position = 0;
	}

	return () => {
		if (position === length) renew();
		let bits = word(position++);
		bits ^= bits >>> 11;
		bits ^= (bits << 7) & 0x9d2c5680;
		bits ^= (bits << 15) & 0xefc60000;
		bits ^= bits >>> 18;
		return bits >>> 0;
	};
}
