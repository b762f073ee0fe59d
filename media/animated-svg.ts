/** One cell of a terminal screen: its character (empty behind a wide one) and how it looks. */
export type Cell = {readonly char: string; readonly style: string};

/** A screen and how long it stays, in milliseconds. */
export type Frame = {readonly cells: ReadonlyArray<readonly Cell[]>; readonly milliseconds: number};

const cellWidth = 8.4;
// Box-drawing characters meet only when a row is as high as the glyph: about 1.165 times the font size
const fontSize = 14;
const rowHeight = 16.3;
const padding = 12;
const palette = [
	'#1d2330',
	'#ef6b73',
	'#8cc265',
	'#d9b25f',
	'#61a8ee',
	'#c479dd',
	'#4fb8c4',
	'#d4dae6',
	'#6b7588',
	'#ff8b92',
	'#a5e075',
	'#f0cd7a',
	'#7fc1ff',
	'#de94f5',
	'#6ad4e0',
	'#ffffff',
];
const background = '#12161f';
const foreground = '#c8cfdb';

/** Cells as a film strip that moves by whole screens: one SVG that needs no script, so that GitHub plays it in a readme. */
export function toAnimatedSvg(frames: readonly Frame[], title: string): string {
	const columns = Math.max(...frames.map(frame => frame.cells[0]?.length ?? 0));
	const rows = Math.max(...frames.map(frame => frame.cells.length));
	const width = Math.round(columns * cellWidth + 2 * padding);
	const height = Math.round(rows * rowHeight + 2 * padding);
	const total = frames.reduce((sum, frame) => sum + frame.milliseconds, 0);
	let elapsed = 0;
	const stops = frames.map((frame, index) => {
		const percent = ((elapsed / total) * 100).toFixed(3);
		elapsed += frame.milliseconds;
		return `${percent}%{transform:translateX(${-index * width}px)}`;
	});
	const animation = frames.length > 1 ? `@keyframes strip{${stops.join('')}}.strip{animation:strip ${(total / 1000).toFixed(2)}s steps(1,end) infinite}` : '';
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
		`<title>${escapeXml(title)}</title>`,
		`<style>text{font:${fontSize}px ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;white-space:pre}${animation}</style>`,
		`<rect width="${width}" height="${height}" rx="8" fill="${background}"/>`,
		`<svg x="0" y="0" width="${width}" height="${height}"><g class="strip" fill="${foreground}">`,
		...frames.map((frame, index) => `<g transform="translate(${index * width + padding},${padding})">${frame.cells.map(drawRow).join('')}</g>`),
		'</g></svg></svg>',
	].join('\n');
}

function drawRow(cells: readonly Cell[], y: number): string {
	let out = '';
	for (let x = 0; x < cells.length; ) {
		const {style} = cells[x]!;
		let end = x;
		let text = '';
		while (end < cells.length && cells[end]!.style === style) text += cells[end++]!.char;
		out += drawRun(text, style, x, y, end - x);
		x = end;
	}
	return out;
}

function drawRun(text: string, style: string, x: number, y: number, cells: number): string {
	const [fg, bg, flags = ''] = style.split('|');
	const isInverse = flags.includes('i');
	const front = isInverse ? colour(bg, background) : colour(fg, foreground);
	const back = isInverse ? colour(fg, foreground) : colour(bg, 'none');
	const left = (x * cellWidth).toFixed(1);
	const box =
		back === 'none'
			? ''
			: `<rect x="${left}" y="${(y * rowHeight).toFixed(1)}" width="${(cells * cellWidth).toFixed(1)}" height="${rowHeight}" fill="${back}"/>`;
	if (text.trim() === '') return box;
	const attributes = `${front === foreground ? '' : ` fill="${front}"`}${flags.includes('b') ? ' font-weight="bold"' : ''}${flags.includes('d') ? ' opacity="0.6"' : ''}${flags.includes('u') ? ' text-decoration="underline"' : ''}`;
	return `${box}<text x="${left}" y="${(y * rowHeight + fontSize * 0.93).toFixed(1)}" textLength="${(cells * cellWidth).toFixed(1)}"${attributes} xml:space="preserve">${escapeXml(text)}</text>`;
}

/** `''` is the terminal's own colour, a number one of the 16 or 256, `#rrggbb` itself. */
function colour(value: string | undefined, fallback: string): string {
	if (value === undefined || value === '') return fallback;
	if (value.startsWith('#')) return value;
	const index = Number(value);
	if (index < 16) return palette[index]!;
	if (index >= 232) return `#${(8 + (index - 232) * 10).toString(16).padStart(2, '0').repeat(3)}`;
	const level = (n: number) => [0, 95, 135, 175, 215, 255][n]!.toString(16).padStart(2, '0');
	const cube = index - 16;
	return `#${level(Math.floor(cube / 36))}${level(Math.floor(cube / 6) % 6)}${level(cube % 6)}`;
}

function escapeXml(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
