import type {Row} from '../parts/list-edit.ts';
import {cleanPaste} from '../parts/text-edit.ts';

/** Pasted commands, one a row: comments left out, lines that end with a backslash joined with the next one. */
export function stepRows(text: string): readonly Row[] {
	const joined = cleanPaste(text, true).replace(/\\\n\s*/g, '');
	return usefulLines(joined).map(line => [line]);
}

/** Pasted `NAME=VALUE` lines of an env file or a shell script. */
export function envVarRows(text: string): readonly Row[] {
	return pairRows(text, /^(?:export\s+)?([^\s=]+)\s*=\s*(.*)$/, withoutQuotes);
}

/** Pasted `name=value` or `name: value` lines; the value stays YAML as it was typed. */
export function declarationRows(text: string): readonly Row[] {
	return pairRows(text, /^([^\s=:]+)\s*[=:]\s*(.*)$/, value => value);
}

/** A line that is no pair becomes a row with a name alone, unless it is the only one: then it is just text. */
function pairRows(text: string, pair: RegExp, toValue: (text: string) => string): readonly Row[] {
	const lines = usefulLines(cleanPaste(text, true));
	const matches = lines.map(line => pair.exec(line));
	if (matches.every(match => match === null)) return [];
	return matches.map((match, index) => (match ? [match[1]!, toValue(match[2]!)] : [lines[index]!, '']));
}

function usefulLines(text: string): readonly string[] {
	return text
		.split('\n')
		.map(line => line.trim())
		.filter(line => line !== '' && !line.startsWith('#'));
}

function withoutQuotes(value: string): string {
	return /^(["'])(.*)\1$/.exec(value)?.[2] ?? value;
}
