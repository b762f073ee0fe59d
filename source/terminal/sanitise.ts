import {endOfControl, isControl} from './controls.ts';
import {cellsOf} from './width.ts';

const tabStop = 8;

/** Characters that turn text around, break lines or cannot be seen, and could make it read differently than it is. */
const traps = /[\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const loneSurrogates = /\p{Surrogate}/gu;
const separators = /[\u2028\u2029]/g;
const endlessMarks = /(\p{Mark}{8})\p{Mark}+/gu;

/**
 * One line of text from outside as it may be printed anywhere: no control sequences at all, tabs as blanks, only what stands after the last
 * carriage return (progress bars write over themselves). A newline becomes a blank.
 */
export function sanitiseLine(text: string): string {
	if (/^[ -~]*$/.test(text)) return text;
	const line = text.replace(/[\r\n]+$/, '');
	const segment = line.slice(line.lastIndexOf('\r') + 1);
	return withoutControls(segment).replace(loneSurrogates, '\ufffd').replace(traps, '').replace(separators, ' ').replace(endlessMarks, '$1');
}

/** The same for text of several lines; its newlines stay. */
export function sanitiseText(text: string): string {
	return text.split(/\r?\n/).map(sanitiseLine).join('\n');
}

function withoutControls(line: string): string {
	let out = '';
	let start = 0; // Of what is not yet in `out`
	for (let index = 0; index < line.length; ) {
		const code = line.charCodeAt(index);
		if (!isControl(code)) {
			index++;
			continue;
		}
		out += line.slice(start, index);
		if (code === 0x09) out += ' '.repeat(tabStop - (cellsOf(out) % tabStop));
		else if (code === 0x0a) out += ' ';
		index = endOfControl(line, index);
		start = index;
	}
	return out + line.slice(start);
}
