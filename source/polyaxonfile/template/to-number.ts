import {missingError} from './operators.ts';
import {isMissing, numberOf, type Python} from './values.ts';

/** Python's `int(value)`; undefined where it raises a ValueError or TypeError. Text may have blanks around it and `_` between digits. */
export function toInt(value: Python, base = 10): bigint | undefined {
	if (isMissing(value)) throw missingError(value);
	if (typeof value === 'string') return textToInt(value.trim(), base);
	const number = numberOf(value);
	if (typeof number === 'number') return Number.isFinite(number) ? BigInt(Math.trunc(number)) : undefined;
	return number;
}

const prefixes: Readonly<Record<number, string>> = {2: '0b', 8: '0o', 16: '0x'};

function textToInt(text: string, base: number): bigint | undefined {
	const [, sign = '', digits = ''] = /^([-+]?)(.*)$/s.exec(text.toLowerCase()) ?? [];
	const prefix = prefixes[base];
	const plain = prefix && digits.startsWith(prefix) ? digits.slice(2) : digits;
	if (!/^[\da-z](_?[\da-z])*$/.test(plain) || plain.length > 4300) return undefined;
	let number = 0n;
	for (const digit of plain.replaceAll('_', '')) {
		const value = Number.parseInt(digit, 36);
		if (value >= base) return undefined;
		number = number * BigInt(base) + BigInt(value);
	}
	return sign === '-' ? -number : number;
}

/** Python's `float(value)`; undefined where it raises a ValueError or TypeError. */
export function toFloat(value: Python): number | undefined {
	if (isMissing(value)) throw missingError(value);
	if (typeof value !== 'string') {
		const number = numberOf(value);
		return number === undefined ? undefined : Number(number);
	}
	const text = value.trim().toLowerCase();
	if (/^[-+]?(inf|infinity)$/.test(text)) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
	if (/^[-+]?nan$/.test(text)) return Number.NaN;
	return /^[-+]?(\d(_?\d)*\.?(\d(_?\d)*)?|\.\d(_?\d)*)(e[-+]?\d(_?\d)*)?$/.test(text) ? Number(text.replaceAll('_', '')) : undefined;
}
