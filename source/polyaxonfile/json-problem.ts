import type {Finding} from './yaml/finding.ts';

/** What keeps a text from being JSON, by where it stops to be it. Node 20 does not say where JSON.parse stops. */
export function jsonFinding(source: string, offset: number): Finding {
	const rest = source.slice(offset);
	return {
		code: 'not-json',
		message: rest === '' ? 'The JSON ends too early.' : 'This is no JSON.',
		hint: hintFor(rest, source.slice(0, offset).trimEnd()),
		offset: Math.min(offset, source.trimEnd().length),
		length: 1,
	};
}

function hintFor(rest: string, before: string): string {
	if (rest === '') return 'A closing bracket or quote is missing.';
	if (/^(?:#|\/\/|\/\*)/.test(rest)) return 'JSON has no comments. Delete it, or call the file .yml.';
	if (rest.startsWith("'")) return 'Text has double quotes in JSON.';
	if (/^[}\]]/.test(rest) && before.endsWith(',')) return 'Delete the comma before it.';
	if (/["}\]\w]$/.test(before) && /^["{[\w]/.test(rest)) return 'A comma or a colon is missing before it.';
	return 'Put text in double quotes, or call the file .yml to write YAML.';
}
