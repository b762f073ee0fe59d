import {unescapeText} from './backslashes.ts';
import {type Reader, skipBlanks, take} from './literal-reader.ts';
import {reprOf} from './print.ts';
import type {Opaque, Python} from './values.ts';

/** Bytes: as text, of ASCII only, and printed with the sequences of bytes. */
export function readBytes(reader: Reader, isInBrackets: boolean): Opaque | undefined {
	let bytes: string | undefined;
	for (;;) {
		const prefix = take(reader, /(?:[bB][rR]?|[rR][bB])(?=['"])/y);
		const quoted = prefix === undefined ? undefined : take(reader, quotes);
		if (prefix === undefined || quoted === undefined || /[^\0-\x7f]/.test(quoted)) break;
		const inner = innerOf(quoted);
		const value = /r/i.test(prefix) ? inner : unescapeText(inner.replaceAll(/\\([uUN])/g, '\\\\$1'));
		if (value === undefined) return undefined;
		bytes = (bytes ?? '') + value;
		skipBlanks(reader, isInBrackets);
	}
	// Text and bytes cannot stand side by side
	if (bytes === undefined || /['"]/.test(reader.text[reader.at] ?? '')) return undefined;
	return {type: 'opaque', name: 'bytes', repr: `b${reprOf(bytes).replaceAll(/[\u00a1-\u00ff]/g, char => `\\x${char.charCodeAt(0).toString(16)}`)}`};
}

const quotes = /'''(?:[^\\]|\\[\s\S])*?'''|"""(?:[^\\]|\\[\s\S])*?"""|'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*"/y;

function innerOf(quoted: string): string {
	const width = /^('''|""")/.test(quoted) ? 3 : 1;
	return quoted.slice(width, -width);
}

/** Text in quotes, several of them side by side; undefined when none stands here. */
export function readStrings(reader: Reader, isInBrackets: boolean): Python | undefined {
	let text: string | undefined;
	for (;;) {
		const prefix = take(reader, /[rRuU](?=['"])/y) ?? '';
		const quoted = take(reader, quotes);
		if (quoted === undefined) return text !== undefined && take(reader, /[bB][rR]?(?=['"])|[rR][bB](?=['"])/y) !== undefined ? undefined : text;
		const inner = innerOf(quoted);
		const value = /r/i.test(prefix) ? inner : unescapeText(inner);
		if (value === undefined) return undefined;
		text = (text ?? '') + value;
		skipBlanks(reader, isInBrackets);
	}
}
