/** A text that is read as a literal, and how far. */
export type Reader = {
	readonly text: string;
	at: number;
	depth: number;
	/** A list is a key or stands in a set, at which Python stops. */
	hasWrongKey: boolean;
};

/** Goes on to what is no blank and no comment; in brackets lines may end between. */
export function skipBlanks(reader: Reader, isInBrackets: boolean): void {
	const blanks = isInBrackets ? /(?:[ \t\f\r\n]|#[^\n]*|\\\n)*/y : /(?:[ \t\f]|#[^\n]*|\\\n)*/y;
	blanks.lastIndex = reader.at;
	blanks.exec(reader.text);
	reader.at = blanks.lastIndex;
}

/** Takes what a sticky pattern finds here. */
export function take(reader: Reader, pattern: RegExp): string | undefined {
	pattern.lastIndex = reader.at;
	const found = pattern.exec(reader.text);
	if (!found) return undefined;
	reader.at = pattern.lastIndex;
	return found[0];
}
