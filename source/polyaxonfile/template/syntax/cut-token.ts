import {unescapeText} from '../python/backslashes.ts';
import {TemplateError} from '../python/values.ts';

/** A word, sign or value between the delimiters. */
export type Token = {readonly type: 'name' | 'operator'; readonly text: string; readonly start: number; readonly end: number} | Literal;
type Literal = {readonly type: 'value'; readonly value: string | bigint | number; readonly text: string; readonly start: number; readonly end: number};

const patterns = {
	float: /\d+\.\d+/y,
	integer: /\d+/y,
	asciiName: /[A-Za-z_]\w*(?![\w\u0080-\uffff])/y,
	string: /'([^'\\]*(?:\\[\s\S][^'\\]*)*)'|"([^"\\]*(?:\\[\s\S][^"\\]*)*)"/y,
	operator: /\/\/|\*\*|==|!=|>=|<=|[-+/*%~[\](){}<>=.:|,;]/y,
};

/** Cuts the token that starts at an offset. Throws a TemplateError where none does. */
export function cutToken(template: string, start: number): Token {
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

/** What a sticky pattern finds at an offset. */
export function match(pattern: RegExp, template: string, at: number): {text: string; end: number} | undefined {
	pattern.lastIndex = at;
	const found = pattern.exec(template);
	return found ? {text: found[0], end: pattern.lastIndex} : undefined;
}
