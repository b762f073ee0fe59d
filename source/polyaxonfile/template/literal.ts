import {printFloat} from '../numeral.ts';
import {dict, hashOf, isKey} from './equality.ts';
import {unescapeText} from './lexer.ts';
import {reprOf} from './print.ts';
import {type Opaque, type Python, tuple} from './values.ts';

/** Nested deeper than this, Python's own parser gives up on some versions. */
const deepest = 90;

/** The value of a text that is a Python literal (`ast.literal_eval`): `1_000`, `0x10`, `(1, 2)`, `{'a': None}`; undefined when it is none. */
export function readLiteral(text: string): Python | undefined {
	// Most texts are words, and a literal starts with one of few characters (a leading blank makes none, as before Python 3.10).
	if (!/^\n*[-+.\d'"([{TFNrRuUbB]/.test(text) || text.includes('\0')) return undefined;
	const reader: Reader = {text, at: text.search(/[^\n]/), depth: 0, hasWrongKey: false};
	const value = readSequence(reader, '');
	skipBlanks(reader, false);
	if (value === undefined || reader.at < text.trimEnd().length) return undefined;
	return reader.hasWrongKey ? {type: 'opaque', name: 'error', repr: text} : value;
}

type Reader = {readonly text: string; at: number; depth: number /** A list is a key or stands in a set, at which Python stops. */; hasWrongKey: boolean};

function skipBlanks(reader: Reader, isInBrackets: boolean): void {
	const blanks = isInBrackets ? /(?:[ \t\f\r\n]|#[^\n]*|\\\n)*/y : /(?:[ \t\f]|#[^\n]*|\\\n)*/y;
	blanks.lastIndex = reader.at;
	blanks.exec(reader.text);
	reader.at = blanks.lastIndex;
}

function take(reader: Reader, pattern: RegExp): string | undefined {
	pattern.lastIndex = reader.at;
	const found = pattern.exec(reader.text);
	if (!found) return undefined;
	reader.at = pattern.lastIndex;
	return found[0];
}

/** Values with commas between them, up to a closing bracket or, for a bare tuple, the end. One value without a comma is itself where a tuple may be meant. */
function readSequence(reader: Reader, close: '' | ')' | ']'): Python | undefined {
	const items: Python[] = [];
	let hasComma = false;
	const isInBrackets = close !== '';
	for (;;) {
		skipBlanks(reader, isInBrackets);
		if (isInBrackets ? take(reader, close === ')' ? /\)/y : /\]/y) : items.length > 0 && reader.at >= reader.text.length) break;
		if (items.length > 0 && !hasComma) return undefined;
		if (!isInBrackets && items.length > 0 && /^\s*$/.test(reader.text.slice(reader.at))) break;
		const item = readValue(reader, isInBrackets);
		if (item === undefined) return undefined;
		items.push(item);
		skipBlanks(reader, isInBrackets);
		const comma = take(reader, /,/y) !== undefined;
		if (comma) hasComma = true;
		else if (isInBrackets) {
			if (take(reader, close === ')' ? /\)/y : /\]/y) === undefined) return undefined;
			break;
		} else break;
	}
	if (close === ']') return items;
	return hasComma || items.length !== 1 ? tuple(items) : items[0];
}

function readValue(reader: Reader, isInBrackets: boolean): Python | undefined {
	if (reader.depth >= deepest) return undefined;
	reader.depth += 1;
	const char = reader.text[reader.at] ?? '';
	const value = '([{'.includes(char)
		? readBracket(reader)
		: (readWord(reader) ?? readNumber(reader) ?? readBytes(reader, isInBrackets) ?? readStrings(reader, isInBrackets));
	reader.depth -= 1;
	return value === nothing ? null : value;
}

/** Stands for None while alternatives are tried with `??`. */
const nothing = tuple([]);

function readBracket(reader: Reader): Python | undefined {
	if (take(reader, /\(/y)) {
		const value = readSequence(reader, ')');
		return value === null ? nothing : value;
	}
	if (take(reader, /\[/y)) return readSequence(reader, ']');
	return take(reader, /\{/y) ? readBraces(reader) : undefined;
}

/** A dict or a set, whose keys and items can be keys. */
function readBraces(reader: Reader): Python | undefined {
	const pairs: Array<readonly [Python, Python]> = [];
	for (;;) {
		skipBlanks(reader, true);
		if (take(reader, /\}/y)) break;
		const key = readValue(reader, true);
		skipBlanks(reader, true);
		if (key === undefined) return undefined;
		if (pairs.length === 0 && /[,}]/.test(reader.text[reader.at] ?? '')) return readSet(reader, key);
		if (take(reader, /:/y) === undefined) return undefined;
		skipBlanks(reader, true);
		const value = readValue(reader, true);
		if (value === undefined) return undefined;
		if (isKey(key)) pairs.push([key, value]);
		else reader.hasWrongKey = true;
		skipBlanks(reader, true);
		if (take(reader, /,/y)) continue;
		if (take(reader, /\}/y) === undefined) return undefined;
		break;
	}
	return dict(pairs);
}

function readSet(reader: Reader, first: Python): Python | undefined {
	const items = new Map<string, Python>();
	const add = (item: Python) => {
		if (!isKey(item)) reader.hasWrongKey = true;
		else if (!items.has(hashOf(item))) items.set(hashOf(item), item);
	};
	add(first);
	while (take(reader, /,/y)) {
		skipBlanks(reader, true);
		if (reader.text[reader.at] === '}') break;
		const item = readValue(reader, true);
		skipBlanks(reader, true);
		if (item === undefined) return undefined;
		add(item);
	}
	if (take(reader, /\}/y) === undefined) return undefined;
	return {
		type: 'opaque',
		name: 'set',
		repr: `{${inOrder([...items.values()])
			.map(item => reprOf(item))
			.join(', ')}}`,
	};
}

