import {Numeral, printFloat} from '../numeral.ts';

/**
 * A text as one line of YAML that every reader takes for the same text: YAML 1.1 and 1.2, PyYAML of all releases. Plain where that is safe
 * beyond doubt, else in single quotes, else in double ones; JSON has double ones only.
 */
export function textSource(text: string, where: 'block' | 'flow' | 'json'): string {
	if (where === 'json') return doubleQuoted(text);
	if (isPlain(text, where)) return text;
	if (!isPrintable(text)) return doubleQuoted(text);
	return text.includes("'") && !/["\\]/.test(text) ? `"${text}"` : `'${text.replaceAll("'", "''")}'`;
}

/** The same, in the quotes that another text has now, where those can hold it. */
export function textSourceLike(text: string, type: unknown, where: 'block' | 'flow' | 'json'): string {
	if (type === 'QUOTE_SINGLE' && isPrintable(text)) return `'${text.replaceAll("'", "''")}'`;
	return type === 'QUOTE_DOUBLE' ? doubleQuoted(text) : textSource(text, where);
}

function isPlain(text: string, where: 'block' | 'flow' | 'json'): boolean {
	if (!isPrintable(text) || text.trim() !== text || text === '') return false;
	// What another reader may take for a number, a time, a date, a truth value or nothing.
	if (/^[-+.]?[\d.][\d._:eE+\-xXoObBa-fA-F]*$/.test(text) || /^\d{4}-\d/.test(text)) return false;
	if (/^(?:~|null|y|yes|n|no|true|false|on|off|none|=|<<|[-+]?\.?(?:inf|nan))$/i.test(text)) return false;
	if (/^[-?:](?:\s|$)/.test(text) || /^[\s\-?:]*$/.test(text) || /^[,[\]{}#&*!|>'"%@`]/.test(text) || /^(?:---|\.\.\.)/.test(text)) return false;
	if (/:(?:\s|$)/.test(text) || /\s#/.test(text)) return false;
	// PyYAML 3.13 reads no colon inside brackets, and no reader a comma or bracket there.
	return where === 'block' || !/[,[\]{}:?]/.test(text);
}

/** On one line, and nothing in it that PyYAML refuses or that an editor may change. */
function isPrintable(text: string): boolean {
	return /^[ -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]*$/u.test(text);
}

function doubleQuoted(text: string): string {
	const escaped = JSON.stringify(text).replaceAll(
		/[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g,
		char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
	return escaped.replaceAll('\\/', '/');
}

/** A text of several lines as a literal block, indented by so many blanks; undefined where only quotes can hold it. */
export function blockSource(text: string, indent: number): string | undefined {
	const lines = text.replace(/\n$/, '').split('\n');
	const isSafe =
		lines.length > 1 &&
		lines.every(line => isPrintable(line.replaceAll('\t', ''))) &&
		!/^\s/.test(lines[0] ?? '') &&
		lines[0] !== '' &&
		lines.at(-1)?.trim() !== '';
	if (!isSafe) return undefined;
	const blanks = ' '.repeat(indent);
	return `|${text.endsWith('\n') ? '' : '-'}\n${lines.map(line => (line === '' ? '' : blanks + line)).join('\n')}`;
}

/** A number so that YAML 1.1 reads a number: a float needs a point there, `1.0e-07`. */
export function numberSource(value: number | Numeral): string {
	const text = value instanceof Numeral ? value.text : Number.isInteger(value) ? String(value) : printFloat(value);
	if (text === 'nan') return '.nan';
	if (text.endsWith('inf')) return text.replace('inf', '.inf');
	return text.includes('e') && !text.includes('.') ? text.replace('e', '.0e') : text;
}
