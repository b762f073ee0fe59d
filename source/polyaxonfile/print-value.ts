import {Numeral, printFloat} from './numeral.ts';
import type {Value} from './specification.ts';

/** A value as Python's `str()` prints it, which is what a command line gets: `True`, `None`, `1e-05`, `['a', 1]`, `{'a': 1}`; text as it is. */
export function printValue(value: Value): string {
	return typeof value === 'string' ? value : printInner(value);
}

function printInner(value: Value): string {
	if (value === null) return 'None';
	if (typeof value === 'boolean') return value ? 'True' : 'False';
	if (typeof value === 'number') return Number.isInteger(value) ? String(value) : printFloat(value);
	if (typeof value === 'string') return quoteText(value);
	if (value instanceof Numeral) return value.text;
	if (isList(value)) return `[${value.map(printInner).join(', ')}]`;
	return `{${Object.entries(value)
		.map(([key, inner]) => `${quoteText(key)}: ${printInner(inner)}`)
		.join(', ')}}`;
}

/** Text as Python's `repr()` prints it: single quotes, double ones when it holds a single one and no double one. */
export function quoteText(text: string): string {
	const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
	const inner = text.replaceAll(/[\\'"]|[^ -~]/gu, char => {
		if (char === '\\' || char === quote) return `\\${char}`;
		if (char === '\n') return '\\n';
		if (char === '\r') return '\\r';
		if (char === '\t') return '\\t';
		return isPrintable(char) ? char : escapeOf(char.codePointAt(0) ?? 0);
	});
	return `${quote}${inner}${quote}`;
}

/** Python prints everything but the Unicode classes Cc, Cf, Cs, Co, Cn, Zl, Zp and Zs other than the blank. */
function isPrintable(char: string): boolean {
	return !/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Zs}]/u.test(char) || char === ' ';
}

function escapeOf(code: number): string {
	const hex = code.toString(16);
	if (code < 0x100) return `\\x${hex.padStart(2, '0')}`;
	return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}

/** Whether a value is a list; `Array.isArray` does not narrow readonly lists. */
export function isList(value: Value): value is readonly Value[] {
	return Array.isArray(value);
}

/** Whether a value is a mapping. */
export function isMapping(value: Value | undefined): value is {readonly [key: string]: Value} {
	return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Numeral);
}
