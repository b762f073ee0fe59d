/** The whole number that a text is for Python's `int()` as PyYAML calls it: `0b11`, `0x1F`, `017` (octal), `1:30` (sixties), `1_000`. Undefined when it is none. */
export function toInt(text: string): bigint | undefined {
	const [isNegative, digits] = withoutSign(text);
	const whole = wholeOf(digits);
	return whole !== undefined && isNegative ? -whole : whole;
}

function wholeOf(digits: string): bigint | undefined {
	if (/^0[bx]/.test(digits)) return /^0b[01]+$|^0x[0-9a-fA-F]+$/.test(digits) ? BigInt(digits) : undefined;
	if (digits.includes(':')) {
		const parts = digits.split(':');
		return parts.every(part => /^[0-9]+$/.test(part)) ? parts.reduce((sum, part) => sum * 60n + BigInt(part), 0n) : undefined;
	}
	if (digits.startsWith('0')) return /^[0-7]+$/.test(digits) ? BigInt(`0o${digits}`) : undefined;
	return /^[0-9]+$/.test(digits) ? BigInt(digits) : undefined;
}

/** The number that a text is for Python's `float()` as PyYAML calls it: `1.5`, `1e3`, `.inf`, `1:30.5` (sixties), `1_000.5`. Undefined when it is none. */
export function toFloat(text: string): number | undefined {
	const [isNegative, digits] = withoutSign(text.toLowerCase());
	const amount = amountOf(digits);
	return amount !== undefined && isNegative ? -amount : amount;
}

function amountOf(digits: string): number | undefined {
	if (/^(?:\.inf|inf(?:inity)?)$/.test(digits)) return Number.POSITIVE_INFINITY;
	if (/^\.?nan$/.test(digits)) return Number.NaN;
	const parts = digits.split(':');
	if (!parts.every(part => /^(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[-+]?[0-9]+)?$/.test(part))) return undefined;
	// Added up from the right, as there: floats come out otherwise in another order
	return parts.reduceRight(({sum, base}, part) => ({sum: sum + Number(part) * base, base: base * 60}), {sum: 0, base: 1}).sum;
}

function withoutSign(text: string): readonly [boolean, string] {
	const digits = text.replaceAll('_', '');
	return [digits.startsWith('-'), digits.replace(/^[-+]/, '')];
}