/** Python puts small whole numbers into their own places; the order of all else is chance. */
function inOrder(items: readonly Python[]): readonly Python[] {
	return items.every(item => typeof item === 'bigint' && item >= 0n) ? [...items].sort((a, b) => Number((a as bigint) - (b as bigint))) : items;
}

function readWord(reader: Reader): Python | undefined {
	if (take(reader, /\.\.\./y)) return {type: 'opaque', name: 'Ellipsis', repr: 'Ellipsis'};
	const word = take(reader, /(?:True|False|None)(?![\w])/y);
	if (word === undefined) return undefined;
	return word === 'None' ? nothing : word === 'True';
}

function readNumber(reader: Reader): Python | undefined {
	const start = reader.at;
	const sign = take(reader, /[-+]\s*/y);
	const number = readUnsigned(reader);
	if (number === undefined) {
		reader.at = start;
		return undefined;
	}
	const isNegative = sign?.startsWith('-') === true;
	if (take(reader, /[jJ](?![\w.])/y)) return complex(isNegative ? -0 : undefined, isNegative ? -Number(number) : Number(number));
	const real = isNegative ? -number : number;
	return readImaginary(reader, Number(real)) ?? real;
}

/** `1+2j`. */
function readImaginary(reader: Reader, real: number): Opaque | undefined {
	const start = reader.at;
	const sign = take(reader, /[ \t\f]*[-+][ \t\f]*/y);
	const number = sign === undefined ? undefined : readUnsigned(reader);
	if (sign !== undefined && number !== undefined && take(reader, /[jJ](?![\w.])/y)) return complex(real, sign.includes('-') ? -Number(number) : Number(number));
	reader.at = start;
	return undefined;
}

/** A complex number as Python prints it. */
function complex(real: number | undefined, imaginary: number): Opaque {
	const part = (number: number) => printFloat(number).replace(/\.0$/, '');
	const inner = `${part(imaginary)}j`;
	const repr = real === undefined ? inner : `(${part(real)}${inner.startsWith('-') ? '' : '+'}${inner})`;
	return {type: 'opaque', name: 'complex number', repr};
}

function readUnsigned(reader: Reader): bigint | number | undefined {
	const float = take(
		reader,
		/(?:(?:\d(?:_?\d)*)?\.\d(?:_?\d)*|\d(?:_?\d)*\.)(?:[eE][-+]?\d(?:_?\d)*)?(?!(?![jJ])[\w.])|\d(?:_?\d)*[eE][-+]?\d(?:_?\d)*(?!(?![jJ])[\w.])/y,
	);
	if (float !== undefined) return Number(float.replaceAll('_', ''));
	const whole = take(reader, /(?:0[xX](?:_?[\da-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|0(?:_?0)*|[1-9](?:_?\d)*)(?!(?![jJ])[\w.])/y);
	// Python converts at most 4300 digits.
	return whole === undefined || whole.length > 4300 ? undefined : BigInt(whole.replaceAll('_', ''));
}

/** Bytes: as text, of ASCII only, and printed with the sequences of bytes. */
function readBytes(reader: Reader, isInBrackets: boolean): Opaque | undefined {
	let bytes: string | undefined;
	for (;;) {
		const prefix = take(reader, /(?:[bB][rR]?|[rR][bB])(?=['"])/y);
		const quoted = prefix === undefined ? undefined : take(reader, quotes);
		if (prefix === undefined || quoted === undefined || /[^\0-\x7f]/.test(quoted)) break;
		const inner = innerOf(quoted);
		const value = /r/i.test(prefix) ? inner : unescapeText(inner.replaceAll(/\\([uUN])/g, '\\\\$1'));
		if (value === undefined) return undefined;
		bytes = (bytes ?? '') + value;
		skipBlanks(reader, isInBrackets);
	}
	// Text and bytes cannot stand side by side
	if (bytes === undefined || /['"]/.test(reader.text[reader.at] ?? '')) return undefined;
	return {type: 'opaque', name: 'bytes', repr: `b${reprOf(bytes).replaceAll(/[\u00a1-\u00ff]/g, char => `\\x${char.charCodeAt(0).toString(16)}`)}`};
}

const quotes = /'''(?:[^\\]|\\[\s\S])*?'''|"""(?:[^\\]|\\[\s\S])*?"""|'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*"/y;

function innerOf(quoted: string): string {
	const width = /^('''|""")/.test(quoted) ? 3 : 1;
	return quoted.slice(width, -width);
}

function readStrings(reader: Reader, isInBrackets: boolean): Python | undefined {
	let text: string | undefined;
	for (;;) {
		const prefix = take(reader, /[rRuU](?=['"])/y) ?? '';
		const quoted = take(reader, quotes);
		if (quoted === undefined) return text !== undefined && take(reader, /[bB][rR]?(?=['"])|[rR][bB](?=['"])/y) !== undefined ? undefined : text;
		const inner = innerOf(quoted);
		const value = /r/i.test(prefix) ? inner : unescapeText(inner);
		if (value === undefined) return undefined;
		text = (text ?? '') + value;
		skipBlanks(reader, isInBrackets);
	}
}
