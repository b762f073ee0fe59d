import stringWidth from 'string-width';

/** How many cells plain text fills on a terminal; control sequences count for nothing. */
export function cellsOf(text: string): number {
	return /^[ -~]*$/.test(text) ? text.length : stringWidth(text);
}
