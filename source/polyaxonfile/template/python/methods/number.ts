import {type Python, tuple, wrong} from '../values.ts';
import {type Methods, plain} from './method.ts';

type Attributes<T> = Readonly<Record<string, (number: T) => Python>>;

/** What whole numbers and truth values have. */
export const wholeAttributes: Attributes<bigint> = {
	real: number => number,
	imag: () => 0n,
	numerator: number => number,
	denominator: () => 1n,
};

/** The methods of whole numbers and truth values. */
export const wholeMethods: Methods<bigint> = {
	bit_length: plain(number => BigInt(number === 0n ? 0 : (number < 0n ? -number : number).toString(2).length)),
	conjugate: plain(number => number),
	as_integer_ratio: plain(number => tuple([number, 1n])),
};

/** What floats have. */
export const floatAttributes: Attributes<number> = {
	real: number => number,
	imag: () => 0,
};

/** The methods of floats. */
export const floatMethods: Methods<number> = {
	is_integer: plain(number => Number.isInteger(number)),
	conjugate: plain(number => number),
	as_integer_ratio: plain(number => tuple(ratio(number))),
	hex: plain(hex),
};

function ratio(number: number): readonly [bigint, bigint] {
	if (!Number.isFinite(number)) throw wrong('Only a finite number is a ratio of whole ones.', 'Ask before whether it is one.');
	let below = 1n;
	let above = number;
	while (!Number.isInteger(above)) {
		above *= 2;
		below *= 2n;
	}
	return [BigInt(above), below];
}

/** As `0x1.999999999999ap-4`. */
function hex(number: number): string {
	if (Number.isNaN(number)) return 'nan';
	const sign = number < 0 || Object.is(number, -0) ? '-' : '';
	const size = Math.abs(number);
	if (!Number.isFinite(size)) return `${sign}inf`;
	if (size === 0) return `${sign}0x0.0p+0`;
	const bits = new DataView(new ArrayBuffer(8));
	bits.setFloat64(0, size);
	const all = bits.getBigUint64(0);
	const exponent = Number(all >> 52n);
	const digits = (all & 0xf_ffff_ffff_ffffn).toString(16).padStart(13, '0');
	const power = exponent === 0 ? -1022 : exponent - 1023;
	return `${sign}0x${exponent === 0 ? 0 : 1}.${digits}p${power < 0 ? '' : '+'}${power}`;
}
