/** Text with the characters that mean something in HTML written as its entities, as MarkupSafe writes them. */
export function escapeHtml(value: string): string {
	return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll("'", '&#39;').replaceAll('"', '&#34;');
}

const entities: Readonly<Record<string, string>> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
	nbsp: '\u00a0',
	copy: '©',
	reg: '®',
	trade: '™',
	deg: '°',
	plusmn: '±',
	times: '×',
	micro: 'µ',
	middot: '·',
	laquo: '«',
	raquo: '»',
	ndash: '–',
	mdash: '—',
	hellip: '…',
	euro: '€',
};

/** The reverse, for numbers and the usual names. */
export function unescapeHtml(text: string): string {
	return text.replaceAll(/&(?:#(\d{1,7});?|#[xX]([0-9a-fA-F]{1,6});?|([a-z]+);)/g, (whole, decimal, hex, name) => {
		if (name !== undefined) return Object.hasOwn(entities, name) ? (entities[name] ?? whole) : whole;
		const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
		return code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? '\ufffd' : String.fromCodePoint(code);
	});
}
