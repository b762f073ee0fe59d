import {exponential, logarithm} from './exact-functions.ts';
import {MatrixError} from './matrix-error.ts';
import {createMersenneTwister} from './mersenne-twister.ts';

/** The draws of numpy's RandomState, each with the same numbers in the same order. */
export type RandomState = {
	/** `random_sample()`: from 0 up to 1, which is left out. */
	readonly double: () => number;
	/** `randint(0, size)`: the place of an element. */
	readonly index: (size: number) => number;
	/** `uniform(low, high)`. */
	readonly uniform: (low: number, high: number) => number;
	/** `normal(loc, scale)`. */
	readonly normal: (loc: number, scale: number) => number;
	/** `lognormal(mean, sigma)`. */
	readonly lognormal: (mean: number, sigma: number) => number;
};

/** The random state of a seed; without one, a state that nobody can foresee. */
export function createRandomState(seed = crypto.getRandomValues(new Uint32Array(1))[0]!): RandomState {
	if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff)
		throw new MatrixError(`A seed is a whole number from 0 to 4294967295, not ${seed}.`, {path: ['seed'], hint: 'Write another number.'});
	const word = createMersenneTwister(seed);
	const double = () => ((word() >>> 5) * 67108864 + (word() >>> 6)) / 9007199254740992;
	const gauss = createGauss(double);
	const normal = (loc: number, scale: number) => {
		if (scale < 0 || Object.is(scale, -0)) throw new MatrixError('scale must not be below 0.');
		return loc + scale * gauss();
	};
	return {
		double,
		index: size => drawIndex(word, size),
		uniform(low, high) {
			if (!Number.isFinite(high - low)) throw new MatrixError('A uniform distribution cannot be that wide.');
			return low + (high - low) * double();
		},
		normal,
		lognormal: (mean, sigma) => exponential(normal(mean, sigma)),
	};
}

/** The polar method, which makes two numbers at a time and keeps one for the next call. */
function createGauss(double: () => number): () => number {
	let kept: number | undefined;
	return () => {
		if (kept !== undefined) {
			const gauss = kept;
			kept = undefined;
			return gauss;
		}
		let [x, y, square] = [0, 0, 0];
		while (square >= 1 || square === 0) {
			x = 2 * double() - 1;
			y = 2 * double() - 1;
			square = x * x + y * y;
		}
		const factor = Math.sqrt((-2 * logarithm(square)) / square);
		kept = factor * x;
		return factor * y;
	};
}

/** As many bits as the last place has, drawn until they are no more than it. */
function drawIndex(word: () => number, size: number): number {
	const last = size - 1;
	if (!(last >= 0 && last <= Number.MAX_SAFE_INTEGER)) throw new MatrixError(`Nothing can be drawn from ${size} values.`);
	if (last === 0) return 0;
	if (last <= 0xffffffff) {
		const mask = 0xffffffff >>> Math.clz32(last);
		for (;;) {
			const index = (word() & mask) >>> 0;
			if (index <= last) return index;
		}
	}
	const highMask = 0xffffffff >>> Math.clz32(Math.floor(last / 2 ** 32));
	for (;;) {
		const high = (word() & highMask) >>> 0;
		const index = high * 2 ** 32 + word();
		if (index <= last) return index;
	}
}
