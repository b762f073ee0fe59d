import {TemplateError} from './values.ts';

/** A piece of a template: text to print, or what stands between `{{ }}` or `{% %}`. Offsets are into the template. */
export type Piece =
	| {readonly type: 'text'; readonly text: string}
	| {readonly type: 'print' | 'statement'; readonly tokens: readonly Token[]; readonly start: number; readonly end: number};

/** A word, sign or value between the delimiters. */
export type Token = {readonly type: 'name' | 'operator'; readonly text: string; readonly start: number; readonly end: number} | Literal;
type Literal = {readonly type: 'value'; readonly value: string | bigint | number; readonly text: string; readonly start: number; readonly end: number};

/** Cuts a template into pieces, as Jinja2 does with its default delimiters: `-` beside a delimiter takes the blanks next to it away. */
export function cutTemplate(template: string): readonly Piece[] {
	const pieces: Piece[] = [];
	let at = 0;
	let isStripping = false;
	const addText = (end: number, isStrippedAfter: boolean) => {
		let text = template.slice(at, end);
		if (isStripping) text = text.trimStart();
		if (isStrippedAfter) text = text.trimEnd();
		if (text) pieces.push({type: 'text', text});
	};
	for (;;) {
		const found = /\{[{%#]/g;
		found.lastIndex = at;
		const match = found.exec(template);
		if (!match) {
			addText(template.length, false);
			return pieces;
		}
		const open = match.index;
		addText(open, template[open + 2] === '-');
		const piece =
			match[0] === '{#' ? cutComment(template, open) : (cutRaw(template, open) ?? cutExpression(template, open, match[0] === '{{' ? 'print' : 'statement'));
		if (piece.piece) pieces.push(piece.piece);
		({end: at, isStripping} = piece);
	}
}

type Cut = {readonly piece?: Piece; readonly end: number; readonly isStripping: boolean};

function cutComment(template: string, open: number): Cut {
	const close = template.indexOf('#}', open + 2);
	if (close < 0) {
		throw new TemplateError(
			'"{#" starts a comment of the template, and no "#}" ends it.',
			open,
			open + 2,
			'Shell text such as ${#list[@]} has it too. Put such a command into a script file.',
		);
	}
	return {end: close + 2, isStripping: template[close - 1] === '-'};
}

function cutRaw(template: string, open: number): Cut | undefined {
	const start = /\{%-?\s*raw\s*(-?)%\}/y;
	start.lastIndex = open;
	const begin = start.exec(template);
	if (!begin) return undefined;
	const stop = /\{%(-?)\s*endraw\s*(-?)%\}/g;
	stop.lastIndex = start.lastIndex;
	const end = stop.exec(template);
	if (!end) throw new TemplateError('The raw block is not ended.', open, start.lastIndex, 'Write {% endraw %} after it.');
	let text = template.slice(start.lastIndex, end.index);
	if (begin[1]) text = text.trimStart();
	if (end[1]) text = text.trimEnd();
	return {piece: {type: 'text', text}, end: stop.lastIndex, isStripping: end[2] === '-'};
}

const patterns = {
	blank: /\s+/y,
	float: /\d+\.\d+/y,
	integer: /\d+/y,
	asciiName: /[A-Za-z_]\w*(?![^\0-\x7f])/y,
	name: /[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}_]*/uy,
	string: /'([^'\\]*(?:\\[\s\S][^'\\]*)*)'|"([^"\\]*(?:\\[\s\S][^"\\]*)*)"/y,
	operator: /\/\/|\*\*|==|!=|>=|<=|[-+/*%~[\](){}<>=.:|,;]/y,
};

function cutExpression(template: string, open: number, type: 'print' | 'statement'): Cut {
	const close = type === 'print' ? /-?\}\}/y : /-?%\}/y;
	const tokens: Token[] = [];
	const brackets: string[] = [];
	let at = open + 2;
	if (template[at] === '-' || (type === 'statement' && template[at] === '+')) at += 1;
	for (;;) {
		at = match(patterns.blank, template, at)?.end ?? at;
		if (at >= template.length) {
			const [start, end] = type === 'print' ? ['{{', '}}'] : ['{%', '%}'];
			throw new TemplateError(`"${start}" has no "${end}".`, open, template.length, `Write ${end} after the ${type === 'print' ? 'name' : 'statement'}.`);
		}
		const end = brackets.length === 0 ? match(close, template, at) : undefined;
		if (end) return {piece: {type, tokens, start: open, end: end.end}, end: end.end, isStripping: end.text.startsWith('-')};
		const token = cutToken(template, at);
		if (token.type === 'operator') balance(token, brackets);
		tokens.push(token);
		at = token.end;
	}
}

function cutToken(template: string, start: number): Token {
	const float = template[start - 1] === '.' ? undefined : match(patterns.float, template, start);
	if (float) return {type: 'value', value: Number(float.text), text: float.text, start, end: float.end};
	const integer = match(patterns.integer, template, start);
	if (integer) return {type: 'value', value: BigInt(integer.text), text: integer.text, start, end: integer.end};
	// Node takes 4 ms to prepare the classes of Unicode, which few files need
	const name =
		match(patterns.asciiName, template, start) ?? (/[a-z_\u0080-\uffff]/i.test(template[start] ?? '') ? match(patterns.name, template, start) : undefined);
	if (name) return {type: 'name', text: name.text, start, end: name.end};
	const string = match(patterns.string, template, start);
	if (string) return {type: 'value', value: unescapeText(string.text.slice(1, -1)), text: string.text, start, end: string.end};
	const operator = match(patterns.operator, template, start);
	if (operator) return {type: 'operator', text: operator.text, start, end: operator.end};
	throw new TemplateError(`"${template[start]}" cannot stand in a template here.`, start, start + 1);
}

const closing: Readonly<Record<string, string>> = {'(': ')', '[': ']', '{': '}'};

function balance(token: Token, brackets: string[]): void {
	const wanted = closing[token.text];
	if (wanted) brackets.push(wanted);
	else if (')]}'.includes(token.text) && brackets.pop() !== token.text) throw new TemplateError(`There is a "${token.text}" too many.`, token.start, token.end);
}

function match(pattern: RegExp, template: string, at: number): {text: string; end: number} | undefined {
	pattern.lastIndex = at;
	const found = pattern.exec(template);
	return found ? {text: found[0], end: pattern.lastIndex} : undefined;
}

const escapes: Readonly<Record<string, string>> = {n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v', '\\': '\\', "'": "'", '"': '"', '\n': ''};

/** Python's backslash sequences; an unknown one stays as it is. */
export function unescapeText(text: string): string {
	return text.replaceAll(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|([\s\S]))/g, (whole, x, u, long, octal, char) => {
		const hex = x ?? u ?? long;
		if (hex !== undefined) return codePoint(Number.parseInt(hex, 16), whole);
		if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
		return escapes[char] ?? whole;
	});
}

function codePoint(code: number, otherwise: string): string {
	return code <= 0x10ffff ? String.fromCodePoint(code) : otherwise;
}
