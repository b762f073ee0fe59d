import {stripEnd, stripStart} from './python-text.ts';
import {TemplateError} from './values.ts';

/** A piece of a template: text to print, or what stands between `{{ }}` or `{% %}`. Offsets are into the template. */
export type Piece =
	| {readonly type: 'text'; readonly text: string}
	| {
			readonly type: 'print' | 'statement';
			readonly tokens: readonly Token[];
			readonly start: number;
			readonly end: number;
			/** Why there are no more tokens. */
			readonly error?: TemplateError;
	  };

/** A word, sign or value between the delimiters. */
export type Token = {readonly type: 'name' | 'operator'; readonly text: string; readonly start: number; readonly end: number} | Literal;
type Literal = {readonly type: 'value'; readonly value: string | bigint | number; readonly text: string; readonly start: number; readonly end: number};

/** A template in pieces, and what is wrong outside of them. */
export type Pieces = {readonly pieces: readonly Piece[]; readonly errors: readonly TemplateError[]};

/** Cuts a template into pieces, as Jinja2 does with its default delimiters: `-` beside a delimiter takes the blanks next to it away. */
export function cutTemplate(template: string): Pieces {
	const pieces: Piece[] = [];
	const errors: TemplateError[] = [];
	let at = 0;
	let isStripping = false;
	const addText = (end: number, isStrippedAfter: boolean) => {
		let text = template.slice(at, end);
		if (isStripping) text = stripStart(text);
		if (isStrippedAfter) text = stripEnd(text);
		if (text) pieces.push({type: 'text', text});
	};
	const opening = /\{[{%#]/g;
	for (;;) {
		opening.lastIndex = at;
		const match = opening.exec(template);
		if (!match) {
			addText(template.length, false);
			return {pieces, errors};
		}
		const open = match.index;
		addText(open, template[open + 2] === '-');
		const cut =
			match[0] === '{#' ? cutComment(template, open) : (cutRaw(template, open) ?? cutExpression(template, open, match[0] === '{{' ? 'print' : 'statement'));
		if (cut.piece) pieces.push(cut.piece);
		if (cut.error) errors.push(cut.error);
		({end: at, isStripping} = cut);
	}
}

type Cut = {readonly piece?: Piece; readonly error?: TemplateError; readonly end: number; readonly isStripping: boolean};

function cutComment(template: string, open: number): Cut {
	const start = open + (template[open + 2] === '-' ? 3 : 2);
	// With nothing after it Jinja2 does not miss the end
	if (open + 2 === template.length) return {end: template.length, isStripping: false};
	const close = template.indexOf('#}', start);
	if (close >= 0) return {end: close + 2, isStripping: close > start && template[close - 1] === '-'};
	const error = new TemplateError(
		'"{#" starts a comment of the template, and no "#}" ends it.',
		open,
		open + 2,
		'Shell text such as ${#list[@]} has it too. Put such a command into a script file.',
	);
	return {error, end: open + 2, isStripping: false};
}

function cutRaw(template: string, open: number): Cut | undefined {
	const start = /\{%-?\s*raw\s*(-?)%\}/y;
	start.lastIndex = open;
	const begin = start.exec(template);
	if (!begin) return undefined;
	const stop = /\{%(-?)\s*endraw\s*(-?)%\}/g;
	stop.lastIndex = start.lastIndex;
	const end = stop.exec(template);
	if (!end && start.lastIndex === template.length) return {end: template.length, isStripping: false};
	if (!end) {
		const error = new TemplateError('The raw block is not ended.', open, start.lastIndex, 'Write {% endraw %} after it.');
		return {error, end: template.length, isStripping: false};
	}
	let text = template.slice(start.lastIndex, end.index);
	if (begin[1]) text = stripStart(text);
	if (end[1]) text = stripEnd(text);
	return {piece: {type: 'text', text}, end: stop.lastIndex, isStripping: end[2] === '-'};
}

const patterns = {
	blank: /(?:[^\S\ufeff]|\x1f)+/y,
	float: /\d+\.\d+/y,
	integer: /\d+/y,
	asciiName: /[A-Za-z_]\w*(?![\w\u0080-\uffff])/y,
	string: /'([^'\\]*(?:\\[\s\S][^'\\]*)*)'|"([^"\\]*(?:\\[\s\S][^"\\]*)*)"/y,
	operator: /\/\/|\*\*|==|!=|>=|<=|[-+/*%~[\](){}<>=.:|,;]/y,
};

type Open = {readonly start: number; readonly type: 'print' | 'statement'; readonly brackets: Token[]};

function cutExpression(template: string, start: number, type: 'print' | 'statement'): Cut {
	const close = type === 'print' ? /-?\}\}/y : /-?%\}/y;
	const open: Open = {start, type, brackets: []};
	const tokens: Token[] = [];
	let at = start + 2;
	if (template[at] === '-') at += 1;
	try {
		for (;;) {
			at = match(patterns.blank, template, at)?.end ?? at;
			if (at >= template.length) throw unclosed(template, open);
			const end = open.brackets.length === 0 ? match(close, template, at) : undefined;
			if (end) return {piece: {type, tokens, start, end: end.end}, end: end.end, isStripping: end.text.startsWith('-')};
			const token = cutToken(template, at);
			if (token.type === 'operator') balance(token, open, template);
			tokens.push(token);
			at = token.end;
		}
	} catch (error) {
		if (!(error instanceof TemplateError)) throw error;
		// What was opened and never closed has swallowed what comes after it.
		const {end, next} = recover(template, error.start === start ? start + 2 : at);
		const known = tokens.filter(token => token.end <= end);
		return {piece: {type, tokens: known, start, end, error}, end: next, isStripping: false};
	}
}

/** Where a broken piece ends, and where the template goes on. */
function recover(template: string, from: number): {readonly end: number; readonly next: number} {
	const mark = /\}\}|%\}|\{[{%#]/g;
	mark.lastIndex = from;
	const found = mark.exec(template);
	if (!found) return {end: template.length, next: template.length};
	return {end: found.index, next: found[0].startsWith('{') ? found.index : mark.lastIndex};
}

function unclosed(template: string, {start, type, brackets}: Open): TemplateError {
	const [open, close] = type === 'print' ? ['{{', '}}'] : ['{%', '%}'];
	const bracket = brackets.at(-1);
	const mark = bracket && template.indexOf(close, bracket.end);
	if (bracket && mark !== undefined && mark >= 0)
		return new TemplateError(
			`"${bracket.text}" has no "${closing[bracket.text]}".`,
			bracket.start,
			bracket.end,
			`Write "${closing[bracket.text]}" before "${close}".`,
		);
	return new TemplateError(`"${open}" has no "${close}".`, start, template.length, `Write ${close} after the ${type === 'print' ? 'name' : 'statement'}.`);
}

function cutToken(template: string, start: number): Token {
	const float = template[start - 1] === '.' ? undefined : match(patterns.float, template, start);
	if (float) return {type: 'value', value: Number(float.text), text: float.text, start, end: float.end};
	const integer = match(patterns.integer, template, start);
	if (integer) return {type: 'value', value: wholeNumber(integer.text, start), text: integer.text, start, end: integer.end};
	// Node takes 4 ms to prepare the classes of Unicode, which few files need
	const name =
		match(patterns.asciiName, template, start) ??
		(/[a-z_\u0080-\uffff]/i.test(template[start] ?? '') ? match(/[\p{XIDS}_]\p{XIDC}*/uy, template, start) : undefined);
	if (name) return {type: 'name', text: name.text, start, end: name.end};
	const string = match(patterns.string, template, start);
	if (string) return {type: 'value', value: valueOfText(string.text, start), text: string.text, start, end: string.end};
	const operator = match(patterns.operator, template, start);
	if (operator) return {type: 'operator', text: operator.text, start, end: operator.end};
	throw strange(template, start);
}

/** Python converts at most 4300 digits. */
function wholeNumber(text: string, start: number): bigint {
	if (text.length > 4300) throw new TemplateError('The number has more than 4300 digits.', start, start + text.length, 'Python takes no longer ones.');
	return BigInt(text);
}

function valueOfText(text: string, start: number): string {
	// Python's decoder sees a character above ASCII as its own backslash sequence, also behind a backslash
	const value = unescapeText(text.slice(1, -1).replaceAll(/\\([^\0-\x7f])/gu, (_, char) => `\\\\${asciiOf(char)}`));
	if (value !== undefined) return value;
	throw new TemplateError('The text has a "\\" with something after it that Python does not know.', start, start + text.length, 'Write two: "\\\\".');
}

function asciiOf(char: string): string {
	const code = char.codePointAt(0) ?? 0;
	return code < 0x100 ? `x${code.toString(16)}` : code < 0x10000 ? `u${code.toString(16).padStart(4, '0')}` : `U${code.toString(16).padStart(8, '0')}`;
}

const strangeHints: Readonly<Record<string, string>> = {
	'!': 'Write "not", or "!=" to compare.',
	'&': 'Write "and".',
	'@': 'Write the name without it.',
	$: 'Names of the file stand without "$": {{ lr }}.',
	'?': 'Write {{ a if b else c }} to choose one of two.',
	'\\': 'Between the brackets stands no "\\", outside of quotes.',
	'`': 'Write \' or " around text.',
	'#': 'A comment stands in {# #}.',
};

function strange(template: string, start: number): TemplateError {
	const char = String.fromCodePoint(template.codePointAt(start) ?? 0);
	if (char === '"' || char === "'")
		return new TemplateError(`The text that starts with ${char} here is not ended.`, start, start + 1, `Write another ${char} after it.`);
	const hint = strangeHints[char] ?? (/[\u2018-\u201f]/.test(char) ? 'Write \' or " around text.' : 'Put text into quotes.');
	return new TemplateError(`"${char}" cannot stand in a template here.`, start, start + char.length, hint);
}

const closing: Readonly<Record<string, string>> = {'(': ')', '[': ']', '{': '}'};

function balance(token: Token, {brackets, type}: Open, template: string): void {
	if (closing[token.text]) brackets.push(token);
	if (!')]}'.includes(token.text)) return;
	const open = brackets.pop();
	if (open && closing[open.text] === token.text) return;
	if (open) {
		const wanted = closing[open.text];
		throw new TemplateError(`"${token.text}" stands where "${wanted}" should be.`, token.start, token.end, `"${open.text}" is open: write "${wanted}" first.`);
	}
	if (token.text !== '}') throw new TemplateError(`There is a "${token.text}" too many.`, token.start, token.end, 'Take it away, or open it before.');
	const [start, end] = type === 'print' ? ['{{', '}}'] : ['{%', '%}'];
	const from = type === 'print' && template[token.start - 1] === '%' ? token.start - 1 : token.start;
	const to = type === 'statement' && template[token.end] === '}' ? token.end + 1 : token.end;
	const mark = template.slice(from, to);
	throw new TemplateError(`${mark === '}' ? 'One "}"' : `"${mark}"`} does not end the "${start}".`, from, to, `Write "${end}".`);
}

function match(pattern: RegExp, template: string, at: number): {text: string; end: number} | undefined {
	pattern.lastIndex = at;
	const found = pattern.exec(template);
	return found ? {text: found[0], end: pattern.lastIndex} : undefined;
}

const escapes: Readonly<Record<string, string>> = {n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v', '\\': '\\', "'": "'", '"': '"', '\n': ''};

/** Python's backslash sequences; an unknown one stays as it is, and one that is begun and not ended makes the whole text wrong: undefined. */
export function unescapeText(text: string): string | undefined {
	if (!text.includes('\\')) return text;
	let isWrong = false;
	const result = text.replaceAll(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|([\s\S]))/g, (whole, x, u, long, octal, char) => {
		const hex = x ?? u ?? long;
		if (hex !== undefined) {
			const code = Number.parseInt(hex, 16);
			if (code <= 0x10ffff) return String.fromCodePoint(code);
			isWrong = true;
		}
		if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
		// Names of characters (\N{…}) would need a table of all of them
		if ('xuUN'.includes(char)) isWrong = true;
		return escapes[char] ?? whole;
	});
	return isWrong ? undefined : result;
}
