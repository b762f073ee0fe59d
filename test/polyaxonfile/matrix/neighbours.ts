import {roundBinary, toBinary} from '../../../source/polyaxonfile/matrix/fixed-point.ts';

/** The doubles next to one that is not zero. */
export function neighbours(number: number): readonly number[] {
	const {mantissa, exponent} = toBinary(Math.abs(number));
	return [mantissa - 1n, mantissa + 1n].map(next => Math.sign(number) * roundBinary({mantissa: next, exponent}));
}
