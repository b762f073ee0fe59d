import {dict} from '../python/equality.ts';
import {escapeHtml} from '../python/escape-html.ts';
import {formatPercent} from '../python/format-percent.ts';
import {itemsOf, lengthOf} from '../python/items.ts';
import {wholeOf} from '../python/methods/method.ts';
import {missingError} from '../python/missing.ts';
import {printPython} from '../python/print.ts';
import {blank, capitalize, center, countOf, replaceText, splitLines, strip} from '../python/python-text.ts';
import type {Filter, Tools} from '../python/tools.ts';
import {isDict, isMarkup, isMissing, markup, type Python, textIn, truthOf, tuple, typeName, wrong} from '../python/values.ts';

/** What changes text, and keeps it as HTML where it counts as that. */
const text = (run: (text: string) => string): Filter => ({
	parameters: [],
	run: (value, _given, {spend}) => (isMarkup(value) ? markup(run(value.text)) : run(printPython(value, spend))),
});
/** What gives text that counts as HTML. */
const html = (run: (value: Python, tools: Tools) => string): Filter => ({parameters: [], run: (value, _given, tools) => markup(run(value, tools))});

/** Words start after blanks, dashes and brackets: Jinja2's own rule. */
const wordStart = new RegExp(`((?:${blank}|[-({[<])+)`);

/** Filters that take and give text. */
export const textFilters: Readonly<Record<string, Filter>> = {
	upper: text(value => value.toUpperCase()),
	lower: text(value => value.toLowerCase()),
	capitalize: text(capitalize),
	title: {
		parameters: [],
		run: (value, _given, {spend}) =>
			printPython(value, spend)
				.split(wordStart)
				.map(word => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase())
				.join(''),
	},
	trim: text(value => strip(value)),
	string: text(value => value),
	safe: html((value, {spend}) => printPython(value, spend)),
	escape: html((value, {spend}) => (isMarkup(value) ? value.text : escapeHtml(printPython(value, spend)))),
	e: html((value, {spend}) => (isMarkup(value) ? value.text : escapeHtml(printPython(value, spend)))),
	forceescape: html((value, {spend}) => escapeHtml(printPython(value, spend))),
	wordcount: {parameters: [], run: value => BigInt(needed(value).match(/[\p{L}\p{N}_]+/gu)?.length ?? 0)},
	urlencode: {parameters: [], run: (value, _given, tools) => urlEncoded(value, tools)},
	replace: {
		parameters: ['old', 'new', 'count?'],
		run: (value, [old = '', by = '', count], {spend}) =>
			replaceText(printPython(value, spend), printPython(old, spend), printPython(by, spend), count === null ? -1 : wholeOf(count, -1), spend),
	},
	center: {parameters: ['width?'], run: (value, [width], {spend}) => center(printPython(value, spend), wholeOf(width, 80), spend)},
	indent: {
		parameters: ['width?', 'first?', 'blank?', 'indentfirst?'],
		run: (value, [width, first = false, isBlank = false, indentfirst], tools) =>
			indent(value, wholeOf(width, 4), truthOf(indentfirst ?? first), truthOf(isBlank), tools),
	},
	truncate: {
		parameters: ['length?', 'killwords?', 'end?', 'leeway?'],
		run: (value, [length, killwords = false, end = '...', leeway]) =>
			truncate(value, wholeOf(length, 255), truthOf(killwords), needed(end), leeway === null ? 5 : wholeOf(leeway, 5)),
	},
	format: {
		parameters: ['...'],
		run: (value, _given, tools, {positional, named}) => {
			if (positional.length > 0 && named.size > 0) throw wrong('"format" takes values by place or by name, not both.', 'Name all of them or none.');
			const values = named.size > 0 ? dict(named) : tuple(positional);
			return isMarkup(value) ? markup(formatPercent(value.text, values, tools, escapeHtml)) : formatPercent(printPython(value, tools.spend), values, tools);
		},
	},
};

function needed(value: Python): string {
	const found = textIn(value);
	if (found !== undefined) return found;
	throw wrong(`Text is needed here, not ${typeName(value)}.`, 'Write "| string" before the filter.');
}

function urlEncoded(value: Python, tools: Tools): string {
	if (textIn(value) !== undefined || (!isDict(value) && !isIterableValue(value))) return encode(printPython(value, tools.spend), '/');
	const pairs = isDict(value) ? [...value.entries.values()] : itemsOf(value, tools).map(pair => pairOf(itemsOf(pair, tools)));
	return pairs
		.map(([key, inner]) => `${encode(printPython(key, tools.spend), '/')}=${encode(printPython(inner, tools.spend), '').replaceAll('%20', '+')}`)
		.join('&');
}

const isIterableValue = (value: Python) => typeof value === 'object' && value !== null;

function pairOf(items: readonly Python[]): readonly [Python, Python] {
	if (items.length !== 2) throw wrong('"urlencode" takes text, a dict or pairs.', 'Write "| join" before it for a list.');
	return [items[0] ?? null, items[1] ?? null];
}

function encode(value: string, kept: '/' | ''): string {
	const encoded = encodeURIComponent(value).replaceAll(/[!'()*]/g, char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
	return kept === '/' ? encoded.replaceAll('%2F', '/') : encoded;
}

function indent(value: Python, width: number, isFirst: boolean, isBlank: boolean, {spend}: Tools): Python {
	if (isMissing(value)) throw missingError(value);
	const written = textIn(value);
	if (written === undefined) throw wrong(`Only text can be indented, not ${typeName(value)}.`, 'Write "| string" before it.');
	const lines = splitLines(`${written}\n`);
	spend((lines.length * Math.max(0, width)) / 10);
	const space = ' '.repeat(Math.max(0, width));
	const result = lines.map((line, index) => (index === 0 ? (isFirst ? space : '') : line || isBlank ? space : '') + line).join('\n');
	// Only the first line alone is still the text that counted as HTML
	return isMarkup(value) && lines.length === 1 && !isBlank ? markup(result) : result;
}

function truncate(value: Python, length: number, isCut: boolean, end: string, leeway: number): Python {
	if (length < countOf(end)) throw wrong(`The length must be ${countOf(end)} at least, for "${end}".`, 'Write a larger one.');
	if (leeway < 0) throw wrong('The leeway must not be below 0.', 'Write 0 or more.');
	if (textIn(value) === undefined && lengthOf(value) <= length + leeway) return value;
	const chars = Array.from(needed(value));
	if (chars.length <= length + leeway) return value;
	const short = chars.slice(0, length - countOf(end)).join('');
	const result = isCut || !short.includes(' ') ? short : short.slice(0, short.lastIndexOf(' '));
	return isMarkup(value) ? markup(result + escapeHtml(end)) : result + end;
}
