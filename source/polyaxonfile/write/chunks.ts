import {lineEnd, lineStart} from './source.ts';

/** The lines of a block list or map, cut so that each entry has the comments directly above it. Whole lines: `before + chunks + after` is the text. */
export type Chunks = {readonly before: string; readonly chunks: readonly string[]; readonly after: string};

/** Cuts the text at the lines where entries start. `end` is where the last entry's content ends. */
export function cutChunks(text: string, starts: readonly number[], end: number): Chunks {
	const tops = starts.map((start, index) => topOf(text, lineStart(text, start), index === 0 ? 0 : lineEnd(text, starts[index - 1] ?? 0)));
	const bottom = Math.min(text.length, lineEnd(text, end) + 1);
	const chunks = tops.map((top, index) => withNewline(text.slice(top, tops[index + 1] ?? bottom)));
	return {before: text.slice(0, tops[0] ?? bottom), chunks, after: text.slice(bottom)};
}

/** Comments directly above an entry, as far in as the entry, belong to it; a blank line ends them. */
function topOf(text: string, start: number, floor: number): number {
	const indent = /^ */.exec(text.slice(start))?.[0] ?? '';
	let top = start;
	while (top > floor) {
		const above = lineStart(text, top - 1);
		const line = text.slice(above, top - 1);
		if (above < floor || !line.startsWith(`${indent}#`)) break;
		top = above;
	}
	return top;
}

/** The text with a line end after it. */
export function withNewline(text: string): string {
	return text.endsWith('\n') ? text : `${text}\n`;
}
