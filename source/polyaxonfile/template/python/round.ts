/** Exact decimal digits of a float, rounded half to even at so many places, as Python's `%f` and `round()` do; JavaScript's own methods stop at 100 places and round half up. */
export function toFixedExact(value: number, places: number): string {
	const digits = roundedDigits(Math.abs(value), places)
		.toString()
		.padStart(places + 1, '0');
	const sign = value < 0 || Object.is(value, -0) ? '-' : '';
	return places === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** The digits of a float above 0 up to so many places after the point, or before it where they are negative, rounded half to even. */
export function roundedDigits(value: number, places: number): bigint {
	const {numerator, denominator} = fractionOf(value);
	const above = places > 0 ? numerator * 10n ** BigInt(places) : numerator;
	const below = places < 0 ? denominator * 10n ** BigInt(-places) : denominator;
	const whole = above / below;
	const rest = (above % below) * 2n;
	return rest > below || (rest === below && whole % 2n === 1n) ? whole + 1n : whole;
}

function fractionOf(value: number): {numerator: bigint; denominator: bigint} {
	let denominator = 1n;
	let number = value;
	while (!Number.isInteger(number)) {
		number *= 2;
		denominator *= 2n;
	}
	return {numerator: BigInt(number), denominator};
}

/** Python's `round(value, places)` of a float. */
export function roundFloat(value: number, places: number): number {
	if (!Number.isFinite(value) || places > 323) return value;
	if (places >= 0) return Number(toFixedExact(value, places));
	const unit = 10n ** BigInt(Math.min(-places, 400));
	return Number(roundWhole(BigInt(Math.trunc(value)), unit)) || 0;
}

/** Python's `round(value, places)` of a whole number: places to the left of the point, half to even. */
export function roundInt(value: bigint, places: number): bigint {
	return places >= 0 ? value : roundWhole(value, 10n ** BigInt(Math.min(-places, 400)));
}

function roundWhole(value: bigint, unit: bigint): bigint {
	const rest = ((value % unit) + unit) % unit;
	const low = value - rest;
	const isUp = rest * 2n > unit || (rest * 2n === unit && (low / unit) % 2n !== 0n);
	return isUp ? low + unit : low;
}
