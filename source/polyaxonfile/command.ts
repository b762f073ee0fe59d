/**
 * The one line that bash gets: `run.cmd` as the platform put it together (polyaxon-schemas `ops/run/cmd.py`, hestia `strip_spaces`).
 * Each entry is split at blanks, also line ends and blanks between quotes; backslashes around a word go; a list is joined with ` && `.
 */
export function toCommand(cmd: string | readonly string[]): string {
	return typeof cmd === 'string' ? toLine(cmd) : cmd.map(toLine).join(' && ');
}

function toLine(entry: string): string {
	return entry
		.split(pythonBlank)
		.map(word => word.replaceAll(/^\\+|\\+$/g, ''))
		.filter(word => word !== '')
		.join(' ');
}

/** What Python's `str.split()` splits at: JavaScript's `\s` without U+FEFF, and with the separators U+001C to U+001F and U+0085. */
const pythonBlank = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;
