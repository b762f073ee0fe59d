import {dict, hashOf, isKey} from './equality.ts';
import {readNumber} from './literal-number.ts';
import {type Reader, skipBlanks, take} from './literal-reader.ts';
import {readBytes, readStrings} from './literal-text.ts';
import {reprOf} from './print.ts';
import {type Python, tuple} from './values.ts';

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
