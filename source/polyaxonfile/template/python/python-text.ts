import type {Spend} from './tools.ts';

/** What Python takes as blanks, which is not quite what JavaScript does. */
export const blank = '(?:[^\\S\\ufeff]|[\\x1c-\\x1f\\x85])';
const isBlank = new RegExp(`^${blank}$`);
const blanksAtStart = new RegExp(`^${blank}+`);
const blanks = new RegExp(`${blank}+`);

/** The number of characters. */
export const countOf = (text: string) => (/[\ud800-\udbff]/.test(text) ? Array.from(text).length : text.length);

/** The first character in upper case, the others in lower. */
export function capitalize(value: string): string {
	const [first = '', ...rest] = Array.from(value);
	const [capital = '', ...more] = Array.from(first.toUpperCase());
	// One letter may become two, of which only the first is a capital: ß
	return capital + (more.join('') + rest.join('')).toLowerCase();
}

/** Letters at the start of words in upper case, by Python's rule: a word starts after anything that is no letter. */
export function titleCase(text: string): string {
	return text.replaceAll(/\p{Cased}+/gu, capitalize);
}

/** Python's `str.replace()`; a negative count replaces all. */
export function replaceText(text: string, old: string, by: string, count: number, spend: Spend): string {
	const parts = old === '' ? ['', ...Array.from(text), ''] : text.split(old);
	spend((text.length + by.length * parts.length) / 10);
	if (count < 0 || count >= parts.length) return parts.join(by);
	return [parts.slice(0, count + 1).join(by), ...parts.slice(count + 1)].join(old);
}

/** Python's `str.center()`. */
export function center(text: string, width: number, spend: Spend, fill = ' '): string {
	const missing = width - countOf(text);
	if (missing <= 0) return text;
	spend(missing / 10);
	// Python puts the odd blank on the left when the width is odd.
	const left = Math.floor(missing / 2) + (missing % 2 === 1 && width % 2 === 1 ? 1 : 0);
	return fill.repeat(left) + text + fill.repeat(missing - left);
}

/** Without blanks, or without these characters, at both ends. */
export function strip(text: string, chars?: string): string {
	return stripEnd(stripStart(text, chars), chars);
}

/** Without blanks, or without these characters, at the start. */
export function stripStart(text: string, chars?: string): string {
	if (chars === undefined) return text.replace(blanksAtStart, '');
	const all = Array.from(text);
	const first = all.findIndex(char => !chars.includes(char));
	return first < 0 ? '' : all.slice(first).join('');
}

/** Without blanks, or without these characters, at the end. */
export function stripEnd(text: string, chars?: string): string {
	if (chars !== undefined) return reverse(stripStart(reverse(text), chars));
	let end = text.length;
	while (end > 0 && isBlank.test(text[end - 1] ?? '')) end -= 1;
	return text.slice(0, end);
}

/** The characters from the last to the first. */
export const reverse = (text: string) => Array.from(text).reverse().join('');

/** Lines by all of Python's line ends; the last one, when it is empty, is none. */
export function splitLines(text: string, isKept = false): readonly string[] {
	if (isKept)
		return text.match(/[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])|[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+$/g) ?? [];
	const lines = text.split(/\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/);
	return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

/** Python's `str.split()`: between blanks where no separator is given; a negative number of cuts is any. */
export function splitText(text: string, separator: string | undefined, most: number): readonly string[] {
	if (separator !== undefined) {
		const parts = text.split(separator);
		return most < 0 || parts.length <= most + 1 ? parts : [...parts.slice(0, most), parts.slice(most).join(separator)];
	}
	const parts = strip(text) === '' ? [] : strip(text).split(blanks);
	if (most < 0 || parts.length <= most) return parts;
	// What is left over keeps the blanks at its end
	let rest = stripStart(text);
	for (const part of parts.slice(0, most)) rest = stripStart(rest.slice(part.length));
	return [...parts.slice(0, most), rest];
}

/** Python's `str.rsplit()`: cuts from the end. */
export function splitFromEnd(text: string, separator: string | undefined, most: number): readonly string[] {
	if (separator !== undefined) return splitText(reverse(text), reverse(separator), most).map(reverse).reverse();
	return splitText(reverse(text), undefined, most).map(reverse).reverse();
}
