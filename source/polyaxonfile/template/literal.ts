import {unescapeText} from './lexer.ts';
import {dict, type Python, tuple} from './values.ts';

/** Nested deeper than this, Python's own parser gives up on some versions. */
const deepest = 90;

/**
 * The value of a text that is a Python literal (`ast.literal_eval`): `1_000`, `0x10`, `(1, 2)`, `{'a': None}`; undefined when it is none.
 * Sets, bytes and complex numbers stay text: they print nearly the same, and no command needs them.
 */
export function readLiteral(text: string): Python | undefined {
	// Most texts are words, and a literal starts with one of few characters (a leading blank makes none, as before Python 3.10).
	if (!/^[-+.\d'"([{TFNrRuU]/.test(text) || text.includes('\0')) return undefined;
	const reader = {text, at: 0, depth: 0};
	const value = readSequence(reader, '');
	skipBlanks(reader, false);
	return value === undefined || reader.at < text.trimEnd().length ? undefined : value;
}

type Reader = {readonly text: string; at: number; depth: number};

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
	const value = readBracket(reader) ?? readWord(reader) ?? readNumber(reader) ?? readStrings(reader, isInBrackets);
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
	return take(reader, /\{/y) ? readDict(reader) : undefined;
}

function readDict(reader: Reader): Python | undefined {
	const pairs: Array<readonly [Python, Python]> = [];
	for (;;) {
		skipBlanks(reader, true);
		if (take(reader, /\}/y)) break;
		const key = readValue(reader, true);
		skipBlanks(reader, true);
		if (key === undefined || Array.isArray(key) || take(reader, /:/y) === undefined) return undefined;
		skipBlanks(reader, true);
		const value = readValue(reader, true);
		if (value === undefined) return undefined;
		pairs.push([key, value]);
		skipBlanks(reader, true);
		if (take(reader, /,/y)) continue;
		if (take(reader, /\}/y) === undefined) return undefined;
		break;
	}
	return dict(pairs);
}

function readWord(reader: Reader): Python | undefined {
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
	return sign?.startsWith('-') ? -number : number;
}

function readUnsigned(reader: Reader): bigint | number | undefined {
	const float = take(reader, /(?:(?:\d(?:_?\d)*)?\.\d(?:_?\d)*|\d(?:_?\d)*\.)(?:[eE][-+]?\d(?:_?\d)*)?(?![\w.])|\d(?:_?\d)*[eE][-+]?\d(?:_?\d)*(?![\w.])/y);
	if (float !== undefined) return Number(float.replaceAll('_', ''));
	const whole = take(reader, /(?:0[xX](?:_?[\da-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|0(?:_?0)*|[1-9](?:_?\d)*)(?![\w.])/y);
	// Python converts at most 4300 digits.
	return whole === undefined || whole.length > 4300 ? undefined : BigInt(whole.replaceAll('_', ''));
}

function readStrings(reader: Reader, isInBrackets: boolean): Python | undefined {
	let text: string | undefined;
	for (;;) {
		const prefix = take(reader, /[rRuU](?=['"])/y) ?? '';
		const quoted = take(reader, /'''(?:[^\\]|\\[\s\S])*?'''|"""(?:[^\\]|\\[\s\S])*?"""|'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*"/y);
		if (quoted === undefined) return text;
		const width = /^('''|""")/.test(quoted) ? 3 : 1;
		const inner = quoted.slice(width, -width);
		text = (text ?? '') + (/r/i.test(prefix) ? inner : unescapeText(inner));
		skipBlanks(reader, isInBrackets);
	}
}
