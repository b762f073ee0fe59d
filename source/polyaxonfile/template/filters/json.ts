import {printFloat} from '../../numeral.ts';
import {missingError} from '../operators.ts';
import {printPython} from '../print.ts';
import type {Filter} from '../tools.ts';
import {isDict, isMissing, isPythonList, isTuple, numberOf, type Python, TemplateError, typeName} from '../values.ts';

/** `tojson`, as Jinja2 2.10 has it: keys sorted, ASCII only, and the characters < > & ' escaped. */
export const jsonFilters: Readonly<Record<string, Filter>> = {
	tojson: {
		parameters: ['indent'],
		run: (value, [indent]) =>
			write(value, indent === undefined || indent === null ? undefined : ' '.repeat(Math.min(20, Number(numberOf(indent) ?? 0))), '\n').replaceAll(
				/[<>&']/g,
				char => escapeCode(char.charCodeAt(0)),
			),
	},
};

function write(value: Python, indent: string | undefined, line: string): string {
	if (value === null) return 'null';
	if (typeof value === 'boolean') return String(value);
	if (typeof value === 'bigint') return String(value);
	if (typeof value === 'number') return Number.isFinite(value) ? printFloat(value) : Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
	if (typeof value === 'string') return quote(value);
	if (isPythonList(value) || isTuple(value)) {
		const items = isTuple(value) ? value.items : value;
		return wrap(
			items.map(item => write(item, indent, line + (indent ?? ''))),
			'[]',
			indent,
			line,
		);
	}
	if (isDict(value)) {
		const entries = [...value.entries.values()].map(([key, inner]) => [keyText(key), inner] as const).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
		return wrap(
			entries.map(([key, inner]) => `${quote(key)}: ${write(inner, indent, line + (indent ?? ''))}`),
			'{}',
			indent,
			line,
		);
	}
	if (isMissing(value)) throw missingError(value);
	throw new TemplateError(`${typeName(value)} cannot be written as JSON.`);
}

function wrap(parts: readonly string[], [open = '', close = '']: string, indent: string | undefined, line: string): string {
	if (parts.length === 0 || indent === undefined) return open + parts.join(', ') + close;
	return open + parts.map(part => line + indent + part).join(',') + line + close;
}

function keyText(key: Python): string {
	return typeof key === 'string' ? key : typeof key === 'boolean' || key === null ? write(key, undefined, '') : printPython(key);
}

function quote(text: string): string {
	return JSON.stringify(text).replaceAll(/[^ -~]/g, char => escapeCode(char.charCodeAt(0)));
}

function escapeCode(code: number): string {
	return `\\u${code.toString(16).padStart(4, '0')}`;
}
