/** A name that a template asks for. */
export type TemplateName = {readonly name: string /** Where it starts in the text, UTF-16 units. */; readonly at: number};

/** The names that a text takes from the declarations, in order, each once. Names that the template itself makes (loops, `set`) are not among them. */
export function templateNames(text: string): readonly TemplateName[] {
	const own = new Set([...text.matchAll(/\{%-?\s*(?:for|set|macro)\s+([\w,\s]+?)\s*(?:\bin\b|=|\()/g)].flatMap(match => match[1]!.split(/[\s,]+/)));
	const found = new Map<string, TemplateName>();
	for (const block of text.matchAll(/\{\{([\s\S]*?)\}\}|\{%([\s\S]*?)%\}/g)) {
		const code = block[1] ?? block[2] ?? '';
		const start = block.index + 2;
		for (const match of withoutTexts(code).matchAll(/(?<![\w.])([A-Za-z_]\w*)(?!\s*\(|\s*=(?!=)|\w)/g)) {
			const name = match[1]!;
			if (own.has(name) || words.has(name) || isFilterOrTest(code.slice(0, match.index)) || found.has(name)) continue;
			found.set(name, {name, at: start + match.index});
		}
	}
	return [...found.values()];
}

/** Words of Jinja2 and the names that every template has. */
const words = new Set(
	'and or not in is if else elif endif for endfor true false none True False None set block endblock raw endraw filter endfilter macro endmacro loop range dict lipsum cycler joiner namespace self'.split(
		' ',
	),
);

function withoutTexts(code: string): string {
	return code.replaceAll(/'[^']*'|"[^"]*"/g, quoted => ' '.repeat(quoted.length));
}

function isFilterOrTest(before: string): boolean {
	return /\|\s*$|\bis\s+(?:not\s+)?$/.test(before);
}
