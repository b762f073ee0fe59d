/** The variables of an env file, in its order (the last of a name counts), and the lines that are none. */
export type EnvFile = {
	readonly values: ReadonlyMap<string, string>;
	/** From 1. Their text is not kept: it may be a secret. */
	readonly badLines: readonly number[];
};

/**
 * Reads `KEY=VALUE` lines. `export ` before the name, blank lines and `#` comments are allowed. A value in double quotes has the escapes
 * `\n`, `\t`, `\"`, `\\` and `\$` and may go over several lines, as may one in single quotes, which is taken as it is. Nothing is expanded.
 */
export function parseEnvFile(text: string): EnvFile {
	const values = new Map<string, string>();
	const badLines: number[] = [];
	const source = text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n');
	const entry = /[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_]*)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\[\s\S])*)"|'([^']*)'|([^\n]*))[ \t]*(?:#[^\n]*)?(?:\n|$)/y;
	const nothing = /[ \t]*(?:#[^\n]*)?(?:\n|$)/y;
	for (let position = 0; position < source.length; ) {
		nothing.lastIndex = entry.lastIndex = position;
		const blank = nothing.exec(source);
		const found = blank ? undefined : entry.exec(source);
		if (found) {
			const [, name = '', double, single, bare = ''] = found;
			values.set(name, double !== undefined ? withoutEscapes(double) : (single ?? withoutComment(bare)));
		}
		if (!blank && !found) badLines.push(source.slice(0, position).split('\n').length);
		const end = source.indexOf('\n', position);
		position += blank?.[0].length ?? found?.[0].length ?? (end === -1 ? source.length : end + 1 - position);
	}
	return {values, badLines};
}

const escapes: Readonly<Record<string, string>> = {n: '\n', r: '\r', t: '\t', '\n': ''};

function withoutEscapes(text: string): string {
	return text.replaceAll(/\\([\s\S])/g, (whole, character: string) => escapes[character] ?? ('"\\$`'.includes(character) ? character : whole));
}

function withoutComment(text: string): string {
	return text.replace(/(^|[ \t])#.*$/, '').trim();
}
