import {type Node, Pair, Scalar, YAMLMap, YAMLSeq} from 'yaml';
import {jsonFinding} from './json-problem.ts';
import {floatValue, intValue} from './numeral.ts';
import {findBytes} from './yaml/characters.ts';
import {deepest} from './yaml/levels.ts';
import {brokenBy, type Reading} from './yaml/read.ts';
import {words} from './yaml/words.ts';

/** Reads a text as Python reads JSON, which takes NaN and Infinity too. `hasMark`: a byte order mark was before it, which Python refuses. An empty text is no fault here. */
export function readJson(source: string, hasMark: boolean): Reading {
	const empty = {root: null, targets: new Map<Node, Node>(), findings: []};
	const bytes = findBytes(source);
	if (bytes) return brokenBy(bytes);
	if (source.trim() === '') return empty;
	if (hasMark) {
		const message = 'The file starts with a byte order mark, which the platform does not read in JSON.';
		return brokenBy({code: 'not-json', message, hint: 'Save it as UTF-8 without one, or call the file .yml.', offset: 0});
	}
	const read = parseJson(source);
	if ('root' in read) return {...empty, root: read.root};
	return brokenBy(read.isDeep ? {code: 'too-deep', ...words['too-deep'], offset: read.stop} : jsonFinding(source, read.stop));
}

/** The nodes of a text, or where it stops to be JSON. */
export function parseJson(source: string): {readonly root: Node} | {readonly stop: number; readonly isDeep: boolean} {
	const open: Open[] = [];
	const top: Node[] = [];
	let next: Next = 'value';
	let at = 0;
	for (;;) {
		blanks.lastIndex = at;
		blanks.exec(source);
		token.lastIndex = blanks.lastIndex;
		const start = blanks.lastIndex;
		if (next === 'nothing') return start < source.length ? {stop: start, isDeep: false} : {root: top[0]!};
		const found = token.exec(source);
		if (!found || open.length > deepest) return {stop: start, isDeep: open.length > deepest};
		at = token.lastIndex;
		const after = step(next, found, {start, end: at}, open, top);
		if (after === undefined) return {stop: start, isDeep: false};
		next = after;
	}
}

const blanks = /[ \t\r\n]*/y;
const token =
	/("[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*)*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w.])|(?:true|false|null|NaN|-?Infinity)(?!\w))|([{}[\],:])/y;

/** What may come next: a value, one or the end of an empty list, a key, one or the end of an empty object, a colon, more or the end of what is open, nothing. */
type Next = 'value' | 'item' | 'key' | 'first-key' | 'colon' | 'more' | 'nothing';

/** A list or an object whose end has not come, and of an object the key that waits for its value. */
type Open = {readonly node: YAMLMap<Node, Node> | YAMLSeq<Node>; readonly start: number; key?: Scalar};
type Span = {readonly start: number; readonly end: number};

function step(next: Next, [, text, word, mark = '']: RegExpExecArray, span: Span, open: Open[], top: Node[]): Next | undefined {
	const inner = open.at(-1);
	const isMap = inner?.node instanceof YAMLMap;
	if (next === 'colon') return mark === ':' ? 'value' : undefined;
	if (next === 'key' || next === 'first-key') {
		if (inner && text !== undefined) {
			inner.key = scalar(JSON.parse(text), text, span);
			return 'colon';
		}
		return next === 'first-key' && mark === '}' ? close(span, open, top) : undefined;
	}
	if (next === 'more') {
		if (mark === ',') return isMap ? 'key' : 'value';
		return mark === (isMap ? '}' : ']') ? close(span, open, top) : undefined;
	}
	if (next === 'item' && mark === ']') return close(span, open, top);
	if (text !== undefined) return add(scalar(JSON.parse(text), text, span), open, top);
	if (word !== undefined) return add(scalar(wordValue(word), word, span), open, top);
	if (mark !== '{' && mark !== '[') return undefined;
	open.push({node: mark === '{' ? new YAMLMap<Node, Node>() : new YAMLSeq<Node>(), start: span.start});
	return mark === '{' ? 'first-key' : 'item';
}

function close({end}: Span, open: Open[], top: Node[]): Next {
	const {node, start} = open.pop()!;
	node.flow = true;
	node.range = [start, end, end];
	return add(node, open, top);
}

function add(node: Node, open: readonly Open[], top: Node[]): Next {
	const inner = open.at(-1);
	if (!inner) top.push(node);
	else if (inner.node instanceof YAMLSeq) inner.node.items.push(node);
	else inner.node.items.push(new Pair<Node, Node>(inner.key!, node));
	return inner ? 'more' : 'nothing';
}

function scalar(value: unknown, source: string, {start, end}: Span): Scalar {
	const node = new Scalar(value);
	node.range = [start, end, end];
	node.type = source.startsWith('"') ? 'QUOTE_DOUBLE' : 'PLAIN';
	node.source = source;
	return node;
}

function wordValue(word: string): unknown {
	if (/^-?\d+$/.test(word)) return intValue(BigInt(word));
	if (/^(?:NaN|-?Infinity)$/.test(word) || /^-?\d/.test(word)) return floatValue(Number(word));
	return word === 'null' ? null : word === 'true';
}
