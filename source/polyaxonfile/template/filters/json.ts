import {printFloat} from '../../numeral.ts';
import {missingError} from '../python/missing.ts';
import {orderOf} from '../python/operators.ts';
import {printPython} from '../python/print.ts';
import type {Filter, Tools} from '../python/tools.ts';
import {type Dict, isDict, isMissing, isPythonList, isTuple, markup, numberOf, type Python, textIn, typeName, wrong} from '../python/values.ts';

/** `tojson`, as Jinja2 2.10 has it: keys sorted, ASCII only, and the characters < > & ' escaped. */
export const jsonFilters: Readonly<Record<string, Filter>> = {
	tojson: {
		parameters: ['indent?'],
		run: (value, [indent], tools) => markup(write(value, indentOf(indent), '\n', tools).replaceAll(/[<>&']/g, char => escapeCode(char.charCodeAt(0)))),
	},
};

function indentOf(indent: Python | undefined): string | undefined {
	if (indent === undefined || indent === null) return undefined;
	if (isMissing(indent)) throw missingError(indent);
	const number = numberOf(indent);
	if (number === undefined) return textIn(indent) ?? '';
	if (number > 100) throw wrong('The indent is too large.', 'Write a smaller number.');
	return ' '.repeat(Math.max(0, Number(number)));
}

function write(value: Python, indent: string | undefined, line: string, tools: Tools): string {
	tools.spend(1 + line.length / 100);
	if (value === null) return 'null';
	if (typeof value === 'boolean') return String(value);
	if (typeof value === 'bigint') return printPython(value, tools.spend);
	if (typeof value === 'number') return Number.isFinite(value) ? printFloat(value) : Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
	const text = textIn(value);
	if (text !== undefined) return quote(text, tools);
	const inner = line + (indent ?? '');
	if (isPythonList(value) || isTuple(value)) {
		const items = isTuple(value) ? value.items : value;
		return wrap(
			items.map(item => write(item, indent, inner, tools)),
			'[]',
			indent,
			line,
		);
	}
	if (isDict(value)) {
		const parts = sortedEntries(value, tools).map(([key, item]) => `${quote(keyText(key, tools), tools)}: ${write(item, indent, inner, tools)}`);
		return wrap(parts, '{}', indent, line);
	}
	if (isMissing(value)) throw missingError(value);
	throw wrong(`${typeName(value)} cannot be written as JSON.`, 'Write "| list" before it, or "| string".');
}

function sortedEntries({entries}: Dict, tools: Tools): ReadonlyArray<readonly [Python, Python]> {
	return [...entries.values()].sort(([a], [b]) => orderOf(a, b, tools));
}

function wrap(parts: readonly string[], [open = '', close = '']: string, indent: string | undefined, line: string): string {
	if (parts.length === 0 || indent === undefined) return open + parts.join(', ') + close;
	return open + parts.map(part => line + indent + part).join(',') + line + close;
}

function keyText(key: Python, tools: Tools): string {
	const text = textIn(key);
	if (text !== undefined) return text;
	if (key === null || typeof key === 'boolean' || numberOf(key) !== undefined) return write(key, undefined, '', tools);
	throw wrong(`A ${typeName(key)} cannot be a key in JSON.`, 'Use text or a number as the key.');
}

function quote(text: string, {spend}: Tools): string {
	spend(text.length / 50);
	return JSON.stringify(text).replaceAll(/[^ -~]/g, char => escapeCode(char.charCodeAt(0)));
}

function escapeCode(code: number): string {
	return `\\u${code.toString(16).padStart(4, '0')}`;
}
