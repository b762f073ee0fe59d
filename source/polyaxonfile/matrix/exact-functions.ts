import {fixedBits, fixedExponential, fixedLogarithm, roundBinary, shiftRounding, toBinary} from './fixed-point.ts';

// JavaScript leaves the last digits of Math.exp, log and pow to its engine; V8's differ from the C library that numpy asks in 3 to 10 of 100 values.
// glibc rounded these three correctly before 2.28 (2018), and since then it rounds 1 value of 1000 the wrong way.

/** e to a power, correctly rounded. */
export function exponential(power: number): number {
	if (Number.isNaN(power) || power > 710) return power > 0 ? Number.POSITIVE_INFINITY : power;
	if (power < -746) return 0;
	return roundedExponential(toFixed(power));
}

/** The natural logarithm, correctly rounded. */
export function logarithm(number: number): number {
	if (!(number > 0 && number < Number.POSITIVE_INFINITY)) return Math.log(number);
	const exact = fixedLogarithm(number);
	if (exact === 0n) return 0;
	const size = roundBinary({mantissa: exact < 0n ? -exact : exact, exponent: -Number(fixedBits)});
	return exact < 0n ? -size : size;
}

/** A power as C has it, correctly rounded. */
export function power(base: number, exponent: number): number {
	if (base === 1) return 1;
	if (base === 0 || exponent === 0 || !Number.isFinite(base) || !Number.isFinite(exponent)) return base ** exponent;
	if (base < 0) {
		if (!Number.isInteger(exponent)) return Number.NaN;
		return exponent % 2 === 0 ? power(-base, exponent) : -power(-base, exponent);
	}
	const rough = exponent * Math.log(base);
	if (rough > 710) return Number.POSITIVE_INFINITY;
	if (rough < -746) return 0;
	const {mantissa, exponent: shift} = toBinary(exponent);
	return roundedExponential(shiftRounding(mantissa * fixedLogarithm(base), -shift));
}

/** The decimal logarithm with glibc's own small errors: the formula of its e_log10.c, which is that of fdlibm. */
export function decimalLogarithm(number: number): number {
	if (!(number > 0 && number < Number.POSITIVE_INFINITY)) return Math.log10(number);
	const {mantissa, exponent} = toBinary(number);
	const length = mantissa.toString(2).length;
	const twos = exponent + length - 1;
	const fraction = Number(mantissa) / 2 ** (twos < 0 ? length : length - 1);
	const y = twos < 0 ? twos + 1 : twos;
	const z = y * 3.694239077158931e-13 + Math.LOG10E * logarithm(fraction);
	return z + y * 0.30102999566361177;
}

function roundedExponential(power: bigint): number {
	const {mantissa, exponent} = fixedExponential(power);
	// Far fewer bits than are right, so that a result in the exact middle of two doubles is seen as one: 94906267 ** 2.
	const surplus = 40;
	return roundBinary({mantissa: shiftRounding(mantissa, surplus), exponent: exponent + surplus});
}

function toFixed(number: number): bigint {
	const {mantissa, exponent} = toBinary(number);
	return shiftRounding(mantissa, -(exponent + Number(fixedBits)));
}
