import {indentAt, lineEnd, lineStart, type Source, tokensBetween} from './source.ts';

/** One entry of a block list or map in whole lines: with the comments directly above it, and what comes before those of the next. */
export type Chunk = {
	readonly lines: string;
	/** The same with a line end, which the last line of a text may lack. */
	readonly closed: string;
	readonly tail: string;
};

/** `before`, the lines and tails of the chunks and `after` together are the text. */
export type Chunks = {readonly before: string; readonly chunks: readonly Chunk[]; readonly after: string};

/** Cuts the text at the lines where entries start; `ends` are the ends of their contents. */
export function cutChunks(source: Source, starts: readonly number[], ends: readonly number[]): Chunks {
	const {text} = source;
	const tops = starts.map(start => topOf(source, lineStart(text, start)));
	const bottoms = ends.map(end => Math.min(text.length, lineEnd(text, end) + 1));
	const chunks = tops.map((top, index) => {
		const bottom = bottoms[index] ?? top;
		const lines = text.slice(top, bottom);
		return {lines, closed: lines.endsWith('\n') ? lines : closedLines(source, top), tail: text.slice(bottom, tops[index + 1] ?? bottom)};
	});
	return {before: text.slice(0, tops[0] ?? 0), chunks, after: text.slice(bottoms.at(-1) ?? 0)};
}

/** Chunks as text. `isEnd`: nothing comes after them. */
export function joinChunks(chunks: readonly Chunk[], isEnd = false): string {
	return chunks.map(({lines, closed, tail}, index) => (isEnd && index === chunks.length - 1 ? lines : closed) + tail).join('');
}

/** The comments after an entry, which are about something else. */
export function commentsAfter({tail}: Chunk): string {
	return tail.includes('#') ? tail.replace(/^\n+/, '') : '';
}

/** Comments no further in than a column: under a text in lines of its own they would belong to it. */
export function pullOut(comments: string, column: number): string {
	return comments.replaceAll(/^ +(?=#)/gm, blanks => blanks.slice(0, column));
}

/** Comments at the start of a text that are further in than a column, as those under the last entry of a block are. */
export function commentsWithin(text: string, column: number): string {
	return new RegExp(`^(?:\\n* {${column + 1},}#.*\\n)+`).exec(text)?.[0] ?? '';
}

/** Comments directly above an entry, as far in as the entry, belong to it; a blank line ends them. */
function topOf(source: Source, start: number): number {
	const indent = indentAt(source.text, start);
	let top = start;
	while (top > 0) {
		const above = lineStart(source.text, top - 1);
		const [comment] = tokensBetween(source, above + indent, top);
		if (comment?.kind !== 'comment' || comment.start !== above + indent || indentAt(source.text, above) !== indent) break;
		top = above;
	}
	return top;
}

/** The lines at the end of the text with a line end, which a text under `|` must not gain. */
function closedLines({text, tokens}: Source, from: number): string {
	const start = tokens.at(-1)?.start ?? from;
	return `${text.slice(from, start)}${text.slice(start).replace(/^([|>])[-+]?(\d?)[-+]?/, '$1-$2')}\n`;
}

/** Whole lines, further in or out by so many blanks. */
export function shiftLines(lines: string, by: number): string {
	return by < 0 ? lines.replaceAll(new RegExp(`^ {0,${-by}}`, 'gm'), '') : lines.replaceAll(/^(?=[^\n])/gm, ' '.repeat(by));
}
