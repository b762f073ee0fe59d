import type {YamlFinding} from './yaml-problem.ts';

/** What keeps a text from being JSON, and where; undefined when nothing does. An empty file has a problem of its own. Node 20 does not say where JSON.parse stops. */
export function jsonFinding(source: string): YamlFinding | undefined {
	const offset = source.trim() === '' ? undefined : firstWrong(source);
	if (offset === undefined) return undefined;
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

const token =
	/[ \t\r\n]*(?:("(?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w.])|(?:true|false|null)(?!\w))|([{}[\],:]))/y;

/** What may come next: a value, one or the end of an empty list, a key, one or the end of an empty object, a colon, more or the end of what is open, nothing. */
type Next = 'value' | 'item' | 'key' | 'first-key' | 'colon' | 'more' | 'nothing';

function firstWrong(source: string): number | undefined {
	const open: string[] = [];
	let next: Next = 'value';
	for (token.lastIndex = 0; next !== 'nothing'; ) {
		const from: number = token.lastIndex;
		const found: RegExpExecArray | null = token.exec(source);
		const at = source.slice(from).search(/[^ \t\r\n]/);
		const start = at < 0 ? source.length : from + at;
		if (!found) return start;
		const after = afterToken(next, found, open);
		if (after === undefined) return start;
		next = after;
	}
	const rest = source.slice(token.lastIndex).search(/[^ \t\r\n]/);
	return rest < 0 ? undefined : token.lastIndex + rest;
}

function afterToken(next: Next, [, text, scalar, mark = '']: RegExpExecArray, open: string[]): Next | undefined {
	if (next === 'colon') return mark === ':' ? 'value' : undefined;
	if (next === 'key' || next === 'first-key') return text !== undefined ? 'colon' : next === 'first-key' && mark === '}' ? close(open) : undefined;
	if (next === 'more') return mark === ',' ? (open.at(-1) === '{' ? 'key' : 'value') : mark === (open.at(-1) === '{' ? '}' : ']') ? close(open) : undefined;
	if (next === 'item' && mark === ']') return close(open);
	if (text !== undefined || scalar !== undefined) return open.length > 0 ? 'more' : 'nothing';
	if (mark !== '{' && mark !== '[') return undefined;
	open.push(mark);
	return mark === '{' ? 'first-key' : 'item';
}

function close(open: string[]): Next {
	open.pop();
	return open.length > 0 ? 'more' : 'nothing';
}
