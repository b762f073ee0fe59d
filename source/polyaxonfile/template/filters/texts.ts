import {formatPercent} from '../format-percent.ts';
import {printPython} from '../print.ts';
import {capitalize, center, replaceText, splitLines, strip} from '../python-text.ts';
import type {Filter} from '../tools.ts';
import {dict, numberOf, type Python, TemplateError, truthOf, tuple, typeName} from '../values.ts';

const text = (run: (text: string) => string): Filter => ({parameters: [], run: value => run(printPython(value))});
const countOf = (value: Python | undefined, otherwise: number) => Number((value === undefined ? undefined : numberOf(value)) ?? otherwise);

/** Filters that take and give text. */
export const textFilters: Readonly<Record<string, Filter>> = {
	upper: text(value => value.toUpperCase()),
	lower: text(value => value.toLowerCase()),
	capitalize: text(capitalize),
	// Jinja2's own rule: words start after blanks, dashes and brackets.
	title: text(value =>
		value
			.split(/([-\s({[<]+)/)
			.map(part => part.slice(0, 1).toUpperCase() + part.slice(1).toLowerCase())
			.join(''),
	),
	trim: text(value => strip(value)),
	string: text(value => value),
	safe: text(value => value),
	escape: text(escapeHtml),
	e: text(escapeHtml),
	forceescape: text(escapeHtml),
	wordcount: {parameters: [], run: value => BigInt(printPython(value).match(/[\p{L}\p{N}_]+/gu)?.length ?? 0)},
	urlencode: text(value =>
		encodeURIComponent(value)
			.replaceAll(/[!'()*]/g, char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
			.replaceAll('%2F', '/'),
	),
	replace: {
		parameters: ['old', 'new', 'count'],
		run: (value, [old = '', by = '', count]) => replaceText(printPython(value), printPython(old), printPython(by), countOf(count, -1)),
	},
	center: {parameters: ['width'], run: (value, [width], tools) => center(printPython(value), countOf(width, 80), tools.spend)},
	indent: {
		parameters: ['width', 'first', 'blank', 'indentfirst'],
		run: (value, [width, first, blank, indentfirst]) => indent(value, countOf(width, 4), truthOf(indentfirst ?? first ?? false), truthOf(blank ?? false)),
	},
	truncate: {
		parameters: ['length', 'killwords', 'end', 'leeway'],
		run: (value, [length, killwords, end, leeway]) =>
			truncate(printPython(value), countOf(length, 255), truthOf(killwords ?? false), printPython(end ?? '...'), countOf(leeway, 5)),
	},
	format: {
		parameters: ['...'],
		run: (value, _given, tools, {positional, named}) => formatPercent(printPython(value), named.size > 0 ? dict(named) : tuple(positional), tools),
	},
};

function escapeHtml(value: string): string {
	return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll("'", '&#39;').replaceAll('"', '&#34;');
}

function indent(value: Python, width: number, isFirst: boolean, isBlank: boolean): string {
	if (typeof value !== 'string') throw new TemplateError(`Only text can be indented, not ${typeName(value)}.`);
	const space = ' '.repeat(Math.min(1000, Math.max(0, width)));
	const lines = splitLines(`${value}\n`);
	return lines.map((line, index) => (index === 0 ? (isFirst ? space : '') : line || isBlank ? space : '') + line).join('\n');
}

function truncate(text: string, length: number, isCut: boolean, end: string, leeway: number): string {
	const chars = Array.from(text);
	if (chars.length <= length + leeway) return text;
	const short = chars.slice(0, Math.max(0, length - Array.from(end).length)).join('');
	return (isCut || !short.includes(' ') ? short : short.slice(0, short.lastIndexOf(' '))) + end;
}
