import {hashOf} from './equality.ts';
import {formatFloat} from './format-number.ts';
import {missingError} from './missing.ts';
import {printPython, reprOf} from './print.ts';
import type {Tools} from './tools.ts';
import {isDict, isMissing, isPythonList, isRange, isTuple, numberOf, type Python, textIn, typeName, wrong} from './values.ts';

const part = /%(?:\(([^()]*)\))?([-+ #0]*)(\*|\d+)?(\.(?:\*|\d+)?)?[hlL]?([\s\S]|$)/g;

/** Python's `text % values`: `%s %r %d %i %u %f %F %e %E %g %G %x %X %o %c %%` with flags, width and precision. `guard` changes what is put in. */
export function formatPercent(text: string, values: Python, tools: Tools, guard: (text: string) => string = each => each): string {
	const queue = isTuple(values) ? [...values.items] : [values];
	const next = () => {
		if (queue.length === 0) throw wrong('There are more "%" in the text than values for them.', 'Give it one value for each; for the sign itself write "%%".');
		return queue.shift() ?? null;
	};
	tools.spend(text.length / 10);
	const result = text.replaceAll(part, (whole, name, flags, width, precision, letter) => {
		if (whole === '%%') return '%';
		if (name !== undefined && !isDict(values)) throw wrong(`"${whole}" needs a dict.`, 'Write the value with its name: format(name=value).');
		const wide = width === '*' ? wholeOf(next()) : Number(width ?? 0);
		const digits = precision === undefined ? undefined : precision === '.*' ? wholeOf(next()) : Number(precision.slice(1));
		tools.spend((Math.abs(wide) + (digits ?? 0)) / 10 + 1);
		if (Math.abs(wide) > 10_000 || (digits ?? 0) > 1000) throw wrong(`"${whole}" asks for too many characters.`, 'Write a smaller number.');
		const value = name === undefined ? next() : named(values, name);
		const side = wide < 0 ? `${flags}-` : flags;
		return pad(convert(letter, value, side, digits, tools, guard), Math.abs(wide), side, letter);
	});
	if (isTuple(values) ? queue.length > 0 && values.items.length > 0 : queue.length > 0 && !isLike(values))
		throw wrong('There are more values than "%" in the text.', 'Write a "%s" for each.');
	return result;
}

/** What Python takes for a dict here may be left over. */
const isLike = (value: Python) => isDict(value) || isPythonList(value) || isRange(value) || isMissing(value);

function wholeOf(value: Python): number {
	const number = numberOf(value);
	if (typeof number !== 'bigint') throw wrong('"*" takes its number from a whole number.', 'Put one before the value.');
	return Number(number);
}

function named(values: Python, name: string): Python {
	const entry = isDict(values) ? values.entries.get(hashOf(name)) : undefined;
	if (!entry) throw wrong(`There is no value "${name}" for the text.`, `Write ${name}=….`);
	return entry[1];
}

function convert(letter: string, value: Python, flags: string, digits: number | undefined, {spend}: Tools, guard: (text: string) => string): string {
	if (letter === 's') return cut(guard(printPython(value, spend)), digits);
	if (letter === 'r') return cut(guard(reprOf(value, spend)), digits);
	if (letter === 'a') return cut(guard(toAscii(reprOf(value, spend))), digits);
	if (letter === 'c') return character(value);
	if (!'diuxXofFeEgG'.includes(letter) || letter === '')
		throw wrong(letter === '' ? 'The text ends in a "%".' : `There is no "%${letter}".`, 'For the sign itself write "%%"; a value is put in with "%s".');
	if (isMissing(value)) throw missingError(value);
	const number = numberOf(value);
	if (number === undefined) throw wrong(`"%${letter}" needs a number, not ${typeName(value)}.`, 'Write "%s", which takes anything.');
	const plain = 'fFeEgG'.includes(letter)
		? capitals(letter, formatFloat(letter.toLowerCase(), Number(number), digits ?? 6, flags.includes('#')))
		: convertWhole(letter, number, flags, digits);
	return plain.startsWith('-') ? plain : `${flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : ''}${plain}`;
}

const cut = (text: string, digits: number | undefined) => (digits === undefined ? text : Array.from(text).slice(0, digits).join(''));
const capitals = (letter: string, text: string) => (letter === letter.toUpperCase() ? text.toUpperCase() : text);

/** Python's `ascii()` of a `repr()`. */
export function toAscii(text: string): string {
	return text.replaceAll(/[^\0-\x7f]/gu, char => {
		const code = char.codePointAt(0) ?? 0;
		const hex = code.toString(16);
		return code < 0x100 ? `\\x${hex}` : code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
	});
}

function character(value: Python): string {
	const text = textIn(value);
	const number = numberOf(value);
	if (text !== undefined && Array.from(text).length === 1) return text;
	if (typeof number === 'bigint' && number >= 0n && number <= 0x10ffffn) return String.fromCodePoint(Number(number));
	throw wrong('"%c" needs one character or the number of one.', 'Write "%s", which takes anything.');
}

function convertWhole(letter: string, number: bigint | number, flags: string, digits: number | undefined): string {
	if (typeof number === 'number' && (!Number.isFinite(number) || 'xXo'.includes(letter)))
		throw wrong(`"%${letter}" needs a whole number.`, 'Write "| int" after the value.');
	const whole = typeof number === 'number' ? BigInt(Math.trunc(number)) : number;
	const base = letter === 'x' || letter === 'X' ? 16 : letter === 'o' ? 8 : 10;
	const prefix = flags.includes('#') && base !== 10 ? (base === 16 ? '0x' : '0o') : '';
	const plain = `${whole < 0n ? '-' : ''}${prefix}${(whole < 0n ? -whole : whole).toString(base).padStart(digits ?? 0, '0')}`;
	return letter === 'X' ? plain.toUpperCase() : plain;
}

function pad(text: string, width: number, flags: string, letter: string): string {
	const missing = Math.max(0, width - Array.from(text).length);
	if (flags.includes('-')) return text + ' '.repeat(missing);
	if (!flags.includes('0') || 'srac'.includes(letter)) return ' '.repeat(missing) + text;
	const sign = /^[-+ ]?(?:0[xXo])?/.exec(text)?.[0] ?? '';
	return sign + '0'.repeat(missing) + text.slice(sign.length);
}
