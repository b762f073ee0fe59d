/** The first character of an escape sequence. */
export const escapeCode = 0x1b;

const bell = 0x07;
const cancel = 0x18;
const substitute = 0x1a;
const stringTerminator = 0x9c;

/** What starts a string that ends with ST: after ESC, and as the C1 character of the same meaning. */
const stringStarts = new Set([...'P]X^_k'].map(character => character.charCodeAt(0)));
const c1StringStarts = new Set([0x90, 0x98, 0x9d, 0x9e, 0x9f]);

/** Whether the character is a control: C0, DEL or C1. */
export function isControl(code: number): boolean {
	return code < 0x20 || (code >= 0x7f && code <= 0x9f);
}

/**
 * Index just after the control sequence that starts at `start`, which must be a control character (ECMA-48, sections 5.4 to 5.6).
 * A sequence that never ends takes the rest of the line with it.
 */
export function endOfControl(line: string, start: number): number {
	const first = line.charCodeAt(start);
	if (first === 0x9b) return endOfCsi(line, start + 1);
	if (c1StringStarts.has(first)) return endOfString(line, start + 1, first === 0x9d);
	if (first !== escapeCode) return start + 1;

	const kind = line.charCodeAt(start + 1);
	if (kind === 0x5b) return endOfCsi(line, start + 2);
	if (stringStarts.has(kind)) return endOfString(line, start + 2, kind === 0x5d);
	let end = start + 1;
	while (line.charCodeAt(end) >= 0x20 && line.charCodeAt(end) <= 0x2f) end++;
	// What cannot end an escape sequence is not a part of it
	return line.charCodeAt(end) >= 0x30 && line.charCodeAt(end) <= 0x7e ? end + 1 : end;
}

function endOfCsi(line: string, start: number): number {
	let end = start;
	while (line.charCodeAt(end) >= 0x20 && line.charCodeAt(end) <= 0x3f) end++;
	return line.charCodeAt(end) >= 0x40 && line.charCodeAt(end) <= 0x7e ? end + 1 : end;
}

function endOfString(line: string, start: number, endsWithBell: boolean): number {
	for (let end = start; end < line.length; end++) {
		const code = line.charCodeAt(end);
		if (code === stringTerminator || code === cancel || code === substitute || (endsWithBell && code === bell)) return end + 1;
		if (code === escapeCode) return line[end + 1] === '\\' ? end + 2 : end;
	}
	return line.length;
}
