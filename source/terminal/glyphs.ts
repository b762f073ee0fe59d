import stringWidth from 'string-width';

/** What a terminal draws as one piece, and how many cells we count for it. */
export type Glyph = {readonly text: string; readonly cells: number};

const longestCluster = 32;
const lastC1 = 0x9f;
const zeroWidthJoiner = 0x20_0d;

/** Ranges of characters that never join their neighbours: one cell and two cells wide. Everything else needs a closer look. */
const narrow = [
	[0x20, 0x7e],
	[0xa1, 0xac],
	[0xae, 0x02_ff],
	[0x03_70, 0x04_82],
	[0x04_8a, 0x05_2f],
	[0x20_10, 0x20_27],
	[0x20_30, 0x20_3b],
	[0x20_3d, 0x20_48],
	[0x20_4a, 0x20_5e],
	[0x20_a0, 0x20_bf],
	[0x21_90, 0x21_93],
	[0x22_00, 0x22_ff],
	[0x24_60, 0x24_c1],
	[0x25_00, 0x25_a9],
	[0x25_ac, 0x25_b5],
	[0x25_b7, 0x25_bf],
	[0x25_c1, 0x25_fa],
	[0x27_13, 0x27_13],
	[0x27_17, 0x27_17],
	[0x28_00, 0x28_ff],
	[0xff_61, 0xff_9d],
] as const;
const wide = [
	[0x30_01, 0x30_29],
	[0x30_31, 0x30_3c],
	[0x30_41, 0x30_96],
	[0x30_9b, 0x30_ff],
	[0x31_05, 0x31_2f],
	[0x31_31, 0x31_8e],
	[0x34_00, 0x4d_bf],
	[0x4e_00, 0x9f_ff],
	[0xac_00, 0xd7_a3],
	[0xff_01, 0xff_60],
] as const;

const cellsOfUnit = new Uint8Array(0x1_00_00);
for (const [from, to] of narrow) cellsOfUnit.fill(1, from, to + 1);
for (const [from, to] of wide) cellsOfUnit.fill(2, from, to + 1);

/** Cells of a UTF-16 unit that never joins its neighbours; 0 when it might, or is no printable character. */
export function simpleCells(unit: number): number {
	return cellsOfUnit[unit] ?? 0;
}

/** Whether the character at `index` may become one glyph with the character before it (an accent, a joiner, half of an emoji). */
export function mayJoin(text: string, index: number): boolean {
	const unit = text.charCodeAt(index);
	return unit > lastC1 && cellsOfUnit[unit] === 0;
}

/** End of the stretch of characters from `start` that may join each other; at most about `longest` units. */
export function endOfStretch(text: string, start: number, longest: number): number {
	const limit = Math.min(text.length, start + longest);
	let end = start + 1;
	while (end < limit && (mayJoin(text, end) || (text.charCodeAt(end) > lastC1 && text.charCodeAt(end - 1) === zeroWidthJoiner))) end++;
	const isHighSurrogate = (text.charCodeAt(end - 1) & 0xfc_00) === 0xd8_00;
	return end === limit && isHighSurrogate ? Math.min(end + 1, text.length) : end;
}

const segmenter = new Intl.Segmenter(undefined, {granularity: 'grapheme'});
const knownStretches = new Map<string, readonly Glyph[]>();

/** The visible glyphs of a stretch. Remembered: logs repeat the same emoji, and segmenting is slow. */
export function glyphsOf(stretch: string): readonly Glyph[] {
	const known = knownStretches.get(stretch);
	if (known) return known;
	const glyphs = [...segmenter.segment(stretch)]
		.map(({segment}) => withoutTraps(segment))
		.map(text => ({text, cells: text === '' ? 0 : stringWidth(text)}))
		.filter(({cells}) => cells > 0);
	if (knownStretches.size > 4096) knownStretches.clear();
	knownStretches.set(stretch, glyphs);
	return glyphs;
}

/** Drops what must never reach a terminal from a cluster: C1 controls, bidi controls, line separators, lone surrogates, endless marks. */
function withoutTraps(cluster: string): string {
	const short = cluster.length > longestCluster ? cluster.slice(0, longestCluster) : cluster;
	return short.replace(/\p{Surrogate}/gu, '\ufffd').replace(/[\u0080-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, '');
}
