/** How many bits a fixed-point number has after its point: three times those of a double, so that what is lost in series is far below what rounding sees. */
export const fixedBits = 160n;

/** The number one in fixed point. */
export const fixedOne = 1n << fixedBits;

/** A double as mantissa · 2^exponent, exactly. */
export type Binary = {readonly mantissa: bigint; readonly exponent: number};

const view = new DataView(new ArrayBuffer(8));

/** The parts of a finite double. */
export function toBinary(number: number): Binary {
	view.setFloat64(0, number);
	const bits = view.getBigUint64(0);
	const biased = Number((bits >> 52n) & 0x7ffn);
	const fraction = bits & ((1n << 52n) - 1n);
	const mantissa = biased === 0 ? fraction : fraction | (1n << 52n);
	return {mantissa: bits >> 63n ? -mantissa : mantissa, exponent: Math.max(biased, 1) - 1075};
}

/** The double nearest to mantissa · 2^exponent, the even one of two that are as near; the mantissa is above zero. */
export function roundBinary({mantissa, exponent}: Binary): number {
	const length = mantissa.toString(2).length;
	// A subnormal number has fewer than 53 bits.
	const kept = Math.min(53, length + exponent + 1074);
	if (kept < 0) return 0;
	const shift = length - kept;
	return Number(shiftRounding(mantissa, shift)) * 2 ** (exponent + shift);
}

/** The value shifted right by so many bits and rounded, half to even; shifted left by a number below zero. */
export function shiftRounding(value: bigint, shift: number): bigint {
	if (shift <= 0) return value << BigInt(-shift);
	const whole = value >> BigInt(shift);
	const rest = value - (whole << BigInt(shift));
	const half = 1n << BigInt(shift - 1);
	return rest > half || (rest === half && whole % 2n !== 0n) ? whole + 1n : whole;
}

/** The natural logarithm of 2. */
export const fixedLog2 = 2n * seriesOfAtanh(fixedOne / 3n);

/** The natural logarithm of a double above zero. */
export function fixedLogarithm(number: number): bigint {
	const {mantissa, exponent} = toBinary(number);
	const length = mantissa.toString(2).length;
	const fraction = mantissa << (fixedBits + 1n - BigInt(length));
	// Between 0.71 and 1.41 the logarithm is small, and nothing of it cancels against that of the power of two.
	const isLarge = fraction * fraction > 2n * fixedOne * fixedOne;
	const reduced = isLarge ? fraction >> 1n : fraction;
	const ratio = ((reduced - fixedOne) << fixedBits) / (reduced + fixedOne);
	return BigInt(exponent + length - (isLarge ? 0 : 1)) * fixedLog2 + 2n * seriesOfAtanh(ratio);
}

/** e to a power in fixed point, as mantissa and exponent. */
export function fixedExponential(power: bigint): Binary {
	const doublings = shiftRounding((power << fixedBits) / fixedLog2, Number(fixedBits));
	const rest = power - doublings * fixedLog2;
	let sum = fixedOne;
	let term = fixedOne;
	for (let n = 1n; term !== 0n && term !== -1n; n++) {
		term = ((term * rest) >> fixedBits) / n;
		sum += term;
	}
	return {mantissa: sum, exponent: Number(doublings - fixedBits)};
}

function seriesOfAtanh(ratio: bigint): bigint {
	const square = (ratio * ratio) >> fixedBits;
	let sum = 0n;
	let power = ratio;
	for (let n = 1n; power !== 0n && power !== -1n; n += 2n) {
		sum += power / n;
		power = (power * square) >> fixedBits;
	}
	return sum;
}
