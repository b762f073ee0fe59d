const escapes: Readonly<Record<string, string>> = {n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v', '\\': '\\', "'": "'", '"': '"', '\n': ''};

/** Python's backslash sequences; an unknown one stays as it is, and one that is begun and not ended makes the whole text wrong: undefined. */
export function unescapeText(text: string): string | undefined {
	if (!text.includes('\\')) return text;
	let isWrong = false;
	const result = text.replaceAll(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|([\s\S]))/g, (whole, x, u, long, octal, char) => {
		const hex = x ?? u ?? long;
		if (hex !== undefined) {
			const code = Number.parseInt(hex, 16);
			if (code <= 0x10ffff) return String.fromCodePoint(code);
			isWrong = true;
		}
		if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
		// Names of characters (\N{…}) would need a table of all of them
		if ('xuUN'.includes(char)) isWrong = true;
		return escapes[char] ?? whole;
	});
	return isWrong ? undefined : result;
}
