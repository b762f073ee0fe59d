import {formatBraces} from '../format-braces.ts';
import {itemsOf} from '../items.ts';
import {capitalize, center, countOf, replaceText, splitFromEnd, splitLines, splitText, strip, stripEnd, stripStart, titleCase} from '../python-text.ts';
import type {Given, Tools} from '../tools.ts';
import {isTuple, type Python, truthOf, tuple, wrong} from '../values.ts';
import {type Method, type Methods, notIn, partOf, plain, textOf, wholeOf} from './method.ts';
import {textQuestions} from './text-questions.ts';
import {translationMethods} from './translate.ts';

const trimming = (run: (text: string, chars: string | undefined) => string): Method<string> => ({
	parameters: ['chars?'],
	run: (text, [chars]) => run(text, chars === undefined || chars === null ? undefined : textOf(chars)),
});
const having = (run: (text: string, part: string) => boolean): Method<string> => ({
	parameters: ['part', 'start?', 'end?'],
	run: (text, [part = null, from, to]) => {
		const chars = Array.from(text);
		const [start, end] = partOf(chars.length, from, to);
		if (start > chars.length || start > end) return false;
		const inner = chars.slice(start, end).join('');
		return isTuple(part) ? part.items.some(each => run(inner, textOf(each))) : run(inner, textOf(part));
	},
});
const padding = (run: (text: string, width: number, fill: string, tools: Tools) => string): Method<string> => ({
	parameters: ['width', 'fillchar?'],
	run: (text, [width, fillchar], tools) => {
		const fill = fillchar === undefined ? ' ' : textOf(fillchar);
		if (countOf(fill) !== 1) throw wrong('A text is filled up with one character.', 'Write one: "0".');
		tools.spend(Math.max(0, wholeOf(width)) / 10);
		return run(text, wholeOf(width), fill, tools);
	},
});
const missing = (text: string, width: number) => Math.max(0, width - countOf(text));

/** Where a part stands among the characters, or -1. */
const finding = (isLast: boolean, isNeeded: boolean): Method<string> => ({
	parameters: ['part', 'start?', 'end?'],
	run: (text, given, tools) => {
		const index = find(text, given, isLast, tools);
		if (index < 0 && isNeeded) throw notIn(`"${textOf(given[0])}" is not in the text.`, 'Use find(), which gives -1 then.');
		return BigInt(index);
	},
});

function find(text: string, [part, from, to]: Given, isLast: boolean, tools: Tools): number {
	tools.spend(text.length / 100);
	const chars = Array.from(text);
	const [start, end] = partOf(chars.length, from, to);
	if (start > chars.length || start > end) return -1;
	const inner = chars.slice(start, end).join('');
	const index = isLast ? inner.lastIndexOf(textOf(part)) : inner.indexOf(textOf(part));
	return index < 0 ? -1 : start + countOf(inner.slice(0, index));
}

const splitting = (run: (text: string, separator: string | undefined, most: number) => readonly string[]): Method<string> => ({
	parameters: ['sep?', 'maxsplit?'],
	hasNames: true,
	run: (text, [separator, most], tools) => {
		tools.spend(text.length / 10);
		const by = separator === undefined || separator === null ? undefined : textOf(separator);
		if (by === '') throw wrong('A text cannot be split at nothing.', 'Write what stands between the parts: split(",").');
		return run(text, by, wholeOf(most, -1));
	},
});
const parting = (isLast: boolean): Method<string> => ({
	parameters: ['sep'],
	run: (text, [separator]) => {
		const by = textOf(separator);
		if (by === '') throw wrong('A text cannot be split at nothing.', 'Write what stands between the parts: partition("=").');
		const at = isLast ? text.lastIndexOf(by) : text.indexOf(by);
		if (at < 0) return tuple(isLast ? ['', '', text] : [text, '', '']);
		return tuple([text.slice(0, at), by, text.slice(at + by.length)]);
	},
});

/** The methods of Python's text. */
export const textMethods: Methods<string> = {
	upper: plain(text => text.toUpperCase()),
	lower: plain(text => text.toLowerCase()),
	casefold: plain(text => text.toLowerCase().replaceAll('ß', 'ss').replaceAll('ς', 'σ')),
	capitalize: plain(capitalize),
	title: plain(titleCase),
	swapcase: plain(text => Array.from(text, char => (char === char.toUpperCase() ? char.toLowerCase() : char.toUpperCase())).join('')),
	...textQuestions,
	strip: trimming(strip),
	lstrip: trimming(stripStart),
	rstrip: trimming(stripEnd),
	startswith: having((text, part) => text.startsWith(part)),
	endswith: having((text, part) => text.endsWith(part)),
	ljust: padding((text, width, fill) => text + fill.repeat(missing(text, width))),
	rjust: padding((text, width, fill) => fill.repeat(missing(text, width)) + text),
	center: padding((text, width, fill, {spend}) => center(text, width, spend, fill)),
	zfill: {parameters: ['width'], run: (text, [width], tools) => zfill(text, wholeOf(width), tools)},
	expandtabs: {parameters: ['tabsize?'], hasNames: true, run: (text, [size], tools) => expandTabs(text, wholeOf(size, 8), tools)},
	find: finding(false, false),
	rfind: finding(true, false),
	index: finding(false, true),
	rindex: finding(true, true),
	count: {parameters: ['part', 'start?', 'end?'], run: (text, given, tools) => BigInt(count(text, given, tools))},
	replace: {
		parameters: ['old', 'new', 'count?'],
		run: (text, [old, by, most], {spend}) => replaceText(text, textOf(old), textOf(by), wholeOf(most, -1), spend),
	},
	split: splitting(splitText),
	rsplit: splitting(splitFromEnd),
	splitlines: {parameters: ['keepends?'], hasNames: true, run: (text, [isKept = false]) => splitLines(text, truthOf(isKept))},
	partition: parting(false),
	rpartition: parting(true),
	join: {parameters: ['items'], run: (text, [items = null], tools) => join(text, itemsOf(items, tools), tools)},
	format: {parameters: ['...'], run: (text, _given, tools, parameters) => formatBraces(text, parameters, tools)},
	format_map: {parameters: ['mapping'], run: (text, [dict = null], tools) => formatBraces(text, {dict}, tools)},
	...translationMethods,
};

function join(text: string, items: readonly Python[], {spend}: Tools): string {
	const parts = items.map(item => textOf(item));
	spend(parts.reduce((sum, part) => sum + part.length + text.length, 0) / 10);
	return parts.join(text);
}

function count(text: string, [part, from, to]: Given, tools: Tools): number {
	tools.spend(text.length / 100);
	const chars = Array.from(text);
	const [start, end] = partOf(chars.length, from, to);
	if (start > chars.length || start > end) return 0;
	const searched = textOf(part);
	return searched === '' ? end - start + 1 : chars.slice(start, end).join('').split(searched).length - 1;
}

function zfill(text: string, width: number, {spend}: Tools): string {
	spend(Math.max(0, width) / 10);
	const sign = /^[-+]/.exec(text)?.[0] ?? '';
	return sign + '0'.repeat(missing(text, width)) + text.slice(sign.length);
}

function expandTabs(text: string, size: number, {spend}: Tools): string {
	let column = 0;
	return text.replaceAll(/\t|[\n\r]|[^\t\n\r]+/g, part => {
		if (part !== '\t') {
			column = part === '\n' || part === '\r' ? 0 : column + countOf(part);
			return part;
		}
		const width = size > 0 ? size - (column % size) : 0;
		spend(width / 10);
		column += width;
		return ' '.repeat(width);
	});
}
