import type {Random} from './random.ts';

/** Lines as programs write them: short, empty, long, with characters of several bytes, bytes that are no text, CRLF. Without their newlines. */
export function randomLines(count: number, random: Random): Buffer[] {
	return Array.from({length: count}, (_, line) => {
		const chance = random.below(1000);
		if (chance < 50) return Buffer.alloc(0);
		if (chance < 150) return Buffer.from(`${line} Ünï ☃ 🐍 日本語`.repeat(1 + random.below(5)));
		if (chance < 200) return Buffer.from(`${line} crlf\r`);
		if (chance < 250) return Buffer.from([0xff, 0xfe, 0x80, 0xc3]);
		if (chance < 252) return Buffer.from(`${line} `.padEnd(1_000_000, 'x'));
		return Buffer.from(`${line} loss=${random.below(1e6)} acc=${random.below(1e6)}`.repeat(1 + random.below(3)));
	});
}

/** The same bytes in pieces that end anywhere. */
export function randomPieces(bytes: Buffer, largest: number, random: Random): Buffer[] {
	const pieces = [];
	for (let at = 0; at < bytes.length; ) {
		const end = at + 1 + random.below(largest);
		pieces.push(bytes.subarray(at, end));
		at = end;
	}
	return pieces;
}

/** All the lines, with newlines between them and none at the end. */
export function joined(lines: readonly Buffer[]): Buffer {
	return Buffer.concat(lines.flatMap((line, index) => (index === 0 ? [line] : [Buffer.from('\n'), line])));
}
