import {floatOf} from './arithmetic.ts';
import {missingError} from './missing.ts';
import {isMissing, numberOf, type Python, textIn} from './values.ts';

/** Python's `int(value)`; undefined where it raises a ValueError or TypeError. Text may have blanks around it and `_` between digits. */
export function toInt(value: Python, base = 10): bigint | undefined {
	if (isMissing(value)) throw missingError(value);
	const text = textIn(value);
	if (text !== undefined) return textToInt(text.trim(), base);
	const number = numberOf(value);
	if (typeof number === 'number') return Number.isFinite(number) ? BigInt(Math.trunc(number)) : undefined;
	return number;
}

const bases: Readonly<Record<string, number>> = {'0b': 2, '0o': 8, '0x': 16};

function textToInt(text: string, wanted: number): bigint | undefined {
	const [, sign = '', digits = ''] = /^([-+]?)(.*)$/s.exec(text.toLowerCase()) ?? [];
	const written = bases[digits.slice(0, 2)];
	const hasPrefix = written !== undefined && (wanted === written || wanted === 0);
	const base = wanted === 0 ? (written ?? 10) : wanted;
	const plain = hasPrefix ? digits.slice(2).replace(/^_/, '') : digits;
	// Without a base, a number that starts with 0 is 0
	if (wanted === 0 && !hasPrefix && /^0[0_]*[1-9]/.test(plain)) return undefined;
	if (!(base >= 2 && base <= 36) || !/^[\da-z](_?[\da-z])*$/.test(plain) || plain.length > 4300) return undefined;
	const number = readDigits(plain.replaceAll('_', ''), base);
	return number !== undefined && sign === '-' ? -number : number;
}

function readDigits(digits: string, base: number): bigint | undefined {
	for (const digit of digits) if (Number.parseInt(digit, 36) >= base) return undefined;
	const prefix = base === 10 ? '' : Object.keys(bases).find(each => bases[each] === base);
	if (prefix !== undefined) return BigInt(prefix + digits);
	let number = 0n;
	// Nobody writes longer ones in such a base, and this takes time
	for (const digit of digits.length > 1000 ? '' : digits) number = number * BigInt(base) + BigInt(Number.parseInt(digit, 36));
	return digits.length > 1000 ? undefined : number;
}

/** Python's `float(value)`; undefined where it raises a ValueError or TypeError. */
export function toFloat(value: Python): number | undefined {
	if (isMissing(value)) throw missingError(value);
	const written = textIn(value);
	if (written === undefined) {
		const number = numberOf(value);
		return number === undefined ? undefined : floatOf(number);
	}
	const text = written.trim().toLowerCase();
	if (/^[-+]?(inf|infinity)$/.test(text)) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
	if (/^[-+]?nan$/.test(text)) return Number.NaN;
	return /^[-+]?(\d(_?\d)*\.?(\d(_?\d)*)?|\.\d(_?\d)*)(e[-+]?\d(_?\d)*)?$/.test(text) ? Number(text.replaceAll('_', '')) : undefined;
}
