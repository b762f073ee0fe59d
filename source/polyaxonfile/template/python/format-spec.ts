import {printFloat} from '../../numeral.ts';
import {floatOf} from './arithmetic.ts';
import {formatFloat} from './format-number.ts';
import {printPython} from './print.ts';
import type {Tools} from './tools.ts';
import {isMissing, numberOf, type Python, type TemplateError, textIn, typeName, wrong} from './values.ts';

type Spec = {
	readonly fill: string;
	readonly align?: string;
	readonly sign: string;
	readonly isLong: boolean;
	readonly width: number;
	readonly group: string;
	readonly digits?: number;
	readonly type: string;
};

/** Python's `format(value, spec)`: fill, alignment, sign, width, grouping, precision and type. */
export function formatValue(value: Python, text: string, {spend}: Tools): string {
	if (text === '') return printPython(value, spend);
	const spec = readSpec(text);
	spend((spec.width + (spec.digits ?? 0)) / 10 + 1);
	const plain = textIn(value);
	if (plain !== undefined) return formatText(plain, spec, text);
	const number = numberOf(value);
	if (number === undefined) {
		const what = isMissing(value) ? value.message : `A ${typeName(value)} takes no format`;
		throw wrong(`${what}, and "${text}" is one.`, 'Write {} without one.');
	}
	if (typeof number === 'number') {
		if (spec.type === '' || floatTypes.includes(spec.type)) return formatNumber(number, spec, text);
		throw wrong(`"${text}" is for whole numbers.`, 'Write "| int" after the value, or a format such as {:.3f}.');
	}
	return spec.type !== '' && spec.type !== 'n' && floatTypes.includes(spec.type) ? formatNumber(number, spec, text) : formatWhole(number, spec, text);
}

const floatTypes = 'eEfFgG%n';

const pattern = /^(?:([\s\S])?([<>=^]))?([-+ ])?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([bcdeEfFgGnosxX%])?$/u;

function readSpec(text: string): Spec {
	const [, fill, align, sign = '', long, zero, width = '0', group = '', digits, type = ''] = pattern.exec(text) ?? [];
	if (!pattern.test(text)) throw unsuited(text);
	if (Number(width) > 10_000 || Number(digits ?? 0) > 1000) throw wrong(`"${text}" asks for too many characters.`, 'Write a smaller number.');
	return {
		fill: fill ?? (zero ? '0' : ' '),
		align: align ?? (zero ? '=' : undefined),
		sign,
		isLong: long !== undefined,
		width: Number(width),
		group,
		digits: digits === undefined ? undefined : Number(digits),
		type,
	};
}

function unsuited(text: string): TemplateError {
	return wrong(`The format "${text}" cannot be used with this value.`, 'Write one such as {:.3f}, {:>10} or {:03d}.');
}

function formatText(value: string, spec: Spec, text: string): string {
	// A 0 before the width of a text fills it up on the right since Python 3.10
	const isZero = spec.align === '=' && spec.fill === '0' && !/^.?=/u.test(text);
	if ((spec.align === '=' && !isZero) || spec.sign !== '' || spec.isLong || spec.group !== '' || (spec.type !== '' && spec.type !== 's')) throw unsuited(text);
	const chars = Array.from(value);
	return align(chars.slice(0, spec.digits).join(''), isZero ? {...spec, align: '<'} : spec, '<');
}

function formatWhole(value: bigint, spec: Spec, text: string): string {
	const {type, group, digits} = spec;
	if (digits !== undefined || type === 's' || (type === 'c' && (spec.sign !== '' || group !== ''))) throw unsuited(text);
	if (type === 'c') return align(String.fromCodePoint(Number(value)), spec, '<');
	if ((group === ',' && type !== '' && type !== 'd') || (group !== '' && type === 'n')) throw unsuited(text);
	const base = {b: 2, o: 8, x: 16, X: 16}[type] ?? 10;
	const prefix = spec.isLong && base !== 10 ? `0${type}` : '';
	const plain = (value < 0n ? -value : value).toString(base);
	return complete(value < 0n, prefix, type === 'X' ? plain.toUpperCase() : plain, base === 10 ? 3 : 4, spec);
}

function formatNumber(value: bigint | number, spec: Spec, text: string): string {
	const {type, digits, group} = spec;
	if (group !== '' && type === 'n') throw unsuited(text);
	const number = floatOf(value);
	const body = formatted(type === '%' ? number * 100 : number, type, digits, spec.isLong).replace(/^-/, '');
	const written = /[EFG]/.test(type) ? body.toUpperCase() : body;
	return complete(number < 0 || Object.is(number, -0), '', type === '%' ? `${written}%` : written, 3, spec);
}

function formatted(number: number, type: string, digits: number | undefined, isLong: boolean): string {
	if (type === '' && digits === undefined) return printFloat(number);
	if (type === '') return general(number, digits ?? 0, isLong);
	const letter = type === '%' ? 'f' : type === 'n' ? 'g' : type.toLowerCase();
	return formatFloat(letter, number, digits ?? 6, isLong);
}

/** Without a type a precision counts as for `g`, with a digit after the point at least, and an exponent one digit earlier. */
function general(number: number, digits: number, isLong: boolean): string {
	const precision = Math.max(1, digits);
	const text = formatFloat('g', number, precision);
	if (!/^-?\d+$/.test(text)) return isLong ? formatFloat('g', number, precision, true) : text;
	if (text.replace('-', '').length < precision) return isLong ? formatFloat('g', number, precision, true) : `${text}.0`;
	const written = formatFloat('e', number, precision - 1, isLong);
	return isLong ? written : written.replace(/(\.\d*?)0+e/, '$1e').replace('.e', 'e');
}

/** Sign, prefix and digits, grouped and padded. */
function complete(isNegative: boolean, prefix: string, digits: string, size: number, spec: Spec): string {
	const sign = isNegative ? '-' : spec.sign === '-' ? '' : spec.sign;
	const [, whole = '', rest = ''] = /^([\da-fA-F]+(?=$|[.e%])|\d+|)(.*)$/s.exec(digits) ?? [];
	const isFilledWithZeros = spec.fill === '0' && spec.align === '=';
	if (spec.group === '' || whole === '') {
		const missing = isFilledWithZeros ? spec.width - sign.length - prefix.length - digits.length : 0;
		const body = '0'.repeat(Math.max(0, missing)) + digits;
		return align(body, spec, '>', sign + prefix);
	}
	let padded = whole;
	const room = spec.width - sign.length - prefix.length - rest.length;
	while (isFilledWithZeros && grouped(padded, size, spec.group).length < room) padded = `0${padded}`;
	return align(grouped(padded, size, spec.group) + rest, spec, '>', sign + prefix);
}

function grouped(digits: string, size: number, mark: string): string {
	return digits.replaceAll(size === 3 ? /\B(?=(?:.{3})+$)/g : /\B(?=(?:.{4})+$)/g, mark);
}

function align(body: string, {fill, align: side, width}: Spec, otherwise: string, sign = ''): string {
	const missing = Math.max(0, width - Array.from(sign + body).length);
	switch (side ?? otherwise) {
		case '<':
			return sign + body + fill.repeat(missing);
		case '=':
			return sign + fill.repeat(missing) + body;
		case '^':
			return fill.repeat(Math.floor(missing / 2)) + sign + body + fill.repeat(Math.ceil(missing / 2));
		default:
			return fill.repeat(missing) + sign + body;
	}
}
