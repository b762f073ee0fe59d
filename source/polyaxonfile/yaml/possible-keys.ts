import {columnOf} from './cursor.ts';
import {YamlFault} from './fault.ts';
import type {Scanner} from './scanner.ts';

/** A key may not be longer than this, and ends on the line that it starts on. */
const longestKey = 1024;

/** Keys that have got too long, or whose line is over, are none. The outer ones began earlier. */
export function dropStale(scanner: Scanner): void {
	const {cursor, keys} = scanner;
	for (let key = keys[0]; key; key = keys[0]) {
		const isLong = key.lineStart === cursor.lineStart;
		if (isLong && !isTooLong(cursor.text, key.offset, cursor.offset)) return;
		if (isLong) scanner.longKey = key.offset;
		if (key.isRequired) throw new YamlFault(isLong ? 'long-key' : 'no-colon', key.offset);
		keys.shift();
	}
}

function isTooLong(text: string, from: number, to: number): boolean {
	return to - from > longestKey && [...text.slice(from, to)].length > longestKey;
}

/** What comes next may be a key, where one may stand. */
export function rememberKey(scanner: Scanner): void {
	if (!scanner.allowsKey) return;
	forgetKey(scanner);
	const {cursor, keys, brackets, tokens, taken, indent} = scanner;
	const column = columnOf(cursor);
	const isRequired = brackets.length === 0 && indent === column;
	keys.push({number: taken + tokens.length, depth: brackets.length, offset: cursor.offset, column, lineStart: cursor.lineStart, isRequired});
}

/** What might have been a key at this depth of brackets is none. */
export function forgetKey({keys, brackets}: Scanner): void {
	const key = keys.at(-1);
	if (key?.depth !== brackets.length) return;
	if (key.isRequired) throw new YamlFault('no-colon', key.offset);
	keys.pop();
}
