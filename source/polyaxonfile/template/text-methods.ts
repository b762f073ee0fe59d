import {formatPercent} from './format-percent.ts';
import {itemsOf} from './items.ts';
import {printPython} from './print.ts';
import {capitalize, center, replaceText, reverse, splitLines, strip, stripStart} from './python-text.ts';
import {bind, type Tools} from './tools.ts';
import {isTuple, numberOf, type Parameters, type Python, TemplateError, tuple, typeName} from './values.ts';

type Method = {readonly parameters: readonly string[]; readonly run: (text: string, given: ReadonlyArray<Python | undefined>, tools: Tools) => Python};

const plain = (run: (text: string) => Python): Method => ({parameters: [], run});
const trimming = (run: (text: string, chars: string | undefined) => string): Method => ({
	parameters: ['chars'],
	run: (text, [chars]) => run(text, chars === undefined || chars === null ? undefined : textOf(chars)),
});
const having = (run: (text: string, part: string) => boolean): Method => ({
	parameters: ['part'],
	run: (text, [part = null]) => (isTuple(part) ? part.items.some(each => run(text, textOf(each))) : run(text, textOf(part))),
});
const padding = (run: (text: string, width: number, fill: string) => string): Method => ({
	parameters: ['width', 'fillchar'],
	run: (text, [width = null, fill], tools) => {
		tools.spend(numberIn(width) / 10);
		return run(text, numberIn(width), fill === undefined ? ' ' : textOf(fill));
	},
});

/** The methods of Python's text that a command line may want. */
const methods: Readonly<Record<string, Method>> = {
	upper: plain(text => text.toUpperCase()),
	lower: plain(text => text.toLowerCase()),
	capitalize: plain(capitalize),
	title: plain(text => text.replaceAll(/\p{L}+/gu, word => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase())),
	swapcase: plain(text => Array.from(text, char => (char === char.toUpperCase() ? char.toLowerCase() : char.toUpperCase())).join('')),
	isdigit: plain(text => /^\p{Nd}+$/u.test(text)),
	isalpha: plain(text => /^\p{L}+$/u.test(text)),
	isalnum: plain(text => /^[\p{L}\p{N}]+$/u.test(text)),
	islower: plain(text => text === text.toLowerCase() && text !== text.toUpperCase()),
	isupper: plain(text => text === text.toUpperCase() && text !== text.toLowerCase()),
	isspace: plain(text => /^\s+$/.test(text)),
	splitlines: plain(text => splitLines(text)),
	strip: trimming((text, chars) => strip(text, chars)),
	lstrip: trimming((text, chars) => stripStart(text, chars)),
	rstrip: trimming((text, chars) => reverse(stripStart(reverse(text), chars))),
	startswith: having((text, part) => text.startsWith(part)),
	endswith: having((text, part) => text.endsWith(part)),
	ljust: padding((text, width, fill) => text + fill.repeat(Math.max(0, width - Array.from(text).length))),
	rjust: padding((text, width, fill) => fill.repeat(Math.max(0, width - Array.from(text).length)) + text),
	center: {parameters: ['width'], run: (text, [width = null], tools) => center(text, numberIn(width), tools.spend)},
	zfill: {parameters: ['width'], run: (text, [width = null], tools) => zfill(text, numberIn(width), tools)},
	find: {parameters: ['part'], run: (text, [part = null]) => BigInt(text.indexOf(textOf(part)))},
	count: {parameters: ['part'], run: (text, [part = null]) => BigInt(text.split(textOf(part)).length - 1)},
	replace: {
		parameters: ['old', 'new', 'count'],
		run: (text, [old = null, by = null, count]) => replaceText(text, textOf(old), textOf(by), count === undefined ? -1 : numberIn(count)),
	},
	split: {parameters: ['sep', 'maxsplit'], run: (text, [separator, most]) => split(text, separator, most === undefined ? -1 : numberIn(most))},
	join: {parameters: ['items'], run: (text, [items = null], tools) => itemsOf(items, tools).map(textOf).join(text)},
};

/** The method of a text, or undefined when it has none of that name. */
export function textMethod(text: string, name: string, tools: Tools): ((parameters: Parameters) => Python) | undefined {
	if (name === 'format') return parameters => formatBraces(text, parameters, tools);
	const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
	return method && (parameters => method.run(text, bind(`${name}()`, method.parameters, parameters), tools));
}

function textOf(value: Python): string {
	if (typeof value !== 'string') throw new TemplateError(`Text is needed here, not ${typeName(value)}.`);
	return value;
}

function numberIn(value: Python): number {
	const number = numberOf(value);
	if (typeof number !== 'bigint') throw new TemplateError(`A whole number is needed here, not ${typeName(value)}.`);
	return Number(number);
}

function split(text: string, separator: Python | undefined, most: number): Python {
	if (separator !== undefined && separator !== null) {
		const parts = text.split(textOf(separator));
		return most < 0 || parts.length <= most + 1 ? parts : [...parts.slice(0, most), parts.slice(most).join(textOf(separator))];
	}
	const parts: string[] = [];
	let rest = strip(text);
	while (rest !== '') {
		const end = most >= 0 && parts.length >= most ? -1 : rest.search(/\s/);
		parts.push(end < 0 ? rest : rest.slice(0, end));
		rest = end < 0 ? '' : strip(rest.slice(end));
	}
	return parts;
}

function zfill(text: string, width: number, tools: Tools): string {
	tools.spend(width / 10);
	const sign = /^[-+]/.exec(text)?.[0] ?? '';
	return sign + text.slice(sign.length).padStart(width - sign.length, '0');
}

/** `'{} {name} {0:.2f}'.format(…)`: fields by place or name, with the conversions of `%`. */
function formatBraces(text: string, {positional, named}: Parameters, tools: Tools): string {
	let next = 0;
	return text.replaceAll(/\{\{|\}\}|\{(\w*)(?:![rs])?(?::([^{}]*))?\}/g, (whole, field, format) => {
		if (whole === '{{' || whole === '}}') return whole[0] ?? '';
		const value = field === '' ? positional[next++] : /^\d+$/.test(field) ? positional[Number(field)] : named.get(field);
		if (value === undefined) throw new TemplateError(`There is no value for "${whole}".`);
		if (!format) return printPython(value);
		const [, flags = '', letter = 's'] = /^([-+ 0]*\d*(?:\.\d+)?)([a-zA-Z]?)$/.exec(format) ?? [];
		if (/^0?\d*(\.\d+)?[deEfFgGsxX]?$/.test(format)) return formatPercent(`%${flags}${letter || 's'}`, tuple([value]), tools);
		throw new TemplateError(`The format "${format}" cannot be used here.`, undefined, undefined, 'Use "%…" | format(…).');
	});
}
