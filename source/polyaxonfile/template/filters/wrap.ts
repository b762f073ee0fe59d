import {wholeOf} from '../python/methods/method.ts';
import {countOf, strip} from '../python/python-text.ts';
import type {Filter} from '../python/tools.ts';
import {textIn, truthOf, typeName, wrong} from '../python/values.ts';

/** `wordwrap`: Python's `textwrap.wrap()`. The platform makes one line of a command again, so what is left of it is where words were cut. */
export const wrapFilters: Readonly<Record<string, Filter>> = {
	wordwrap: {
		parameters: ['width?', 'break_long_words?', 'wrapstring?'],
		run: (value, [width, isCutting = true, wrapstring], {spend}) => {
			const text = textIn(value);
			if (text === undefined) throw wrong(`Only text can be wrapped, not ${typeName(value)}.`, 'Write "| string" before it.');
			const most = wholeOf(width, 79);
			if (most <= 0) throw wrong('The width must be above 0.', 'Write how many characters a line has.');
			spend(text.length);
			const end = wrapstring === undefined || !truthOf(wrapstring) ? '\n' : textIn(wrapstring);
			if (end === undefined) throw wrong('What stands between lines is text.', 'Put it into quotes.');
			return wrap(chunksOf(text), most, truthOf(isCutting)).join(end);
		},
	},
};

/** Words, the blanks between them, and the parts of words with hyphens (`TextWrapper.wordsep_re`; its blanks are those of ASCII). */
function chunksOf(text: string): readonly string[] {
	const separator =
		/([\t\n\v\f\r ]+|(?<=[\p{L}\p{N}_!"'&.,?])-{2,}(?=[\p{L}\p{N}_])|[^\t\n\v\f\r ](?:[^\t\n\v\f\r ]*?)(?:-(?:(?<=[\p{L}_]{2}-)|(?<=[\p{L}_]-[\p{L}_]-))(?=[\p{L}_]-?[\p{L}_])|(?=[\t\n\v\f\r ]|$)|(?<=[\p{L}\p{N}_!"'&.,?])(?=-{2,}[\p{L}\p{N}_])))/u;
	return text.split(separator).filter(chunk => chunk !== '');
}

/** After the last hyphen that fits, where something else stands before it; else where the line ends. */
function placeOfCut(chars: readonly string[], room: number): number {
	const hyphen = chars.slice(0, room).lastIndexOf('-');
	return hyphen > 0 && chars.slice(0, hyphen).some(char => char !== '-') ? hyphen + 1 : room;
}

function wrap(chunks: readonly string[], width: number, isCutting: boolean): readonly string[] {
	const lines: string[] = [];
	const rest = [...chunks].reverse();
	const isBlank = (chunk: string | undefined) => chunk !== undefined && strip(chunk) === '';
	while (rest.length > 0) {
		const line: string[] = [];
		let length = 0;
		if (lines.length > 0 && isBlank(rest.at(-1))) rest.pop();
		for (let next = rest.at(-1); next !== undefined && length + countOf(next) <= width; next = rest.at(-1)) {
			line.push(next);
			length += countOf(next);
			rest.pop();
		}
		const long = rest.at(-1);
		if (long !== undefined && countOf(long) > width) {
			if (isCutting) {
				const chars = Array.from(long);
				const end = placeOfCut(chars, width - length);
				line.push(chars.slice(0, end).join(''));
				rest[rest.length - 1] = chars.slice(end).join('');
			} else if (line.length === 0) {
				line.push(long);
				rest.pop();
			}
		}
		if (isBlank(line.at(-1))) line.pop();
		if (line.length > 0) lines.push(line.join(''));
	}
	return lines;
}
