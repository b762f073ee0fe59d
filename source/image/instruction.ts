/** `ENV`: the value arrives as it is written, but for `$NAME` and `${NAME}`, which builders replace as the platform's did; `\$NAME` stays `$NAME`. */
export function envInstruction(name: string, value: string): string {
	return `ENV ${name}="${encodeValue(value)}"`;
}

/** `RUN` of a program and its arguments. Nothing in them is read as part of the Dockerfile. */
export function runInstruction(words: readonly string[]): string {
	return `RUN ${encodeWords(words)}`;
}

/** Why a value cannot stand in an ENV instruction, to go after its name, or undefined. The syntax knows no escape for these. */
export function whyNoEnv(value: string): string | undefined {
	if (/[\r\n]/.test(value)) return 'has several lines';
	if (value.includes('\0')) return 'has a NUL in it';
	if (Buffer.byteLength(value) > 30_000) return 'is longer than 30 kB';
	return undefined;
}

/** An even number of backslashes before a variable are text; of an odd number the last one keeps it from being replaced. */
function encodeValue(value: string): string {
	return value.replaceAll(/(\\*)(\$(?:[A-Za-z_]\w*|\{[A-Za-z_]\w*\}))|["\\$]/g, (found, slashes: string | undefined, variable: string | undefined) => {
		if (slashes === undefined || variable === undefined) return `\\${found}`;
		const isText = slashes.length % 2 === 1;
		return `${'\\\\'.repeat(slashes.length - (isText ? 1 : 0))}${isText ? '\\' : ''}${variable}`;
	});
}

/** JSON of ASCII and letters only: no terminal obeys it, and no parser finds the start of a heredoc (`<<`) in it. */
function encodeWords(words: readonly string[]): string {
	return `[${words.map(word => JSON.stringify(word)).join(',')}]`
		.replaceAll('<<', '<\\u003c')
		.replaceAll(
			/[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
			found => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
		);
}
