import {printPython, reprOf} from './print.ts';
import {toFixedExact} from './round.ts';
import type {Tools} from './tools.ts';
import {hashOf, isDict, isTuple, numberOf, type Python, TemplateError, typeName} from './values.ts';

/** Python's `text % values`: `%s %r %d %i %u %f %F %e %E %g %G %x %X %o %c %%` with flags, width and precision. */
export function formatPercent(text: string, values: Python, tools: Tools): string {
	const queue = isTuple(values) ? [...values.items] : [values];
	const next = () => {
		if (queue.length === 0) throw new TemplateError('There are more "%" in the text than values for them.');
		return queue.shift() ?? null;
	};
	let isNamed = false;
	const result = text.replaceAll(
		/%(?:\((.*?)\))?([-+ #0]*)(\*|\d+)?(?:\.(\*|\d+)?)?([hlL])?([\s\S]|$)/g,
		(whole, name, flags, width, precision, _size, letter) => {
			if (letter === '%') return '%';
			if (name !== undefined) isNamed = true;
			const wide = width === '*' ? Number(numberOf(next()) ?? 0) : Number(width ?? 0);
			const hasPrecision = whole.includes('.');
			const digits = !hasPrecision ? undefined : precision === '*' ? Number(numberOf(next()) ?? 0) : Number(precision ?? 0);
			tools.spend((wide + (digits ?? 0)) / 10 + 1);
			if (wide > 10_000 || (digits ?? 0) > 1000) throw new TemplateError(`"${whole}" asks for too many characters.`);
			const value = name === undefined ? next() : named(values, name);
			return pad(convert(letter, value, flags, digits), wide, flags, letter);
		},
	);
	if (queue.length > 0 && !isNamed && !(isDict(values) && queue.length === 1)) throw new TemplateError('There are more values than "%" in the text.');
	return result;
}

function named(values: Python, name: string): Python {
	const entry = isDict(values) ? values.entries.get(hashOf(name)) : undefined;
	if (!entry) throw new TemplateError(`There is no value "${name}" for the text.`);
	return entry[1];
}

function convert(letter: string, value: Python, flags: string, digits: number | undefined): string {
	if (letter === 's') return printPython(value).slice(0, digits);
	if (letter === 'r' || letter === 'a') return reprOf(value).slice(0, digits);
	const number = numberOf(value);
	if (letter === 'c' && typeof value === 'string' && Array.from(value).length === 1) return value;
	if (number === undefined || !'diuxXofFeEgGc'.includes(letter)) {
		throw new TemplateError(number === undefined ? `"%${letter}" needs a number, not ${typeName(value)}.` : `There is no "%${letter}".`);
	}
	const plain = 'fFeEgG'.includes(letter) ? convertFloat(letter, Number(number), digits ?? 6, flags) : convertWhole(letter, number, flags, digits);
	return plain.startsWith('-') ? plain : `${flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : ''}${plain}`;
}

function convertWhole(letter: string, number: bigint | number, flags: string, digits: number | undefined): string {
	if (typeof number === 'number' && !Number.isFinite(number)) throw new TemplateError(`"%${letter}" needs a finite number.`);
	const whole = typeof number === 'number' ? BigInt(Math.trunc(number)) : number;
	if (letter === 'c') return String.fromCodePoint(Number(whole));
	const base = letter === 'x' || letter === 'X' ? 16 : letter === 'o' ? 8 : 10;
	const prefix = flags.includes('#') && base !== 10 ? (base === 16 ? '0x' : '0o') : '';
	const plain = `${whole < 0n ? '-' : ''}${prefix}${(whole < 0n ? -whole : whole).toString(base).padStart(digits ?? 0, '0')}`;
	return letter === 'X' ? plain.toUpperCase() : plain;
}

function convertFloat(letter: string, value: number, digits: number, flags: string): string {
	const text = Number.isFinite(value) ? convertFinite(letter.toLowerCase(), value, digits, flags) : Number.isNaN(value) ? 'nan' : value < 0 ? '-inf' : 'inf';
	return letter === letter.toUpperCase() ? text.toUpperCase() : text;
}

function convertFinite(letter: string, value: number, digits: number, flags: string): string {
	if (letter === 'f') return toFixedExact(value, digits);
	if (letter === 'e') return exponential(value, digits);
	const precision = Math.max(1, digits);
	const exponent = value === 0 ? 0 : Number(value.toExponential(Math.min(100, precision - 1)).split('e')[1]);
	const text = exponent < -4 || exponent >= precision ? exponential(value, precision - 1) : toFixedExact(value, precision - 1 - exponent);
	if (flags.includes('#') || !text.includes('.')) return text;
	return text.replace(/\.?0+(?=e|$)/, '');
}

function exponential(value: number, digits: number): string {
	const [mantissa = '', exponent = '+0'] = value.toExponential(Math.min(100, digits)).split('e');
	return `${Object.is(value, -0) ? '-' : ''}${mantissa}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`;
}

function pad(text: string, width: number, flags: string, letter: string): string {
	if (flags.includes('-')) return text.padEnd(width);
	if (!flags.includes('0') || 'src'.includes(letter)) return text.padStart(width);
	const sign = /^[-+ ]?(?:0[xXo])?/.exec(text)?.[0] ?? '';
	return sign + text.slice(sign.length).padStart(width - sign.length, '0');
}
