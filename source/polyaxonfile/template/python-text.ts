/** The first character in upper case, the others in lower. */
export function capitalize(value: string): string {
	const [first = '', ...rest] = Array.from(value);
	return first.toUpperCase() + rest.join('').toLowerCase();
}

/** Python's `str.replace()`; a negative count replaces all. */
export function replaceText(text: string, old: string, by: string, count: number): string {
	const parts = old === '' ? ['', ...Array.from(text), ''] : text.split(old);
	if (count < 0 || count >= parts.length) return parts.join(by);
	return [parts.slice(0, count + 1).join(by), ...parts.slice(count + 1)].join(old);
}

/** Python's `str.center()`. */
export function center(text: string, width: number, spend: (amount: number) => void): string {
	const missing = width - Array.from(text).length;
	if (missing <= 0) return text;
	spend(missing / 10);
	// Python puts the odd blank on the left when the width is odd.
	const left = Math.floor(missing / 2) + (missing % 2 === 1 && width % 2 === 1 ? 1 : 0);
	return ' '.repeat(left) + text + ' '.repeat(missing - left);
}

/** Without blanks, or without these characters, at both ends. */
export function strip(text: string, chars?: string): string {
	return reverse(stripStart(reverse(stripStart(text, chars)), chars));
}

/** Without blanks, or without these characters, at the start. */
export function stripStart(text: string, chars: string | undefined): string {
	const all = Array.from(text);
	const isDropped = (char: string) => (chars === undefined ? /[\s\x1c-\x1f\x85]/.test(char) && char !== '\ufeff' : chars.includes(char));
	const first = all.findIndex(char => !isDropped(char));
	return first < 0 ? '' : all.slice(first).join('');
}

/** The characters from the last to the first. */
export const reverse = (text: string) => Array.from(text).reverse().join('');

/** Lines by all of Python's line ends; the last one, when it is empty, is none. */
export function splitLines(text: string): readonly string[] {
	const lines = text.split(/\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/);
	return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}
