const segmenter = new Intl.Segmenter(undefined, {granularity: 'grapheme'});

/** The characters as a reader counts them. Plain ASCII, the usual case, needs no segmenter. */
export function graphemesOf(text: string): readonly string[] {
	return /^[\n -~]*$/.test(text) ? text.split('') : [...segmenter.segment(text)].map(({segment}) => segment);
}

/** Where the word begins that ends at or before the offset. Words are letters, digits and `_`, as for readline's Alt-B. */
export function wordStartBefore(text: string, offset: number): number {
	return text.slice(0, offset).search(/[\p{L}\p{M}\p{N}_]*[^\p{L}\p{M}\p{N}_]*$/u);
}

/** Where the word ends that begins at or after the offset. */
export function wordEndAfter(text: string, offset: number): number {
	return offset + /^[^\p{L}\p{M}\p{N}_]*[\p{L}\p{M}\p{N}_]*/u.exec(text.slice(offset))![0].length;
}
